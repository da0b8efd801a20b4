/** Sound in an article: played by Chromium's own controls in the frame without scripts, through `media:` and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FrameLocator, Page } from 'playwright-core'
import { mediaAddress } from '../../main/base/mediaKey.ts'
import { endReaders, launchReader } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { get, openArticle, outletRow, photograph, rows } from '../helpers/readerWindow.ts'
import { silence, startSoundServer } from '../helpers/soundServer.ts'
import type { SoundServer } from '../helpers/soundServer.ts'
import { until } from '../helpers/until.ts'

const title = 'Rain over the harbour'
const page404 = new TextEncoder().encode('<!doctype html><script>top.hit=1</script>')
let server: SoundServer
let reader: Reader
let page: Page
let frame: FrameLocator
beforeAll(async () => {
  server = await startSoundServer(
    title,
    {
      'rain.wav': { type: 'audio/wav', bytes: silence(600) },
      'wind.wav': { type: 'audio/wav', bytes: silence(30) },
      'false.mp3': { type: 'audio/mpeg', bytes: page404 },
      'page.mp3': { type: 'text/html', bytes: page404 },
      'paper.pdf': { type: 'application/pdf', bytes: page404 },
    },
    '<audio src="{origin}/own.wav" autoplay></audio><video src="media://enclosure/x" autoplay controls></video>',
  )
  reader = await launchReader()
  page = reader.page
  await get(page, 'outlets:probe', server.feedUrl)
  await get(page, 'feeds:follow', { url: server.feedUrl, folderId: null, catalogueId: null })
  await until('the paper is there', async () => (await outletRow(page, 'The Sounding').count()) > 0)
  await outletRow(page, 'The Sounding').click()
  await until('its headline is there', async () =>
    (await rows(page)).some(({ text }) => text.includes(title)),
  )
  frame = await openArticle(page, title)
})
afterAll(async () => {
  await endReaders()
  await server.stop()
})

const players = () => frame.locator('audio, video')
const player = (name: string) => frame.locator(`audio[src^="${mediaAddress(`${server.origin}/${name}`)}"]`)
const askedFor = (name: string) => server.asked.filter(({ path }) => path === `/${name}`)
const state = (name: string) =>
  player(name).evaluate((element) => {
    const { paused, currentTime, duration, error } = element as HTMLAudioElement
    return { paused, currentTime, duration, error: error?.code ?? null }
  })
/** Beneath it stands that it cannot be played. */
const isTold = (name: string) =>
  player(name).evaluate((element) => element.nextElementSibling?.className === 'unplayable')
/** As a person presses it: at the left end of Chromium's own controls. */
const press = async (name: string) => {
  await player(name).scrollIntoViewIfNeeded()
  const box = (await player(name).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await page.mouse.click(box.x + 27, box.y + box.height / 2)
}

describe('sound that came with an article', () => {
  it('stands with controls above its link, and nothing is asked before it is played', async () => {
    expect(await players().count()).toBe(4)
    for (const each of await players().all()) {
      expect(await each.getAttribute('src')).toMatch(/^media:\/\/enclosure\/[0-9a-f]{40}$/)
      expect(await each.getAttribute('preload')).toBe('none')
      expect(await each.getAttribute('autoplay')).toBeNull()
    }
    expect(await frame.getByRole('link', { name: /rain\.wav/ }).getAttribute('href')).toBe(
      `${server.origin}/rain.wav`,
    )
    expect(await frame.getByRole('link', { name: /paper\.pdf/ }).count()).toBe(1)
    expect(server.asked.every(({ path }) => !/wav|mp3|pdf/.test(path))).toBe(true)
  })

  it('plays at a press, and goes to another place, without a script in the frame', async () => {
    await press('rain.wav')
    await until('it plays', async () => (await state('rain.wav')).currentTime > 0)
    expect(await state('rain.wav')).toMatchObject({ paused: false, duration: 600 })
    await photograph(page, 'media')
    // Half way, where nothing has come yet: a part of its own.
    await player('rain.wav').evaluate((element) => {
      ;(element as HTMLAudioElement).currentTime = 500
    })
    await until('it plays there', async () => (await state('rain.wav')).currentTime > 500)
    const parts = askedFor('rain.wav').map(({ headers }) => headers.range)
    expect(parts[0]).toBe('bytes=0-')
    expect(parts.length).toBeGreaterThan(1)
    for (const { headers } of askedFor('rain.wav'))
      for (const name of ['cookie', 'referer', 'origin']) expect(headers[name]).toBeUndefined()
  })

  it('that is none is not played, and says so beneath', async () => {
    for (const name of ['false.mp3', 'page.mp3']) {
      await press(name)
      await until('it is told', () => isTold(name))
      expect((await state(name)).currentTime).toBe(0)
    }
    expect(await page.evaluate(() => (window as { hit?: unknown }).hit ?? null)).toBeNull()
  })

  it('is not asked for while the reader works offline, and can be played again afterwards', async () => {
    await get(page, 'settings:change', { workOffline: true })
    await press('wind.wav')
    await until('it is told', () => isTold('wind.wav'))
    expect(askedFor('wind.wav')).toEqual([])
    await get(page, 'settings:change', { workOffline: false })
    await press('wind.wav')
    await until('it plays', async () => (await state('wind.wav')).currentTime > 0)
    expect(await isTold('wind.wav')).toBe(false)
  })

  it('cannot be had by an address that no article named, nor be gone to', async () => {
    const statuses = await reader.app.evaluate(
      async ({ net }, urls) => Promise.all(urls.map(async (url) => (await net.fetch(url)).status)),
      [
        mediaAddress(`${server.origin}/own.wav`),
        mediaAddress(`${server.origin}/feed.xml`),
        `media://enclosure/${server.origin}/rain.wav`,
      ],
    )
    expect(statuses).toEqual([404, 404, 404])
    const address = mediaAddress(`${server.origin}/rain.wav`)
    await page.evaluate((url) => {
      location.href = url
      const inner = document.querySelector('iframe')
      if (inner !== null) inner.contentWindow?.location.replace(url)
    }, address)
    await until('the reader still answers', async () => !(await get(page, 'settings:read')).workOffline)
    expect(await page.evaluate(() => location.href)).toBe('app://kawaraban/index.html')
    // The article's frame is with us still, or empty behind Chromium's own page for what was blocked.
    const urls = page.frames().map((each) => each.url())
    for (const url of urls) expect(url).toMatch(/^app:\/\/kawaraban\/|^chrome-error:/)
    expect(askedFor('own.wav')).toEqual([])
  })
})
