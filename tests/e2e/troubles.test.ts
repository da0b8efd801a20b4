/** Outlets that misbehave: each has its reason, none holds up the others. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endReaders, launchReader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Fault, Outlet, OutletOptions } from '../helpers/outlets/outlet.ts'
import {
  addressBox,
  ask,
  familyOf,
  feedOf,
  openArticle,
  openOutlet,
  outletRow,
  photograph,
  untilFetched,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlets: Outlet[] = []
beforeEach(() => {
  outlets = []
})
afterEach(async () => {
  await endReaders()
  for (const outlet of outlets) await outlet.stop()
})

async function anOutlet(options: OutletOptions = {}, fault: Fault | null = null): Promise<Outlet> {
  const outlet = await startOutlet(options)
  outlet.fault('/feed/', fault)
  outlets.push(outlet)
  return outlet
}

describe('an outlet that misbehaves', () => {
  it('is told apart by its reason, while a good one beside it is read', async () => {
    const good = await anOutlet({ name: 'The Good Paper' })
    const html = await anOutlet({ name: 'Page Instead of Feed' }, { kind: 'html' })
    const missing = await anOutlet({ name: 'Not There' }, { kind: 'status', status: 404 })
    const hanging = await anOutlet({ name: 'Says Nothing' }, { kind: 'hang' })
    const refused = await anOutlet({ name: 'Switched Off' })
    await refused.stop()
    const { page } = await launchReader({ starter: familyOf(good, html, missing, hanging, refused) })

    await untilFetched(page, good, 10)
    const failureOf = async (outlet: Outlet, limitMs?: number) =>
      until(
        `${outlet.name} has a reason`,
        async () => {
          const state = (await feedOf(page, outlet))?.state
          return state?.phase === 'failed' ? state.failure : null
        },
        limitMs,
      )
    expect(await failureOf(html)).toMatchObject({ kind: 'not-a-feed', found: 'html' })
    expect(await failureOf(missing)).toMatchObject({ kind: 'http', status: 404 })
    expect(await failureOf(refused)).toMatchObject({ kind: 'unreachable', code: 'ECONNREFUSED' })
    expect(await failureOf(hanging, 40_000)).toMatchObject({ kind: 'timeout', stage: 'first-byte' })
    await outletRow(page, hanging.name).click()
    await page
      .getByText(/took the call and said nothing/)
      .first()
      .waitFor()
    await photograph(page, 'outlets-in-trouble')
  })

  it('gives its reason in the address box', async () => {
    const html = await anOutlet({}, { kind: 'html' })
    const { page } = await launchReader()
    await addressBox(page).fill(html.feedUrl)
    await addressBox(page).press('Enter')
    await page
      .getByText(/No feed was found|answered with a web page/)
      .first()
      .waitFor()
    await photograph(page, 'address-refused')
    const missing = await anOutlet({}, { kind: 'status', status: 404 })
    expect(await ask(page, 'outlets:probe', missing.feedUrl)).toMatchObject({
      ok: false,
      failure: { kind: 'http', status: 404 },
    })
    expect(await ask(page, 'outlets:probe', 'not an address')).toMatchObject({
      ok: false,
      failure: { kind: 'bad-address' },
    })
  })

  it.each(['both', 'header', 'declaration', 'nowhere'] as const)(
    'in Shift_JIS is read properly when the encoding is said in: %s',
    async (declareEncoding) => {
      const outlet = await anOutlet({ kind: 'japanese', encoding: 'shift_jis', declareEncoding })
      const { page } = await launchReader({ starter: familyOf(outlet) })
      await untilFetched(page, outlet, 10)
      await openOutlet(page, outlet.name)
      const article = outlet.articles[0]
      const frame = await openArticle(page, article?.title ?? '')
      const sentence = /<p>([^<]{20,})<\/p>/.exec(article?.html ?? '')?.[1] ?? '?'
      await frame.getByText(sentence).first().waitFor()
      if (declareEncoding === 'both') await photograph(page, 'shift-jis')
    },
  )

  it('with half a document gives what can be read and says that it was mended, or why not', async () => {
    const outlet = await anOutlet({}, { kind: 'truncated' })
    const { page } = await launchReader({ starter: familyOf(outlet) })
    const feed = await until('it has been read', async () => {
      const now = await feedOf(page, outlet)
      return now !== null && (now.state.phase === 'failed' || now.isRepaired) ? now : null
    })
    if (feed.state.phase === 'failed') expect(feed.state.failure.kind).toBe('damaged-feed')
    else expect(feed.total).toBeGreaterThan(0)
  })
})
