/** Covers main/base/urlParts.ts: it says of an address what the URL parser would. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { partsOf } from '../../../../main/base/urlParts.ts'
import { resolveWebUrl } from '../../../../main/base/urls.ts'

function expectTheSame(reference: string): void {
  const address = resolveWebUrl(reference, 'https://paper.example/a/b')
  if (address === null) return
  const { hostname, pathname, search } = new URL(address)
  expect(partsOf(address)).toEqual({ hostname, pathname, search })
}

it.each([
  ['https://a.example'],
  ['http://a.example:8080/p/q.png?a=b#c'],
  ['http://[::1]:80/x'],
  ['http://[2001:db8::1]:8080/x?y'],
  ['https://a.example?x=//y/z'],
  ['https://a.example#/no?thing'],
  ['https://a.example/x?'],
  ['https://a.example/?#'],
  ['https://a.example/a:80/@b'],
  ['//b.example/x'],
  ['?only'],
  ['https://ほし.example/月?日#火'],
])('in %s', (reference) => {
  expectTheSame(reference)
})

it('in any address', () => {
  fc.assert(fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), expectTheSame))
  fc.assert(fc.property(fc.string(), expectTheSame))
})
