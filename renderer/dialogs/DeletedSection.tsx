/**
 * DeletedSection.tsx — the articles that the reader deleted by hand, each with the way back.
 *
 * Promises: nothing goes for good without being asked first; the focus is never nowhere: when a row has gone, the next one
 *           has it, and after the last one the heading. What came of a row is said where that row is or was.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { DeletedPage, DeletedRow } from '../../preload/contract/model.ts'
import type { DiskReport } from '../../preload/contract/diskReport.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { useNow } from '../parts/useNow.ts'
import type { DataActions } from '../state/flows/data.ts'
import type { Loadable } from '../state/loadable.ts'
import { loading, ready } from '../state/loadable.ts'
import { byteSize, dayTime } from '../text/times.ts'
import { useText } from '../text/useText.ts'
import type { Told, Work } from './work.ts'

interface Props {
  /** Another one after everything that was done: then the list is read again. */
  readonly room: DiskReport
  readonly isBusy: boolean
  readonly actions: DataActions
  readonly work: Work
  readonly told: Told
}

/** The place of the dialog where something is told of a row. */
const rowAt = (at: number) => `deleted row ${String(at)}`

const firstRows = 20
const moreRows = 100

export function DeletedSection({ room, isBusy, actions, work, told }: Props) {
  const { words, locale } = useText()
  const text = words.deleted
  const now = useNow()
  const questionId = useId()
  const [page, setPage] = useState<Loadable<DeletedPage>>(loading)
  const [wanted, setWanted] = useState(firstRows)
  const [isAsking, setAsking] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const emptyButton = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLUListElement>(null)
  /** The row that gets the focus when the list has been read again; null: it stays. */
  const goesOnAt = useRef<number | null>(null)
  const { readDeleted } = actions

  useEffect(() => {
    let isAsked = true
    void readDeleted(wanted).then((read) => {
      if (isAsked) setPage(read.ok ? ready(read.value) : { phase: 'failed', failure: read.failure })
    })
    return () => {
      isAsked = false
    }
  }, [readDeleted, wanted, room])
  useLayoutEffect(() => {
    const at = goesOnAt.current
    if (at === null) return
    goesOnAt.current = null
    const buttons = list.current?.querySelectorAll('button') ?? []
    const next = buttons[Math.min(at, buttons.length - 1)] ?? heading.current
    next?.focus()
  }, [page])

  const bringBack = (row: DeletedRow, at: number) => {
    if (isBusy) return
    goesOnAt.current = at
    void work(
      rowAt(at),
      () => actions.bringBack(row.id),
      () => text.broughtBack(row.title),
    )
  }
  const empty = () => {
    setAsking(false)
    heading.current?.focus()
    if (isBusy) return
    void work('deleted', actions.emptyDeleted, ({ count, bytes }) =>
      text.emptied(count, byteSize(bytes, locale)),
    )
  }

  return (
    <section>
      <h3 ref={heading} tabIndex={-1}>
        {text.title}
      </h3>
      <p className="settings-note">{text.hint}</p>
      {page.phase === 'failed' ? <FailureNote failure={page.failure} /> : null}
      {page.phase === 'loading' ? <p className="waiting">{words.loading}</p> : null}
      {page.phase === 'ready' ? body(page.value) : null}
      {told('deleted')}
    </section>
  )

  function body({ rows, total }: DeletedPage) {
    if (total === 0) {
      return (
        <>
          <p className="settings-note">{text.none}</p>
          {told(rowAt(0))}
        </>
      )
    }
    const left = total - rows.length
    return (
      <>
        <ul className="data-outlets" ref={list} aria-label={text.title}>
          {rows.map((row, at) => (
            <li key={row.id}>
              <div>
                <p dir="auto">{row.title}</p>
                <p className="catalogue-facts">
                  <bdi>{row.paper}</bdi> ·{' '}
                  <time dateTime={new Date(row.deletedAt).toISOString()}>
                    {text.when(dayTime(row.deletedAt, now, locale))}
                  </time>
                </p>
              </div>
              {/* Not disabled while something is done: that would take the focus from it. */}
              <button
                type="button"
                className="quiet"
                aria-label={text.bringBackOf(row.title)}
                aria-disabled={isBusy}
                onClick={() => {
                  bringBack(row, at)
                }}
              >
                {text.bringBack}
              </button>
              {told(rowAt(at))}
            </li>
          ))}
        </ul>
        {told(rowAt(rows.length))}
        <p className="data-tools">
          {left === 0 ? null : (
            <button
              type="button"
              onClick={() => {
                goesOnAt.current = rows.length
                setWanted(wanted + moreRows)
              }}
            >
              {text.more(Math.min(left, moreRows))}
            </button>
          )}
          <button
            ref={emptyButton}
            type="button"
            aria-disabled={isBusy}
            aria-expanded={isAsking}
            onClick={() => {
              setAsking(!isAsking)
            }}
          >
            {text.empty}
          </button>
        </p>
        {isAsking ? question(total) : null}
      </>
    )
  }

  function question(total: number) {
    return (
      <div className="data-look" role="group" aria-labelledby={questionId}>
        <p id={questionId}>{text.asks(total)}</p>
        <p className="data-tools">
          <button type="button" aria-disabled={isBusy} onClick={empty}>
            {text.emptyForGood}
          </button>
          {/* What undoes nothing has the focus. */}
          <button
            type="button"
            autoFocus
            aria-describedby={questionId}
            onClick={() => {
              setAsking(false)
              emptyButton.current?.focus()
            }}
          >
            {words.cancel}
          </button>
        </p>
      </div>
    )
  }
}
