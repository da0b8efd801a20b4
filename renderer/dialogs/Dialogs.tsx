/** Dialogs.tsx — draws the dialog that is open, over those it was opened from, and gives each what it needs. */
import { Fragment, useEffect, useRef } from 'react'
import { unreachable } from '../../preload/contract/failure.ts'
import { valueOf } from '../state/loadable.ts'
import { isInside, nodeTitle, parentOf } from '../state/outletLines.ts'
import type { Dialog } from '../state/readerState.ts'
import { useActions, usePorts, useReader } from '../state/useReader.ts'
import { ActivityDialog } from './ActivityDialog.tsx'
import { AllowFeed } from './AllowFeed.tsx'
import { CatalogueDialog } from './CatalogueDialog.tsx'
import { DataDialog } from './DataDialog.tsx'
import { FolderDialog } from './FolderDialog.tsx'
import { FollowDialog } from './FollowDialog.tsx'
import { KeepFeed } from './KeepFeed.tsx'
import { KeysDialog } from './KeysDialog.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { SettingsDialog } from './SettingsDialog.tsx'
import { SignInFeed } from './SignInFeed.tsx'

const emptyTree = { folders: [], feeds: [], counts: { today: 0, unread: 0, starred: 0, all: 0 } }

export function Dialogs() {
  const dialog = useReader((state) => state.dialog)
  const behind = useReader((state) => state.dialogsBehind)
  const settings = useReader((state) => state.settings)
  const tree = useReader((state) => valueOf(state.tree)) ?? emptyTree
  const candidates = useReader((state) => state.candidates)
  const catalogue = useReader((state) => state.catalogue)
  const following = useReader((state) => state.following)
  const facts = useReader((state) => state.facts)
  const activity = useReader((state) => state.activity)
  const health = useReader((state) => state.health)
  const actions = useActions()
  const ports = usePorts()
  /** A paper of the catalogue is open behind the dialog: there the reader goes on. */
  const hasFollowed = useRef(false)
  const kind = dialog?.kind ?? null

  useEffect(() => {
    if (kind === 'catalogue') void actions.loadCatalogue()
    if (kind === 'settings') void actions.loadFacts()
    if (kind === 'activity') void actions.loadActivity()
    hasFollowed.current = false
  }, [kind, actions])

  if (dialog === null) return null
  const close = actions.closeDialog
  return [...behind, dialog].map((each, i) => (
    <Fragment key={`${String(i)} ${each.kind}`}>{draw(each, i === behind.length)}</Fragment>
  ))

  function draw(dialog: Dialog, isOnTop: boolean) {
    switch (dialog.kind) {
      case 'follow':
        return (
          <FollowDialog
            key={dialog.address}
            address={dialog.address}
            folderId={dialog.folderId}
            candidates={candidates}
            folders={tree.folders}
            isFollowing={following.length > 0}
            onLook={(address, folderId) => void actions.lookAt(address, folderId)}
            onAllow={(address, folderId) => void actions.lookAt(address, folderId, true)}
            onFollow={(chosen, folderId) => void actions.followCandidates(chosen, folderId)}
            onShow={(url) => {
              const feed = tree.feeds.find((followed) => followed.url === url)
              if (feed !== undefined) void actions.showFeed(feed.id)
            }}
            onCatalogue={(search) => {
              actions.openDialog({ kind: 'catalogue', search })
            }}
            onClose={close}
          />
        )
      case 'catalogue':
        return (
          <CatalogueDialog
            sought={dialog.search ?? ''}
            catalogue={catalogue}
            followed={tree.feeds.map((feed) => feed.url)}
            following={following}
            onFollow={({ feedUrl, id }) => {
              hasFollowed.current = true
              void actions.followEntry({ url: feedUrl, folderId: null, catalogueId: id })
            }}
            onTryAgain={() => void actions.loadCatalogue()}
            onClose={() => {
              close()
              if (hasFollowed.current) requestAnimationFrame(() => ports.at('headlines')?.focus())
            }}
          />
        )
      case 'keys':
        return <KeysDialog onClose={close} />
      case 'activity':
        return (
          <ActivityDialog
            activity={activity}
            onTryAgain={() => void actions.loadActivity()}
            onClose={close}
          />
        )
      case 'settings':
        if (settings === null) return null
        return (
          <SettingsDialog
            settings={settings}
            facts={facts}
            onSet={(choice) => void actions.setSettings(choice)}
            onSetProxy={actions.setProxy}
            onShowFolder={() => void actions.showLibrary()}
            onData={() => {
              actions.openDialogOver({ kind: 'data' })
            }}
            onClose={close}
          />
        )
      case 'data':
        return (
          <DataDialog
            health={health}
            isOnTop={isOnTop}
            actions={actions}
            onShowFolder={() => void actions.showLibrary()}
            onKeep={(feedId) => {
              actions.openDialogOver({ kind: 'keep', feedId })
            }}
            onClose={close}
          />
        )
      case 'keep':
        return <KeepFeed feedId={dialog.feedId} onClose={close} />
      case 'sign-in':
        return <SignInFeed feedId={dialog.feedId} onClose={close} />
      case 'allow':
        return <AllowFeed feedId={dialog.feedId} onClose={close} />
      case 'move': {
        const { node } = dialog
        return (
          <MoveDialog
            title={nodeTitle(tree, node)}
            from={parentOf(tree, node)}
            folders={tree.folders}
            isOut={(folder) => node.kind === 'folder' && isInside(tree, folder.id, node.id)}
            onMove={(folderId) => {
              close()
              void actions.move(node, { folderId, before: null })
            }}
            onClose={close}
          />
        )
      }
      case 'folder':
        return (
          <FolderDialog
            parentId={dialog.parentId}
            folders={tree.folders}
            onCreate={(title, parentId) => void actions.createFolder(title, parentId)}
            onClose={close}
          />
        )
      default:
        return unreachable(dialog)
    }
  }
}
