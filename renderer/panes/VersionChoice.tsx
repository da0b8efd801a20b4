/** VersionChoice.tsx — what an article said before, to choose from; its text then stands in the article's place. */
import { useEffect, useState } from 'react'
import type { Article } from '../../preload/contract/model.ts'
import type { ArticleVersion } from '../../preload/contract/articleVersion.ts'
import type { ReaderActions } from '../state/reader.ts'
import { longTime } from '../text/times.ts'
import { useText } from '../text/useText.ts'

interface Props {
  readonly article: Article
  readonly actions: Pick<ReaderActions, 'loadVersions' | 'showVersion'>
}

/** Nothing while only the present version can be read. */
export function VersionChoice({ article, actions }: Props) {
  const { words, locale } = useText()
  const text = words.article
  const { id, earlierVersions } = article
  const [versions, setVersions] = useState<readonly ArticleVersion[]>([])
  const [chosen, setChosen] = useState<number | null>(null)
  const { loadVersions } = actions
  useEffect(() => {
    let isOpen = true
    void loadVersions(id).then((found) => {
      if (!isOpen) return
      setVersions(found)
      setChosen(null)
    })
    return () => {
      isOpen = false
    }
  }, [id, earlierVersions, loadVersions])

  const last = versions.length - 1
  if (last < 1) return null
  const nameOf = ({ seenAt, title }: ArticleVersion, index: number) => {
    const when = seenAt === null ? text.unknownTime : longTime(seenAt, locale)
    return index === last ? text.presentVersion(when) : text.version(when, title)
  }
  return (
    <select
      className="tool version-choice"
      aria-label={text.versions}
      title={text.versions}
      value={chosen ?? last}
      onChange={(event) => {
        const index = Number(event.currentTarget.value)
        const version = versions[index]
        if (version === undefined) return
        setChosen(index)
        actions.showVersion(id, version)
      }}
    >
      {versions.map((version, index) => (
        <option key={index} value={index}>
          {nameOf(version, index)}
        </option>
      ))}
    </select>
  )
}
