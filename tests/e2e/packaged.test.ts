/**
 * The packaged program as it ships, run by an ordinary user with Chromium's sandbox on: the welcome edition, closed doors,
 * and a hostile article reopened at its start. Takes root, to become that user; says so and is skipped elsewhere.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksOrdinaryUser } from '../../tools/ordinaryUser.mjs'
import { unpackedProgram } from '../../tools/packaged.mjs'
import { wrongInUse } from '../../tools/packagedUse.mjs'
import { startCanary } from '../helpers/canary.ts'
import { endReaders, launchReader, repository } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import { familyOf, get, openArticle, openOutlet, untilFetched } from '../helpers/readerWindow.ts'

const lacking = lacksOrdinaryUser()
if (lacking !== null)
  process.stderr.write(`The packaged program is not tried with its sandbox: ${lacking}.\n`)

const folder = join(repository, 'out/packaged')
const hostile = join(repository, 'tests/fixtures/hostile')
const title = 'Hostile from end to end'

describe.skipIf(lacking !== null)('the packaged program, run by an ordinary user', () => {
  let program: { readonly executable: string }
  beforeAll(() => {
    const tool = join(repository, 'tools/package.mjs')
    const { status, stderr } = spawnSync(process.execPath, [tool, '--bare'], { encoding: 'utf8' })
    const found = unpackedProgram(folder)
    if (status !== 0 || found === null) throw new Error(`It could not be packed:\n${stderr}`)
    program = found
  }, 180_000)
  afterAll(async () => {
    await endReaders()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('shows the welcome edition in the sandbox, refuses dangerous switches, and ends politely', async () => {
    expect(await wrongInUse(program)).toEqual([])
  }, 180_000)

  it('reopens a hostile article, which does nothing', async () => {
    const canary = await startCanary()
    const outlet = await startOutlet({ articles: 0, itemsInFeed: 5, name: 'The Lantern' })
    // The one that swallows what follows it comes last.
    const names = readdirSync(hostile).sort((a, b) => Number(a.includes('clob')) - Number(b.includes('clob')))
    const html = names.map((name) => readFileSync(join(hostile, name), 'utf8')).join('\n')
    outlet.publish({ title, slug: 'hostile', html: html.replaceAll('{canary}', canary.origin), pictures: [] })
    const reader = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(reader.page, outlet, 1)
    await openOutlet(reader.page, outlet.name)
    await openArticle(reader.page, title)
    expect(await get(reader.page, 'settings:read')).toMatchObject({
      lastArticle: expect.any(String) as string,
    })
    await reader.close()

    expect(await wrongInUse(program, { profile: reader.userData, shows: [title] })).toEqual([])
    expect(canary.hits).toEqual([])
    await outlet.stop()
    await canary.stop()
  }, 180_000)
})
