/** HeadlineRow.tsx — one headline: outlet and time, title, first words, picture, marks. */
import { memo, useState } from 'react'
import type { Headline } from '../../preload/contract/model.ts'
import { Icon } from '../parts/Icon.tsx'
import type { MenuAt } from '../parts/Menu.tsx'
import { namesInRow } from '../text/names.ts'
import { longTime, shortTime } from '../text/times.ts'
import { useText } from '../text/useText.ts'
import { Sought } from './Sought.tsx'

interface Props {
  readonly id: string
  readonly headline: Headline
  /** Left out where the whole list is of one outlet. */
  readonly outlet: string | null
  /** What was searched, as typed; '' when nothing was. */
  readonly search: string
  readonly index: number
  readonly total: number
  readonly isSelected: boolean
  readonly now: number
  readonly onOpen: (index: number) => void
  readonly onStar: (headline: Headline) => void
  readonly onMenu: (headline: Headline, at: MenuAt) => void
}

export const HeadlineRow = memo(function HeadlineRow(props: Props) {
  const { id, headline, outlet, search, index, total, isSelected, now, onOpen, onStar, onMenu } = props
  const { words, locale } = useText()
  const text = words.headlines
  const by = namesInRow(headline.contributors, words.comma)
  const time = shortTime(headline.sortedAt, now, locale)
  // Heard after the title: an element's name is what stands in it, so that eyes and ears have the same words.
  const rest = [
    ...(headline.isRead ? [] : [text.isUnread]),
    ...(headline.isStarred ? [text.isStarred] : []),
    ...(headline.isChanged ? [text.changed] : []),
    ...(outlet === null ? [] : [outlet]),
    ...(by === '' ? [] : [by]),
    time,
  ]
  return (
    <div
      id={id}
      role="option"
      className="headline"
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-article={headline.id}
      data-unread={!headline.isRead}
      data-starred={headline.isStarred}
      onClick={() => {
        onOpen(index)
      }}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu(headline, { x: event.clientX, y: event.clientY })
      }}
    >
      <span className="headline-dot" />
      <div className="headline-words">
        <p className="headline-meta" aria-hidden="true">
          {outlet === null ? null : (
            <span className="headline-outlet" dir="auto">
              <Sought text={outlet} search={search} />
            </span>
          )}
          <span className="headline-by" dir="auto">
            <Sought text={by} search={search} />
          </span>
          {headline.isChanged ? (
            <span className="headline-changed" title={text.changedHint}>
              {text.changed}
            </span>
          ) : null}
          <time
            dateTime={new Date(headline.sortedAt).toISOString()}
            title={headline.publishedAt === null ? text.estimated : longTime(headline.sortedAt, locale)}
          >
            {time}
          </time>
        </p>
        <div className="headline-text">
          <p className="headline-title" dir="auto">
            <Sought text={headline.title} search={search} />
          </p>
          <p className="headline-snippet" dir="auto" aria-hidden="true">
            <Sought text={headline.snippet} search={search} />
          </p>
        </div>
        <span className="for-ears">{words.comma + rest.join(words.comma)}</span>
      </div>
      <Thumbnail address={headline.thumbnail} />
      <span
        className="headline-star"
        aria-hidden="true"
        title={`${headline.isStarred ? text.unstar : text.star} (S)`}
        onClick={(event) => {
          event.stopPropagation()
          onStar(headline)
        }}
      >
        <Icon name="star" isFilled={headline.isStarred} />
      </span>
    </div>
  )
})

/** Nothing at all when there is no picture or it is not here yet: the words take its room. */
function Thumbnail({ address }: { readonly address: string | null }) {
  const [broken, setBroken] = useState<string | null>(null)
  if (address === null || address === broken) return null
  return (
    <img
      className="headline-picture"
      src={address}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => {
        setBroken(address)
      }}
    />
  )
}
