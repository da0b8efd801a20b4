/** A page saved as a file becomes an article. */
import { afterEach, describe, expect, it } from 'vitest'
import { endReaders, launchReader } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { articleFrame, ask, get, photograph, rows, tree } from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

afterEach(endReaders)

const title = 'The lamps of Kurohama are counted once more'
const savedText = ` date 2025-03-14 ${title}

Haruka Minamoto, Thomas Ashgrove, and Keiko Arimura

Modern Tokyo Times

The lamps along the rail of the night ferry have been counted for the third time this year, and there are still forty-one of them. The crew received the news calmly.

Passengers had maintained that there were forty. A committee was formed, walked the deck with chalk, and found the one that had been overlooked behind the lifebuoy.

Modern Tokyo News is part of the Modern Tokyo Times group

https://moderntokyotimes.com Modern Tokyo Times – International News and Japan News

https://sawakoart.com – Sawako Utsumi and her website – Modern Tokyo Times artist

https://moderntokyonews.com Modern Tokyo News – Tokyo News and International News

PLEASE JOIN ON TWITTER

https://twitter.com/MTT_News Modern Tokyo Times

PLEASE JOIN ON FACEBOOK

https://www.facebook.com/moderntokyotimes
`
const savedHtml = `<!DOCTYPE html><html lang="en"><head><title>A quiet street – The Lantern Times</title>
<meta property="article:published_time" content="2025-04-01T09:00:00Z"></head>
<body><nav>Home News Contact</nav><article><h1 class="entry-title">A quiet street</h1><div class="entry-content">
<p>The street was quiet until the swallows came back, and it has been noisy since a quarter past five.</p>
<p>Residents have asked the ward office for nothing at all, which the ward office has granted.</p>
<script>top.hit = 'saved page'</script></div></article></body></html>`

/** Drops a file onto the window, as the file manager does. */
async function drop({ page }: Reader, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, words]) => {
      const data = new DataTransfer()
      data.items.add(new File([words], file, { type: file.endsWith('.txt') ? 'text/plain' : 'text/html' }))
      return data
    },
    [name, text] as const,
  )
  const place = page.locator('body')
  await place.dispatchEvent('dragenter', { dataTransfer: transfer })
  await place.dispatchEvent('dragover', { dataTransfer: transfer })
  await place.dispatchEvent('drop', { dataTransfer: transfer })
}

describe('a saved page', () => {
  it('of text, dropped onto the window, is an article with names, date and body', async () => {
    const reader = await launchReader()
    const { page } = reader
    await drop(reader, 'lamps.txt', savedText)
    const frame = articleFrame(page)
    await frame.getByRole('heading', { name: title }).waitFor()
    const text = await frame.locator('body').innerText()
    for (const name of ['Haruka Minamoto', 'Thomas Ashgrove', 'Keiko Arimura']) expect(text).toContain(name)
    expect(text).toContain('The crew received the news calmly.')
    expect(text).not.toContain('date 2025-03-14')
    expect(text).not.toContain('PLEASE JOIN ON TWITTER')
    await photograph(page, 'saved-page')
    const row = await until('its headline is listed', async () =>
      (await rows(page)).find((each) => each.text.includes(title)),
    )
    const reply = await ask(page, 'articles:open', row.id as never)
    expect(reply).toMatchObject({
      ok: true,
      value: {
        contributors: ['Haruka Minamoto', 'Thomas Ashgrove', 'Keiko Arimura'],
        outletLine: 'Modern Tokyo Times',
      },
    })
    if (reply.ok) expect(new Date(reply.value.publishedAt ?? 0).toISOString().slice(0, 10)).toBe('2025-03-14')
  })

  it('of HTML is an article without its navigation and its scripts', async () => {
    const reader = await launchReader()
    await drop(reader, 'street.html', savedHtml)
    const frame = articleFrame(reader.page)
    await frame.getByRole('heading', { name: 'A quiet street' }).first().waitFor()
    const text = await frame.locator('body').innerText()
    expect(text).toContain('noisy since a quarter past five')
    expect(text).not.toContain('Home News Contact')
    expect(await reader.page.evaluate(() => 'hit' in window)).toBe(false)
  })

  it('is there after a restart, once, even when it was dropped twice', async () => {
    const reader = await launchReader()
    await drop(reader, 'lamps.txt', savedText)
    await articleFrame(reader.page).getByRole('heading', { name: title }).waitFor()
    await drop(reader, 'lamps.txt', savedText)
    const { page } = await reader.relaunch()
    const all = await get(page, 'lists:open', {
      view: { kind: 'all' },
      unreadOnly: false,
      oldestFirst: false,
      search: 'counted',
    })
    expect(all.rows.filter((row) => row.title === title)).toHaveLength(1)
    expect((await tree(page)).feeds.some((feed) => feed.total === 1)).toBe(true)
  })

  it('that is no page is refused with a reason', async () => {
    const { page } = await launchReader()
    const picture = await page.evaluate(async () =>
      (window as unknown as { kawaraban: { ask: (...a: unknown[]) => Promise<unknown> } }).kawaraban.ask(
        'articles:import',
        {
          name: 'picture.png',
          bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2, 3]),
          outletTitle: 'Saved pages',
        },
      ),
    )
    expect(picture).toMatchObject({ ok: false, failure: { kind: 'not-a-page', name: 'picture.png' } })
  })
})
