/** Covers main/jobs/pictureDesk.ts: a picture is asked for once. */
import { afterEach, describe, expect, it } from 'vitest'
import { fail } from '../../../../preload/contract/failure.ts'
import { pictureKey } from '../../../../main/base/pictureKey.ts'
import { makePictureDesk } from '../../../../main/jobs/pictureDesk.ts'
import { aFresh, aJobContext } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const open: TestContext[] = []
afterEach(async () => {
  for (const context of open.splice(0)) await context.end()
})

const url = 'https://paper.example/ferry.png'
const png = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
])

describe('a picture', () => {
  it('that was kept is never asked for again', async () => {
    const context = await aJobContext(() => aFresh('', { bytes: png }))
    open.push(context)
    const desk = makePictureDesk(context, () => undefined)
    desk.expect(url, null)
    for (let times = 0; times < 3; times++) expect(await desk.read(pictureKey(url))).not.toBeNull()
    expect(context.asked).toHaveLength(1)
  })

  it('that fails is asked for three times at most', async () => {
    const context = await aJobContext(() => fail({ kind: 'http', url, status: 404 }))
    open.push(context)
    const desk = makePictureDesk(context, () => undefined)
    desk.expect(url, null)
    for (let times = 0; times < 9; times++) expect(await desk.read(pictureKey(url))).toBeNull()
    expect(context.asked).toHaveLength(3)
  })
})
