/** Covers renderer/panes/VersionChoice.tsx: what an article said before is chosen by name and handed on. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { ArticleVersion } from '../../../preload/contract/articleVersion.ts'
import { VersionChoice } from '../../../renderer/panes/VersionChoice.tsx'
import { fakeArticle, fakeFeeds, fakeHeadlines } from '../../helpers/fakeLibrary.ts'

afterEach(cleanup)

const now = Date.UTC(2026, 2, 12, 9)

function anArticle() {
  const [row] = fakeHeadlines(now)
  if (row === undefined) throw new Error('no headline')
  return { ...fakeArticle(row, fakeFeeds(now)), earlierVersions: 1 }
}

const rest = { outletNotesHtml: '', cut: [] }
const before: ArticleVersion = {
  title: 'Ferry late',
  seenAt: now - 86_400_000,
  bodyHtml: '<p>Late.</p>',
  ...rest,
}
const present: ArticleVersion = { title: 'Ferry on time', seenAt: now, bodyHtml: '<p>In time.</p>', ...rest }

it('offers every version by time and title, and shows the one that is chosen', async () => {
  const shown: ArticleVersion[] = []
  render(
    <VersionChoice
      article={anArticle()}
      actions={{
        loadVersions: () => Promise.resolve([before, present]),
        showVersion: (_, version) => shown.push(version),
      }}
    />,
  )
  const choice = await screen.findByRole('combobox', { name: 'Versions of this article' })
  const options = [...choice.querySelectorAll('option')].map(({ textContent }) => textContent)
  expect(options[0]).toContain('Ferry late')
  expect(options[1]).toContain('Now')
  expect((choice as HTMLSelectElement).value).toBe('1')
  fireEvent.change(choice, { target: { value: '0' } })
  expect(shown).toEqual([before])
  expect((choice as HTMLSelectElement).value).toBe('0')
})

it('is not there when only the present version can be read', async () => {
  let isAsked = false
  render(
    <VersionChoice
      article={anArticle()}
      actions={{
        loadVersions: () => {
          isAsked = true
          return Promise.resolve([present])
        },
        showVersion: () => undefined,
      }}
    />,
  )
  await Promise.resolve()
  expect(isAsked).toBe(true)
  expect(screen.queryByRole('combobox')).toBeNull()
})
