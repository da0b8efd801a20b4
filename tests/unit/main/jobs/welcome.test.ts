/** Covers main/jobs/welcome.ts: our own edition comes back when it was taken away. */
import { rm } from 'node:fs/promises'
import { afterEach, expect, it } from 'vitest'
import { keepWelcome, mendWelcome, welcomeId } from '../../../../main/jobs/welcome.ts'
import { ingest } from '../../../../main/normalise/ingest.ts'
import { pathsOf } from '../../../../main/store/paths.ts'
import { fail } from '../../../../preload/contract/failure.ts'
import { contextOn } from '../../../helpers/jobContext.ts'
import { openTestLibrary } from '../../../helpers/library.ts'
import type { TestLibrary } from '../../../helpers/library.ts'

const edition = ['morning', 'evening'].map((slug) => ({
  slug,
  title: `Good ${slug}`,
  html: `<p>Read in the ${slug}.</p>`,
  contributors: ['The makers'],
}))

let test: TestLibrary | null = null
afterEach(async () => {
  await test?.close()
  test = null
})

it('comes back whole, once, when its files were taken away under the running program', async () => {
  test = await openTestLibrary()
  const { library, folder } = test
  const context = contextOn(library, () => fail({ kind: 'offline', byChoice: false }), { ingest })
  await keepWelcome(context, edition, 1_000_000)
  await library.syncArticles()
  const rows = library.headlinesOf(welcomeId)
  await rm(pathsOf(folder).archive, { recursive: true })

  await mendWelcome(context, () => edition)
  const back = library.headlinesOf(welcomeId)
  expect(back.map(({ id, title, sortedAt }) => ({ id, title, sortedAt }))).toEqual(
    rows.map(({ id, title, sortedAt }) => ({ id, title, sortedAt })),
  )
  const bodies = await Promise.all(back.map((row) => library.articles.readBody(welcomeId, row)))
  expect(bodies.map((body) => body?.bodyHtml)).toEqual([
    '<p>Read in the morning.</p>',
    '<p>Read in the evening.</p>',
  ])

  const asked: string[] = []
  await mendWelcome(context, () => asked.push('again'))
  expect(asked).toEqual([])
})
