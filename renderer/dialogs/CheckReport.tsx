/** CheckReport.tsx — what a check of the library found: by paper, what is damaged, which articles, and what was mended. */
import type { DamagedPaper, LibraryReport, PaperRepair } from '../../preload/contract/libraryCheck.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { byteSize } from '../text/times.ts'
import { useText } from '../text/useText.ts'

export function hasDamage({ damaged, damagedPictures }: LibraryReport): boolean {
  return damaged.length > 0 || damagedPictures > 0
}

interface Props {
  readonly report: LibraryReport
}

export function CheckReport({ report }: Props) {
  const { words, locale } = useText()
  const text = words.check
  const { papers, records, pictures, bytes, damaged, damagedPictures, isRepaired } = report
  const size = byteSize(bytes, locale)
  if (!hasDamage(report)) return <p className="data-said">{text.fine(records, papers, pictures, size)}</p>
  return (
    <div className="data-look">
      <p>{text.found(damaged.length, damagedPictures)}</p>
      <p>{text.rest(records, size)}</p>
      {isRepaired ? <p>{text.repaired}</p> : <p>{text.repairHint}</p>}
      {isRepaired && damagedPictures > 0 ? <p>{text.picturesGone(damagedPictures)}</p> : null}
      <ul className="data-outlets" aria-label={text.title}>
        {damaged.map((paper) => (
          <li key={paper.feedId}>
            <div>
              <p dir="auto">{paper.title}</p>
              {facts(paper).map((fact) => (
                <p key={fact} className="catalogue-facts">
                  {fact}
                </p>
              ))}
              {titles(paper)}
              {isRepaired ? repair(paper.repair) : null}
            </div>
          </li>
        ))}
      </ul>
    </div>
  )

  function facts({ files, records: lost, notes, unread }: DamagedPaper): readonly string[] {
    return [
      ...(files === 0 ? [] : [text.files(files)]),
      ...(lost === 0 ? [] : [text.records(lost)]),
      ...(notes === 0 ? [] : [text.notes(notes)]),
      ...(unread === null ? [] : [unread === 'newer' ? text.newer : text.unread(unread)]),
    ]
  }

  function titles({ texts, titles: some }: DamagedPaper) {
    if (texts === 0) return null
    return (
      <>
        <p className="catalogue-facts">{text.texts(texts)}</p>
        <ul className="data-lines">
          {some.map((title, at) => (
            <li key={`${String(at)} ${title}`} dir="auto">
              {title}
            </li>
          ))}
          {texts > some.length ? <li>{text.moreTitles(texts - some.length)}</li> : null}
        </ul>
      </>
    )
  }

  function repair(done: PaperRepair | null) {
    if (done === null) return <p className="catalogue-facts">{text.notRepaired}</p>
    if (done.failure !== null) return <FailureNote failure={done.failure} />
    const { aside, asked, notes } = done
    const lines = [
      ...(aside === 0 ? [] : [text.aside(aside)]),
      ...(asked === 0 ? [] : [text.asked(asked)]),
      ...(notes === 0 ? [] : [text.notesMade(notes)]),
    ]
    return lines.map((line) => (
      <p key={line} className="catalogue-facts">
        {line}
      </p>
    ))
  }
}
