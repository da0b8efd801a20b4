/**
 * FollowDialog.tsx — what stands at an address, and which of it to follow.
 *
 * Draws what it is given: the candidates main found, each with its newest headlines, or the reason why nothing
 * was found. The first that can be followed is chosen already, so that Enter is enough; not when the paper is followed
 * already.
 */
import { useState } from 'react'
import type { SyntheticEvent } from 'react'
import { unreachable } from '../../preload/contract/failure.ts'
import type { Failure } from '../../preload/contract/failure.ts'
import type { FeedCandidate, Folder, FolderId } from '../../preload/contract/model.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { Modal } from '../parts/Modal.tsx'
import { Spinner } from '../parts/Spinner.tsx'
import type { Loadable } from '../state/loadable.ts'
import { useText } from '../text/useText.ts'
import { CandidateGroups } from './CandidateGroups.tsx'
import { FolderSelect } from './FolderSelect.tsx'

interface Props {
  readonly address: string
  readonly folderId: FolderId | null
  readonly candidates: Loadable<readonly FeedCandidate[]>
  readonly folders: readonly Folder[]
  readonly isFollowing: boolean
  readonly onLook: (address: string, folderId: FolderId | null) => void
  /** Looks once more at what leads to this machine or its network, as the reader was told. */
  readonly onAllow: (address: string, folderId: FolderId | null) => void
  readonly onFollow: (chosen: readonly FeedCandidate[], folderId: FolderId | null) => void
  /** Shows a feed that is followed already. */
  readonly onShow: (url: string) => void
  /** With what was typed, to be looked for there. */
  readonly onCatalogue: (search: string) => void
  readonly onClose: () => void
}

export function FollowDialog(props: Props) {
  const { candidates, folders, isFollowing, onLook, onFollow, onClose } = props
  const { words } = useText()
  const text = words.follow
  const [address, setAddress] = useState(props.address)
  const [folderId, setFolderId] = useState(props.folderId)
  /** What the reader chose by hand; null until then. */
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null)
  const found = candidates.phase === 'ready' ? candidates.value : []
  const isKnown = found.some(({ isFollowed }) => isFollowed)
  const first = isKnown ? [] : found.filter(canFollow).slice(0, 1)
  const chosen = picked === null ? first : found.filter(({ url }) => picked.has(url))

  return (
    <Modal title={text.title} className="follow" onClose={onClose}>
      <form className="follow-address" onSubmit={look}>
        <label htmlFor="follow-address">{text.intro}</label>
        <div className="field-row">
          <input
            id="follow-address"
            type="text"
            inputMode="url"
            aria-label={text.address}
            placeholder="https://"
            value={address}
            spellCheck={false}
            data-first
            onChange={(event) => {
              setAddress(event.target.value)
            }}
          />
          <button type="submit" disabled={address.trim() === '' || candidates.phase === 'loading'}>
            {text.look}
          </button>
        </div>
      </form>
      <div className="follow-found" aria-live="polite">
        {answer()}
      </div>
    </Modal>
  )

  function answer() {
    switch (candidates.phase) {
      case 'idle':
        return inCatalogue()
      case 'loading':
        return (
          <p className="waiting">
            <Spinner /> {text.looking(props.address)}
          </p>
        )
      case 'failed':
        return (
          <>
            <FailureNote failure={candidates.failure} />
            {allowance(candidates.failure)}
            {candidates.failure.kind === 'bad-address' || isWord(props.address) ? inCatalogue() : null}
          </>
        )
      case 'ready':
        return (
          <form onSubmit={follow}>
            <CandidateGroups
              found={found}
              chosen={chosen}
              canChoose={canFollow}
              onToggle={toggle}
              onShow={props.onShow}
            />
            <div className="modal-foot">
              <FolderSelect name={text.folder} folders={folders} value={folderId} onChange={setFolderId} />
              <button
                type="submit"
                className="primary"
                autoFocus={!isKnown}
                disabled={chosen.length === 0 || isFollowing}
              >
                {isFollowing ? text.following : text.follow}
              </button>
            </div>
          </form>
        )
      default:
        return unreachable(candidates)
    }
  }

  /** Only for what was typed itself, not for what it redirects to. */
  function allowance(failure: Failure) {
    if (failure.kind !== 'private-address' || failure.where === undefined) return null
    if (hostTyped(props.address) !== failure.host) return null
    return (
      <>
        <p className="modal-said follow-allow">{words.allow.means(failure.host, failure.where)}</p>
        <button
          type="button"
          className="quiet"
          onClick={() => {
            props.onAllow(props.address, folderId)
          }}
        >
          {words.allow.allowAndLook}
        </button>
      </>
    )
  }

  function inCatalogue() {
    return (
      <button
        type="button"
        className="quiet"
        onClick={() => {
          props.onCatalogue(address.trim())
        }}
      >
        {text.catalogue}
      </button>
    )
  }

  function look(event: SyntheticEvent): void {
    event.preventDefault()
    setPicked(null)
    if (address.trim() !== '') onLook(address.trim(), folderId)
  }

  function follow(event: SyntheticEvent): void {
    event.preventDefault()
    if (chosen.length > 0 && !isFollowing) onFollow(chosen, folderId)
  }

  function toggle(url: string): void {
    const next = new Set(chosen.map((candidate) => candidate.url))
    if (!next.delete(url)) next.add(url)
    setPicked(next)
  }
}

/** Typed alone, it may be the name of a paper. */
const isWord = (typed: string) => /^[\p{L}\p{N}-]+$/u.test(typed.trim())

function hostTyped(address: string): string {
  const bare = address
    .trim()
    .replace(/^[<"'“「]/, '')
    .replace(/^(?:(?:view-source|feeds?|rss|itpc|pcast):)?(?:\/\/)?(?:https?:\/\/)?/i, '')
    .replace(/[>"'”」]$/, '')
  return URL.canParse(`http://${bare}`) ? new URL(`http://${bare}`).host : ''
}

function canFollow(candidate: FeedCandidate): boolean {
  return !candidate.isFollowed && candidate.failure === null
}
