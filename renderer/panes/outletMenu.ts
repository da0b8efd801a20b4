/**
 * outletMenu.ts — what can be done with one line of the tree, as menu items.
 *
 * Room:     renderer/panes. Promises: pure; choosing an item calls an action.
 */
import type { Feed, Folder } from '../../preload/contract/model.ts'
import type { MenuItem } from '../parts/Menu.tsx'
import { allowable } from '../state/allowable.ts'
import type { OutletLine } from '../state/outletLines.ts'
import type { ReaderActions } from '../state/reader.ts'
import type { Words } from '../text/en.ts'
import { hostOf } from '../text/hostOf.ts'

/** What a menu needs to know of a line. */
export type MenuLine =
  { readonly kind: 'feed'; readonly feed: Feed } | { readonly kind: 'folder'; readonly folder: Folder }

/** It asks for a name and a password, or for others than it was given. */
export function needsSignIn({ state }: Feed): boolean {
  return state.phase === 'failed' && state.failure.kind === 'http' && state.failure.status === 401
}

/** What helps a paper that failed better than to try again; null: nothing of ours. */
export function remedyFor(
  feed: Feed,
  actions: ReaderActions,
  words: Words,
): { readonly name: string; readonly onChoose: () => void } | null {
  const opening = (name: string, kind: 'sign-in' | 'allow') => ({
    name,
    onChoose: () => {
      actions.openDialog({ kind, feedId: feed.id })
    },
  })
  if (needsSignIn(feed)) return opening(words.signIn.open, 'sign-in')
  return allowable(feed) === null ? null : opening(words.allow.open, 'allow')
}

const walls: readonly string[] = ['challenge', 'blocked', 'login', 'consent']

/** Past the wall that stands before a paper nobody but a person in a browser gets. Null where there is none. */
export function wayToSite(
  { state, url, outlet }: Feed,
  actions: Pick<ReaderActions, 'openLink'>,
  words: Words,
): { readonly name: string; readonly onChoose: () => void } | null {
  if (state.phase !== 'failed' || state.failure.kind !== 'not-a-feed') return null
  const site = outlet.siteUrl ?? url
  if (!walls.includes(state.failure.found)) return null
  return { name: words.menu.openSite, onChoose: () => void actions.openLink(site) }
}

/** For a line of the tree. */
export function outletMenu(line: OutletLine, actions: ReaderActions, words: Words): readonly MenuItem[] {
  const open: MenuItem = {
    name: words.menu.open,
    key: '↵',
    onChoose: () => void actions.openView(line.view),
  }
  if (line.kind === 'view') return [open]
  return [open, 'rule', ...lineItems(line, actions, words)]
}

/** For the head of the pane that shows it already. */
export function lineItems(line: MenuLine, actions: ReaderActions, words: Words): readonly MenuItem[] {
  const text = words.menu
  switch (line.kind) {
    case 'folder':
      return folderItems(line.folder)
    case 'feed': {
      const { feed } = line
      const node = { kind: 'feed', id: feed.id } as const
      const { siteUrl, follow } = feed.outlet
      const isOurs = feed.url.startsWith('kawaraban:')
      const site = siteUrl === null ? [] : [link(text.openSite, siteUrl)]
      const links = follow.map(({ kind, url }) =>
        link(kind === 'site' ? text.site(hostOf(url)) : text[kind], url),
      )
      const refresh: MenuItem = {
        name: text.refresh,
        onChoose: () => void actions.refresh({ kind: 'feed', feedId: feed.id }),
      }
      const remedy = remedyFor(feed, actions, words)
      return [
        ...(isOurs ? [] : [refresh]),
        ...(remedy === null ? [] : [remedy]),
        ...(site.length + links.length === 0 ? [] : [...site, ...links, 'rule' as const]),
        {
          name: text.rename,
          key: 'F2',
          onChoose: () => {
            actions.startRenaming(node)
          },
        },
        {
          name: text.moveTo,
          onChoose: () => {
            actions.openDialog({ kind: 'move', node })
          },
        },
        ...(isOurs ? [] : [{ name: text.copyAddress, onChoose: () => void actions.copyText(feed.url) }]),
        ...(isOurs
          ? []
          : [
              {
                name: text.keep,
                onChoose: () => {
                  actions.openDialog({ kind: 'keep', feedId: feed.id })
                },
              },
            ]),
        'rule',
        { name: text.unfollow, key: 'Del', onChoose: () => void actions.remove(node) },
      ]
    }
  }

  function folderItems(folder: Folder): readonly MenuItem[] {
    const node = { kind: 'folder', id: folder.id } as const
    return [
      { name: text.refresh, onChoose: () => void actions.refresh({ kind: 'folder', folderId: folder.id }) },
      {
        name: text.rename,
        key: 'F2',
        onChoose: () => {
          actions.startRenaming(node)
        },
      },
      {
        name: text.moveTo,
        onChoose: () => {
          actions.openDialog({ kind: 'move', node })
        },
      },
      {
        name: text.newFolder,
        onChoose: () => {
          actions.openDialog({ kind: 'folder', parentId: folder.id })
        },
      },
      'rule',
      { name: text.removeFolder, key: 'Del', onChoose: () => void actions.remove(node) },
    ]
  }

  function link(name: string, url: string): MenuItem {
    return { name, onChoose: () => void actions.openLink(url) }
  }
}
