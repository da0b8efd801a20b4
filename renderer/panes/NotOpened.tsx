/** NotOpened.tsx — why an article is not on screen, and, where it is only held back, the ways to it all the same. */
import type { Failure } from '../../preload/contract/failure.ts'
import type { ArticleId } from '../../preload/contract/model.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import type { ReaderActions } from '../state/reader.ts'
import { useText } from '../text/useText.ts'

interface Props {
  readonly failure: Failure
  readonly id: ArticleId | null
  readonly actions: ReaderActions
}

export function NotOpened({ failure, id, actions }: Props) {
  const { words } = useText()
  if (failure.kind !== 'undrawn' || id === null) return <FailureNote failure={failure} />
  return (
    <FailureNote
      failure={failure}
      remedy={{ name: words.article.drawAnyway, onChoose: () => void actions.openArticle(id, true) }}
      also={{ name: words.article.original, onChoose: () => void actions.openOriginal(id) }}
    />
  )
}
