/**
 * CatalogueDialog.tsx — the papers we know of: searched by name, topic or language, followed with one press.
 *
 * Draws what it is given. How sure we are of each is part of what is told.
 */
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { unreachable } from '../../preload/contract/failure.ts'
import type { CatalogueEntry } from '../../preload/contract/model.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Modal } from '../parts/Modal.tsx'
import { Monogram } from '../parts/Monogram.tsx'
import type { Loadable } from '../state/loadable.ts'
import { hostOf } from '../text/hostOf.ts'
import { useText } from '../text/useText.ts'

interface Props {
  /** What is looked for when the dialog opens; '' for nothing. */
  readonly sought: string
  readonly catalogue: Loadable<readonly CatalogueEntry[]>
  /** Addresses of the feeds that are followed. */
  readonly followed: readonly string[]
  readonly following: readonly string[]
  readonly onFollow: (entry: CatalogueEntry) => void
  readonly onTryAgain: () => void
  readonly onClose: () => void
}

export function CatalogueDialog(props: Props) {
  const { catalogue, followed, following, onFollow, onTryAgain, onClose } = props
  const { words } = useText()
  const text = words.catalogue
  const [search, setSearch] = useState(props.sought)
  const known = new Set(followed.map(bare))

  return (
    <Modal title={text.title} className="catalogue" onClose={onClose}>
      <div className="search">
        <Icon name="search" />
        <input
          type="text"
          aria-label={text.search}
          placeholder={text.hint}
          value={search}
          data-first
          spellCheck={false}
          onChange={(event) => {
            setSearch(event.target.value)
          }}
        />
      </div>
      {body()}
    </Modal>
  )

  function body() {
    switch (catalogue.phase) {
      case 'idle':
      case 'loading':
        return <p className="waiting">{words.loading}</p>
      case 'failed':
        return <FailureNote failure={catalogue.failure} onTryAgain={onTryAgain} />
      case 'ready': {
        const fits = catalogue.value.filter((entry) => matches(entry, search, text.languages[entry.language]))
        if (fits.length === 0) return <p className="waiting">{text.none}</p>
        return (
          <>
            <p className="catalogue-count" role="status">
              {text.count(fits.length)}
            </p>
            <ul className="catalogue-list" onKeyDown={walk}>
              {fits.map(row)}
            </ul>
          </>
        )
      }
      default:
        return unreachable(catalogue)
    }
  }

  function row(entry: CatalogueEntry) {
    const isFollowed = known.has(bare(entry.feedUrl))
    const isDone = isFollowed || following.includes(entry.feedUrl)
    const facts = [
      hostOf(entry.siteUrl),
      text.languages[entry.language],
      ...entry.topics,
      text.text[entry.text],
      entry.kind,
    ]
    const checked = entry.lastChecked === null ? text.neverChecked : text.lastChecked(entry.lastChecked)
    return (
      <li key={entry.id} className="catalogue-entry" lang={entry.language}>
        <Monogram title={entry.name} />
        <div>
          <p className="catalogue-name">{entry.name}</p>
          <p className="catalogue-facts">{facts.join(' · ')}</p>
          <p className="catalogue-facts" data-certainty={entry.certainty}>
            {text.certainty[entry.certainty]}, {checked}
          </p>
        </div>
        <button
          type="button"
          className={isFollowed ? 'quiet' : ''}
          aria-label={`${isFollowed ? text.followed : text.follow}: ${entry.name}`}
          // Not `disabled`: the button that was pressed keeps the focus, and the arrows go on from it.
          aria-disabled={isDone}
          onClick={() => {
            if (!isDone) onFollow(entry)
          }}
        >
          {isFollowed ? text.followed : text.follow}
        </button>
      </li>
    )
  }
}

/** Arrows go from one paper's button to the next. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const buttons = Array.from(event.currentTarget.querySelectorAll<HTMLButtonElement>('button:enabled'))
  const at = buttons.findIndex((button) => button === document.activeElement)
  event.preventDefault()
  buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
}

function matches(entry: CatalogueEntry, search: string, language: string): boolean {
  const all = [entry.name, entry.siteUrl, language, ...entry.topics].join(' ').toLowerCase()
  return search
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => (isLanguageTag(word) ? entry.language === word : all.includes(word)))
}

/** `ja` is meant for the language, though it stands in "Japan" too. */
function isLanguageTag(word: string): boolean {
  return word === 'ja' || word === 'en'
}

/** Addresses are the same when only scheme, `www.` or a last slash differ. */
function bare(url: string): string {
  return url
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/$/, '')
}
