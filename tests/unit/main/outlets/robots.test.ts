/** Covers main/outlets/robots.ts and robotRules.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { isAllowed } from '../../../../main/outlets/robotRules.ts'
import { readRobotsText } from '../../../../main/outlets/robots.ts'

const may = (text: string, path: string) =>
  isAllowed(readRobotsText(text, 'Kawaraban'), `https://paper.example${path}`)

describe('robots.txt', () => {
  it.each(['\n', '\r\n', '\r'])('is read whatever ends its lines (%j)', (end) => {
    const text = ['\ufeffUser-agent: *', 'Disallow: /private/ # no', '', 'Disallow: /tag/'].join(end)
    expect([may(text, '/private/x'), may(text, '/tag/'), may(text, '/')]).toEqual([false, false, true])
  })

  it('says no to everything with one stroke, and nothing with an empty line', () => {
    expect(may('User-agent: *\r\nDisallow: /\r\n', '/feed/')).toBe(false)
    expect(may('User-agent: *\nDisallow:', '/feed/')).toBe(true)
    expect(may('', '/')).toBe(true)
  })

  it('that names us speaks to us alone', () => {
    const text = 'User-agent: *\nDisallow: /\n\nUser-agent: kawaraban\nUser-agent: other\nDisallow: /shop/'
    expect([may(text, '/'), may(text, '/shop/')]).toEqual([true, false])
  })

  it('lets the longest rule decide, and yes before no', () => {
    const text =
      'User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\nDisallow: /a\nAllow: /a'
    expect([may(text, '/wp-admin/x'), may(text, '/wp-admin/admin-ajax.php'), may(text, '/a')]).toEqual([
      false,
      true,
      true,
    ])
  })

  it.each([
    ['*/feed/', '/x/feed/', false],
    ['*/feed/', '/x/feeds', true],
    ['*?s=', '/?s=words', false],
    ['/*.pdf$', '/a/b.pdf', false],
    ['/*.pdf$', '/a/b.pdf?x', true],
    ['/x$', '/x', false],
    ['/x$', '/xy', true],
    ['/**************************************a', `/${'b'.repeat(5000)}`, true],
  ])('reads the pattern %s for %s', (pattern, path, allowed) => {
    expect(may(`User-agent: *\nDisallow: ${pattern}`, path)).toBe(allowed)
  })

  it('tells how slowly to come', () => {
    expect(readRobotsText('User-agent: *\r\nCrawl-delay: 2.5\r\n', 'Kawaraban').delayMs).toBe(2500)
    expect(readRobotsText('User-agent: *\nCrawl-delay: soon', 'Kawaraban').delayMs).toBeNull()
  })

  it('does no harm as garbage', () => {
    expect(may('\0\0<html>Disallow: /'.repeat(10_000), '/')).toBe(true)
  })
})
