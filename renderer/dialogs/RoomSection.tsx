/** RoomSection.tsx — what takes how much room, with what can be done about it. */
import type { FeedId, Millis, OutletPictures } from '../../preload/contract/model.ts'
import type { DiskReport } from '../../preload/contract/diskReport.ts'
import type { DataActions } from '../state/flows/data.ts'
import { byteSize, longDay } from '../text/times.ts'
import { useText } from '../text/useText.ts'
import { describeRule } from './KeepChoice.tsx'
import type { Told, Work } from './work.ts'

interface Props {
  readonly room: DiskReport
  /** Null while they are counted. */
  readonly pictures: readonly OutletPictures[] | null
  readonly isBusy: boolean
  readonly actions: DataActions
  readonly work: Work
  readonly told: Told
  readonly onKeep: (feedId: FeedId) => void
}

export function RoomSection({ room, pictures, isBusy, actions, work, told, onKeep }: Props) {
  const { words, locale } = useText()
  const text = words.data
  const size = (bytes: number) => byteSize(bytes, locale)
  const picturesOf = (feedId: FeedId) => pictures?.find((each) => each.feedId === feedId) ?? null
  const texts = room.outlets.reduce((sum, { bytes }) => sum + bytes, 0)
  const totals: readonly (readonly [string, number])[] = [
    [text.texts, texts],
    [text.pictures(room.pictures.count), room.pictures.bytes],
    [text.own, room.own],
    ...(room.deleted.bytes === 0
      ? []
      : [[words.deleted.total(room.deleted.count), room.deleted.bytes] as const]),
    ...(room.quarantine === 0 ? [] : [[text.quarantine, room.quarantine] as const]),
    ...(room.oldForm === null ? [] : [[oldFormWords(room.oldForm.until), room.oldForm.bytes] as const]),
    [text.other, room.other],
    [text.log, room.log],
  ]
  return (
    <section>
      <h3>{text.room}</h3>
      <dl className="data-totals">
        {totals.map(([name, bytes]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{size(bytes)}</dd>
          </div>
        ))}
      </dl>
      <ul className="data-outlets">
        {room.outlets.map(({ feedId, title, isFollowed, isWelcome, articles, bytes, keep }) => (
          <li key={feedId}>
            <div>
              <p dir="auto">{title}</p>
              <p className="catalogue-facts">
                {text.articles(articles)} · {size(bytes)} · {pictureWords(feedId)}
                {isFollowed ? describeRule(keep, words) : text.unfollowed}
              </p>
            </div>
            {isFollowed && !isWelcome ? (
              <button
                type="button"
                className="quiet"
                aria-label={text.keepOf(title)}
                onClick={() => {
                  onKeep(feedId)
                }}
              >
                {text.keep}
              </button>
            ) : null}
            {isWelcome ? null : (
              <button
                type="button"
                className="quiet"
                aria-label={text.dropPicturesOf(title)}
                aria-disabled={isBusy || hasNone(feedId)}
                onClick={() => {
                  if (!hasNone(feedId)) void drop(feedId)
                }}
              >
                {text.dropPictures}
              </button>
            )}
            {told(`pictures of ${feedId}`)}
          </li>
        ))}
      </ul>
      <p className="settings-note">{text.sharedPictures}</p>
      <button
        type="button"
        aria-disabled={isBusy}
        onClick={() => void work('room', actions.applyLimits, text.applied)}
      >
        {text.applyLimits}
      </button>
      {told('room')}
    </section>
  )

  function oldFormWords(until: Millis | null): string {
    return until === null ? words.moving.oldFormKept : words.moving.oldForm(longDay(until, locale))
  }

  function hasNone(feedId: FeedId): boolean {
    return pictures !== null && picturesOf(feedId) === null
  }

  function drop(feedId: FeedId): Promise<void> {
    return work(
      `pictures of ${feedId}`,
      () => actions.dropPictures(feedId),
      ({ count, bytes: freed }) => text.dropped(count, size(freed)),
    )
  }

  /** With the mark that parts it from what follows; nothing until it is counted. */
  function pictureWords(feedId: FeedId): string {
    const of = picturesOf(feedId)
    return of === null ? '' : `${text.pictures(of.count)}${words.colon}${size(of.bytes)} · `
  }
}
