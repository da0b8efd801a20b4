/** Covers main/base/redact.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { redact } from '../../../../main/base/redact.ts'

const anna = { home: '/home/anna', userName: 'anna' }
const redacted = (text: string) => redact(text, anna)

describe('a text for others', () => {
  it.each([
    ['GET https://paper.example/secret/path?token=abc#x failed', 'GET https://paper.example failed'],
    ['https://me:pass@paper.example:8080/feed', 'https://paper.example'],
    ['{"url":"https://paper.example/a/b","status":404}', '{"url":"https://paper.example","status":404}'],
    ['{"title":"A \\"quiet\\" scandal","count":3}', '{"title":"…","count":3}'],
    ['{"kind":"bad-address","text":"my diary"}', '{"kind":"bad-address","text":"…"}'],
    [
      "ENOENT: no such file, open '/home/anna/.config/Kawaraban/library/user/marks.json'",
      "ENOENT: no such file, open '~…/marks.json'",
    ],
    ["open '/media/Anna Key/My library/lock'", "open '…/lock'"],
    ['at f (file:///opt/kawaraban/out/app/main/index.js:12:3)', 'at f (…/index.js:12:3)'],
    ['at g (/home/anna/src/main/x.js:1:2)', 'at g (~…/x.js:1:2)'],
    ['library at /media/drive/news/library', 'library at …/library'],
    ['mail anna.b@paper.example now', 'mail …@… now'],
    ['picture://kept/0123456789', 'picture://kept'],
    ['user/journal.log could not be written', 'user/journal.log could not be written'],
    ['started by Anna', 'started by …'],
    ['2026-11-23T10:00:00.000Z info library opened', '2026-11-23T10:00:00.000Z info library opened'],
  ])('%s', (text, expected) => {
    expect(redacted(text)).toBe(expected)
  })

  it('knows the paths of Windows, as they stand and as JSON has them', () => {
    const windows = { home: 'C:\\Users\\Anna B', userName: 'Anna B' }
    expect(redact("open 'C:\\Users\\Anna B\\AppData\\x.json'", windows)).toBe("open '~…/x.json'")
    expect(redact('{"file":"C:\\\\Users\\\\Anna B\\\\AppData\\\\x.json"}', windows)).toBe(
      '{"file":"~…/x.json"}',
    )
    expect(redact('D:\\News\\library\\lock', windows)).toBe('…/lock')
  })

  it('does not take a short user name for a word', () => {
    expect(redact('a line of a log', { home: '/root', userName: 'a' })).toBe('a line of a log')
  })
})
