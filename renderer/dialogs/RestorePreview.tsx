/** RestorePreview.tsx — what putting a backup in place would ask of the outside, before it is put there. */
import { useId } from 'react'
import type { ReactNode } from 'react'
import type { PaperAt, RestorePreview as Preview } from '../../preload/contract/model.ts'
import { useText } from '../text/useText.ts'

interface Props {
  readonly preview: Preview
}

export function RestorePreview({ preview }: Props) {
  const { words } = useText()
  const text = words.allow
  const { proxy, newHosts, sent, asked, allowAgain } = preview
  const papers = (all: readonly PaperAt[]) => all.map(({ title, host }) => text.paperAt(title, host))
  const isNothing = proxy === null && [newHosts, sent, asked, allowAgain].every(({ length }) => length === 0)
  if (isNothing) return <p>{text.nothingNew}</p>
  return (
    <>
      {proxy === null ? null : (
        <p>
          <strong>{proxy.to === null ? text.noProxy : text.proxy(proxy.to)}</strong>{' '}
          {proxy.isSignedIn ? text.proxySigned : null}
        </p>
      )}
      <Named name={text.newHosts(newHosts.length)} lines={newHosts} />
      <Named name={text.asked} lines={papers(asked)} />
      <Named name={text.sent} lines={papers(sent)} />
      <Named name={text.allowAgain} lines={papers(allowAgain)} />
    </>
  )
}

function Named({ name, lines }: { readonly name: string; readonly lines: readonly string[] }): ReactNode {
  const id = useId()
  if (lines.length === 0) return null
  return (
    <>
      <p id={id}>{name}</p>
      <ul className="data-lines" aria-labelledby={id} tabIndex={0}>
        {lines.map((line, i) => (
          <li key={`${String(i)} ${line}`} dir="auto">
            {line}
          </li>
        ))}
      </ul>
    </>
  )
}
