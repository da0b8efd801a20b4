/**
 * CandidateGroups.tsx — the feeds that were found, the paper first; topics, other languages and readers' comments folded
 * away below it. A long list has a field to search it; what was chosen stays chosen when it is not shown.
 */
import { useState } from 'react'
import type { FeedCandidate, FeedGroup } from '../../preload/contract/model.ts'
import { Icon } from '../parts/Icon.tsx'
import { useText } from '../text/useText.ts'
import { CandidateCard } from './CandidateCard.tsx'

interface Props {
  readonly found: readonly FeedCandidate[]
  readonly chosen: readonly FeedCandidate[]
  readonly canChoose: (candidate: FeedCandidate) => boolean
  readonly onToggle: (url: string) => void
  readonly onShow: (url: string) => void
}

/** More than fit into the dialog at once. */
const longList = 8
const aside: readonly FeedGroup[] = ['topics', 'languages', 'comments']

export function CandidateGroups({ found, chosen, canChoose, onToggle, onShow }: Props) {
  const { words } = useText()
  const text = words.follow
  const [sought, setSought] = useState('')
  // The first group that is there is the paper, whatever it is.
  const first = (['articles', ...aside] as const).find((group) => found.some((each) => each.group === group))
  const wanted = sought.trim().toLowerCase()
  const fits = ({ title, url }: FeedCandidate) => `${title} ${url}`.toLowerCase().includes(wanted)
  const shown = wanted === '' ? found : found.filter(fits)
  const of = (group: FeedGroup) => shown.filter((each) => each.group === group)
  return (
    <>
      <p>{text.found(found.filter(({ group }) => group !== 'comments' || group === first).length)}</p>
      {found.length > longList ? (
        <div className="search">
          <Icon name="search" />
          <input
            type="text"
            aria-label={words.feedGroups.search}
            placeholder={words.feedGroups.search}
            value={sought}
            spellCheck={false}
            onChange={(event) => {
              setSought(event.target.value)
            }}
          />
        </div>
      ) : null}
      {wanted !== '' && shown.length === 0 ? (
        <p className="candidates-none" role="status">
          {words.feedGroups.none}
        </p>
      ) : null}
      {first === undefined ? null : cards(of(first))}
      {aside
        .filter((group) => group !== first && of(group).length > 0)
        .map((group) => (
          <details key={group} className="candidates-aside" open={wanted !== '' || undefined}>
            <summary>{nameOf(group, of(group).length)}</summary>
            {cards(of(group))}
          </details>
        ))}
    </>
  )

  function nameOf(group: FeedGroup, count: number): string {
    if (group === 'comments') return text.comments(count)
    return group === 'topics' ? words.feedGroups.topics(count) : words.feedGroups.languages(count)
  }

  function cards(candidates: readonly FeedCandidate[]) {
    return (
      <ul className="candidates">
        {candidates.map((candidate) => (
          <li key={candidate.url}>
            <CandidateCard
              candidate={candidate}
              isChosen={chosen.includes(candidate)}
              canChoose={canChoose(candidate)}
              onToggle={() => {
                onToggle(candidate.url)
              }}
              onShow={() => {
                onShow(candidate.url)
              }}
            />
          </li>
        ))}
      </ul>
    )
  }
}
