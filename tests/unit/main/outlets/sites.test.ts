/** Covers main/outlets/sites.ts, and that discovery.ts keeps to it. */
import { describe, expect, it } from 'vitest'
import { discover } from '../../../../main/outlets/discovery.ts'
import { siteOf } from '../../../../main/outlets/sites.ts'

const isOneSite = (a: string, b: string) => siteOf(`https://${a}/`) === siteOf(`https://${b}/x`)

describe('two hosts', () => {
  it.each([
    ['www.paper.co.jp', 'feeds.paper.co.jp'],
    ['paper.example', 'www.paper.example'],
    ['paper.com.au', 'rss.news.paper.com.au'],
    ['blog.github.io', 'www.blog.github.io'],
    ['127.0.0.1:8080', '127.0.0.1'],
    ['[::1]', '[::1]:81'],
    ['localhost', 'localhost'],
    ['新聞.jp', 'www.新聞.jp'],
  ])('%s and %s are of one house', (a, b) => {
    expect(isOneSite(a, b)).toBe(true)
  })

  it.each([
    ['paper.co.jp', 'rival.co.jp'],
    ['paper.com.au', 'rival.com.au'],
    ['one.github.io', 'other.github.io'],
    ['one.blogspot.com', 'other.blogspot.com'],
    ['10.0.0.1', '11.0.0.1'],
    ['nas', 'printer'],
  ])('%s and %s are not', (a, b) => {
    expect(isOneSite(a, b)).toBe(false)
  })
})

it('a page under .co.jp does not lead into the feed pages of another paper there', () => {
  const html = `<body><a href="https://rival.co.jp/rss.html">RSS</a><a href="https://www.paper.co.jp/rss.html">RSS</a>`
  const { feedPages } = discover({
    bytes: new TextEncoder().encode(html),
    contentType: 'text/html',
    url: 'https://paper.co.jp/',
    link: null,
  })
  expect(feedPages).toEqual(['https://www.paper.co.jp/rss.html'])
})
