/** CandidateCard.tsx — one feed that was found: its name, where it is, its newest headlines. */
import type { FeedCandidate } from '../../preload/contract/model.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { useText } from '../text/useText.ts'

interface Props {
  readonly candidate: FeedCandidate
  readonly isChosen: boolean
  readonly canChoose: boolean
  readonly onToggle: () => void
  /** Goes to the paper; for one that is followed already. */
  readonly onShow: () => void
}

export function CandidateCard({ candidate, isChosen, canChoose, onToggle, onShow }: Props) {
  const { words } = useText()
  const { title, url, headlines, articleCount, isFollowed, isLookedAt, failure } = candidate
  const found = isLookedAt ? words.follow.articles(articleCount) : words.feedGroups.notLookedAt
  // Of one that did not answer nobody knows how much it holds.
  const facts = isFollowed ? words.follow.followed : failure === null ? found : null
  return (
    <label className="candidate" data-chosen={isChosen}>
      <input
        type="checkbox"
        aria-label={words.follow.choose(title)}
        checked={isChosen}
        disabled={!canChoose}
        onChange={onToggle}
      />
      <span className="candidate-title" dir="auto">
        {title}
      </span>
      <span className="candidate-facts">
        {facts === null ? null : `${facts} · `}
        {url.replace(/^https?:\/\//, '')}
      </span>
      {isFollowed ? (
        <button
          type="button"
          className="quiet candidate-show"
          aria-label={words.follow.showNamed(title)}
          autoFocus
          onClick={onShow}
        >
          {words.follow.show}
        </button>
      ) : null}
      {failure === null ? null : <FailureNote failure={failure} />}
      {headlines.length === 0 ? null : (
        <ul className="candidate-headlines">
          {headlines.map((headline, i) => (
            <li key={`${String(i)} ${headline}`} dir="auto">
              {headline}
            </li>
          ))}
        </ul>
      )}
    </label>
  )
}
