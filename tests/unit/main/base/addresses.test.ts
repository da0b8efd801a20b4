/** Covers main/base/urls.ts, outsideLink.ts, log.ts, pictureKey.ts and sniffPicture.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { logLine } from '../../../../main/base/log.ts'
import { readOutsideLink } from '../../../../main/base/outsideLink.ts'
import { keyOfPictureAddress, pictureAddress, pictureKey } from '../../../../main/base/pictureKey.ts'
import { sniffPicture } from '../../../../main/base/sniffPicture.ts'
import { hostOf, resolveWebUrl, withoutSecrets } from '../../../../main/base/urls.ts'
import { readTyped, readTypedAddress } from '../../../../main/base/typedAddress.ts'

describe('an address that a person typed', () => {
  it.each([
    ['moderntokyotimes.com', 'https://moderntokyotimes.com/'],
    ['  https://example.org/feed/  ', 'https://example.org/feed/'],
    ['feed://example.org/rss', 'http://example.org/rss'],
    ['feed:https://example.org/rss', 'https://example.org/rss'],
    ['localhost:8080/feed', 'http://localhost:8080/feed'],
    ['example.org:8080', 'https://example.org:8080/'],
    ['ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｏｒｇ／ｆｅｅｄ', 'https://example.org/feed'],
    ['ｈｔｔｐｓ：／／example.org', 'https://example.org/'],
    ['ｅｘａｍｐｌｅ．ｏｒｇ', 'https://example.org/'],
    ['日本.example', 'https://xn--wgv71a.example/'],
    ['feeds://example.org/rss', 'https://example.org/rss'],
    ['feed:example.org/rss', 'https://example.org/rss'],
    ['feed://https://example.org/rss', 'https://example.org/rss'],
    ['feed://https//example.org/rss', 'https://example.org/rss'],
    ['feed:feed://example.org/rss', 'http://example.org/rss'],
    ['rss://example.org/rss', 'http://example.org/rss'],
    ['rss:https://example.org/rss', 'https://example.org/rss'],
    ['itpc://example.org/show', 'http://example.org/show'],
    ['pcast://example.org/show', 'http://example.org/show'],
    ['view-source:https://example.org/', 'https://example.org/'],
    ['VIEW-SOURCE:feed:https://example.org/', 'https://example.org/'],
    ['<https://example.org/feed>', 'https://example.org/feed'],
    ['<URL:https://example.org/feed>', 'https://example.org/feed'],
    ['"https://example.org/feed"', 'https://example.org/feed'],
    ['“example.org/feed”', 'https://example.org/feed'],
    ['「https://example.org/feed」', 'https://example.org/feed'],
    ['(example.org/feed).', 'https://example.org/feed'],
    ['https://example.org/a_(b)', 'https://example.org/a_(b)'],
    ['example.org/feed,', 'https://example.org/feed'],
    ['https://example.org/feed。', 'https://example.org/feed'],
    ['[Lantern Post](https://example.org/feed)', 'https://example.org/feed'],
    ['Lantern Post – https://example.org/feed', 'https://example.org/feed'],
    ['https://example.org/\n  feed', 'https://example.org/feed'],
    ['\u200bexample.org\ufeff', 'https://example.org/'],
    ['//example.org/feed', 'https://example.org/feed'],
    ['https:/example.org/feed', 'https://example.org/feed'],
    ['https//example.org/feed', 'https://example.org/feed'],
    ['10.0.0.7:8080/feed', 'https://10.0.0.7:8080/feed'],
    ['[2001:db8::1]:8080/feed', 'https://[2001:db8::1]:8080/feed'],
    ['http://[::1]/feed', 'http://[::1]/feed'],
    ['2001:db8::1', 'https://[2001:db8::1]/'],
    ['nas', 'http://nas/'],
    ['NAS', 'http://nas/'],
    ['localhost', 'http://localhost/'],
    ['feed:nas', 'http://nas/'],
    ['"nas"', 'http://nas/'],
    ['nas:8080', 'http://nas:8080/'],
    ['nas:8080/feed', 'http://nas:8080/feed'],
    ['nas/feed', 'http://nas/feed'],
    ['my-nas-2', 'http://my-nas-2/'],
    ['http://nas:8080/feed', 'http://nas:8080/feed'],
    ['https://nas/feed', 'https://nas/feed'],
    ['ann:7-seas@nas/feed', 'https://ann:7-seas@nas/feed'],
    ['http://nas', 'http://nas/'],
    ['nas.local', 'https://nas.local/'],
  ])('%s means %s', (typed, meant) => {
    expect(readTypedAddress(typed)?.href).toBe(meant)
  })

  it.each([
    '',
    'two words',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '2026',
    '0x7f',
    '-nas',
    '東京',
    'https://a\\b',
    'ftp://x.example',
    'feed:javascript:alert(1)',
    'view-source:file:///etc/passwd',
    '<>',
    '""',
    'mailto:reader@x.example',
    'fe80::1%eth0',
    'https://a.example https://b.example',
  ])('%j is none', (typed) => {
    expect(readTypedAddress(typed)).toBeNull()
  })

  it.each([
    ['nas', true],
    ['feed:nas', true],
    ['localhost', false],
    ['nas:8080', false],
    ['nas/feed', false],
    ['http://nas', false],
    ['nas.lan', false],
  ])('%s is a word that may be looked for: %s', (typed, isWord) => {
    expect(readTyped(typed)).toMatchObject({ isWord })
  })
})

describe('links', () => {
  it('stay on the web when resolved', () => {
    expect(resolveWebUrl('../b', 'https://x.example/a/c/')).toBe('https://x.example/a/b')
    expect(resolveWebUrl('javascript:alert(1)', 'https://x.example/')).toBeNull()
    expect(resolveWebUrl('//y.example/z', 'https://x.example/')).toBe('https://y.example/z')
  })

  it('lose user name and password', () => {
    expect(withoutSecrets('https://me:secret@x.example/feed')).toBe('https://x.example/feed')
    expect(hostOf('https://me:secret@www.x.example:81/feed')).toBe('x.example:81')
  })

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id',
    'vscode://x',
    'https://user:pw@x.example/',
    'https://x.example/\u0000',
    'https://x.example/a b',
    '\\\\host\\share',
    `https://x.example/${'a'.repeat(2000)}`,
    'mailto:x@y.example?attach=/etc/passwd&body=1',
    'data:text/html,x',
  ])('%j never reaches the browser', (link) => {
    expect(readOutsideLink(link)).toBeNull()
  })

  it.each(['https://x.example/a?b#c', 'http://x.example/', 'mailto:editor@x.example'])('%s does', (link) => {
    expect(readOutsideLink(link)).toBe(link)
  })
})

describe('a line of the log', () => {
  it('is one line, without secrets or tricks', () => {
    expect(logLine('GET https://me:pw@x.example/\r\nforged \u001b[31m\u202e')).toBe(
      'GET https://x.example/\\u000d\\u000aforged \\u001b[31m\\u202e',
    )
  })
})

describe('a picture', () => {
  it('has one address of ours, which leads back to its key', () => {
    const url = 'https://x.example/wave.png?w=640'
    expect(keyOfPictureAddress(pictureAddress(url))).toBe(pictureKey(url))
    expect(keyOfPictureAddress('picture://kept/../../etc/passwd')).toBeNull()
  })

  it('is known by its bytes; SVG and HTML are none', () => {
    const of = (...bytes: number[]) => sniffPicture(new Uint8Array(bytes))
    expect(of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)).toBe('image/png')
    expect(of(0xff, 0xd8, 0xff, 0xe0)).toBe('image/jpeg')
    expect(sniffPicture(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull()
    expect(sniffPicture(new TextEncoder().encode('<!doctype html>'))).toBeNull()
    expect(sniffPicture(new Uint8Array())).toBeNull()
  })
})
