/** Covers main/normalise/embeds.ts, playerPages.ts and ampPlayers.ts: each player leaves a link, and nothing else goes. Pure. */
import { describe, expect, it } from 'vitest'
import { cleanBody } from '../../../../main/normalise/clean.ts'
import { playerPage } from '../../../../main/normalise/playerPages.ts'
import { plainText } from '../../../../main/normalise/text.ts'

const base = 'https://paper.example/2025/a/'
const clean = (html: string) => cleanBody(html, base).html
const links = (html: string) =>
  Array.from(clean(html).matchAll(/href="([^"]*)"/g), ([, href = '']) => href.replaceAll('&amp;', '&'))
const film = 'https://www.youtube.com/embed/abcdefghijk'
const filmPage = 'https://www.youtube.com/watch?v=abcdefghijk'

describe('the page of a player', () => {
  it.each([
    [`${film}?start=90&rel=0`, `${filmPage}&t=90`],
    [`${film}?list=PLabc123&start=5`, `${filmPage}&list=PLabc123&t=5`],
    [
      'https://www.youtube.com/embed/videoseries?list=PLabc123',
      'https://www.youtube.com/playlist?list=PLabc123',
    ],
    [
      'https://www.youtube.com/embed?listType=playlist&list=PLabc123',
      'https://www.youtube.com/playlist?list=PLabc123',
    ],
    ['https://www.youtube.com/p/PLabc123', 'https://www.youtube.com/playlist?list=PLabc123'],
    [
      'https://www.youtube.com/embed?listType=user_uploads&list=harbour',
      'https://www.youtube.com/user/harbour/videos',
    ],
    ['https://www.youtube.com/embed/live_stream?channel=UCabc', 'https://www.youtube.com/channel/UCabc/live'],
    ['https://www.youtube-nocookie.com/v/abcdefghijk', filmPage],
    ['https://youtu.be/abcdefghijk?t=12', `${filmPage}&t=12`],
    ['https://player.vimeo.com/video/123?h=0a1b#t=30s', 'https://vimeo.com/123/0a1b#t=30s'],
    ['https://vimeo.com/showcase/77/embed', 'https://vimeo.com/showcase/77'],
    [
      'https://www.dailymotion.com/embed/video/x1y2?start=30',
      'https://www.dailymotion.com/video/x1y2?start=30',
    ],
    ['https://geo.dailymotion.com/player/q.html?video=x1y2', 'https://www.dailymotion.com/video/x1y2'],
    ['https://geo.dailymotion.com/player.html?playlist=x9', 'https://www.dailymotion.com/playlist/x9'],
    ['https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b', 'https://soundcloud.com/a/b'],
    ['https://open.spotify.com/embed/playlist/37i?theme=0', 'https://open.spotify.com/playlist/37i'],
    ['https://open.spotify.com/embed-podcast/episode/4ab?t=60', 'https://open.spotify.com/episode/4ab?t=60'],
    ['https://embed.spotify.com/?uri=spotify:track:4ab', 'https://open.spotify.com/track/4ab'],
    [
      'https://embed.podcasts.apple.com/us/podcast/x/id1?i=2',
      'https://podcasts.apple.com/us/podcast/x/id1?i=2',
    ],
    [
      'https://tube.example/videos/embed/a1b2c3d4-0000-4000-8000-123456789abc?start=1m',
      'https://tube.example/videos/watch/a1b2c3d4-0000-4000-8000-123456789abc?start=1m',
    ],
    [
      'https://tube.example/video-playlists/embed/a1b2c3d4-0000-4000-8000-123456789abc',
      'https://tube.example/w/p/a1b2c3d4-0000-4000-8000-123456789abc',
    ],
    ['https://embed.nicovideo.jp/watch/sm9?from=90', 'https://www.nicovideo.jp/watch/sm9?from=90'],
    ['https://ext.nicovideo.jp/thumb/sm9', 'https://www.nicovideo.jp/watch/sm9'],
    ['https://player.twitch.tv/?channel=harbour&parent=x', 'https://www.twitch.tv/harbour'],
    ['https://player.bilibili.com/player.html?bvid=BV1xx&p=2', 'https://www.bilibili.com/video/BV1xx?p=2'],
  ])('%s is %s', (player, page) => {
    expect(playerPage(new URL(player)).href).toBe(page)
  })

  it.each([
    'https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1',
    'https://bandcamp.com/EmbeddedPlayer/album=1/',
    'https://youtube.com.evil.example/embed/abcdefghijk',
    'https://maps.example/embed?pb=1',
    'https://w.soundcloud.com/player/?url=https%3A//evil.example/',
  ])('%s is itself', (player) => {
    expect(playerPage(new URL(player)).href).toBe(player)
  })
})

describe('a player that waits for a script', () => {
  it.each([
    `<iframe loading="lazy" src="about:blank" data-lazy-src="${film}"></iframe>`,
    `<iframe src="" data-src="${film}"></iframe>`,
    `<iframe data-litespeed-src="${film}" src="about:blank"></iframe>`,
    `<iframe data-cookieblock-src="${film}"></iframe>`,
    `<iframe srcdoc="<style>*{margin:0}</style><a href='${film}'>▶</a>" src="${film}"></iframe>`,
    `<iframe srcdoc="<a href='${film}'><img src=x.jpg></a>"></iframe>`,
    `<iframe srcdoc='<iframe src="${film}"></iframe>'></iframe>`,
    `<div class="lazy"></div><noscript><iframe src="${film}"></iframe></noscript>`,
    `<noscript>&lt;iframe src="${film}"&gt;&lt;/iframe&gt;</noscript>`,
    `<object><param name="movie" value="https://www.youtube.com/v/abcdefghijk"><embed src="https://www.youtube.com/v/abcdefghijk" type="application/x-shockwave-flash"></object>`,
    '<embed src="https://www.youtube.com/v/abcdefghijk">',
    '<amp-youtube data-videoid="abcdefghijk" layout="responsive"></amp-youtube>',
    '<lite-youtube videoid="abcdefghijk"></lite-youtube>',
    `<amp-iframe src="${film}"><amp-img placeholder src="x.jpg"></amp-img></amp-iframe>`,
  ])('%s leaves one link', (html) => {
    expect(links(`<p>a</p>${html}<p>b</p>`)).toEqual([filmPage])
    expect(plainText(clean(`<p>a</p>${html}<p>b</p>`))).toBe('a\n▶ youtube.com\nb')
  })

  it('says its name when it has one, and never only "video player"', () => {
    expect(clean(`<iframe title="Ferry at noon" src="${film}"></iframe>`)).toContain(
      '▶ Ferry at noon · youtube.com<',
    )
    expect(clean(`<iframe title="YouTube video player" src="${film}"></iframe>`)).toContain('▶ youtube.com<')
    const own = '<a href="https://band.bandcamp.com/album/tides">Tides by The Band</a>'
    const player = `<iframe src="https://bandcamp.com/EmbeddedPlayer/album=1/">${own}</iframe>`
    expect(links(player)).toEqual(['https://band.bandcamp.com/album/tides'])
    expect(clean(player)).toContain('▶ Tides by The Band')
  })

  it('does not follow a link inside that leads to somebody else', () => {
    const html = `<iframe src="${film}"><a href="https://evil.example/">Play</a></iframe>`
    expect(links(html)).toEqual([filmPage])
  })
})

describe('text between players stays', () => {
  const words = '<p>This whole paragraph stands between.</p>'
  it.each([
    `<iframe src="${film}"/>${words}<iframe src="${film}"></iframe>`,
    `<iframe src="${film}">${words}<iframe src="${film}"></iframe>`,
    `<video src="a.mp4"/>${words}<video src="b.mp4"></video>`,
    `<audio src="a.mp3">${words}<audio src="b.mp3"></audio>`,
    `<embed src="${film}">${words}<embed src="${film}"></embed>`,
    `<amp-youtube data-videoid="abcdefghijk"/>${words}<amp-youtube data-videoid="abcdefghijk"></amp-youtube>`,
    `<iframe title="a > b" src="${film}"></iframe>${words}<iframe src="${film}"></iframe>`,
  ])('%s', (html) => {
    expect(plainText(clean(html))).toContain('This whole paragraph stands between.')
    expect(links(html)).toHaveLength(2)
  })

  it('and so does what an object shows when it cannot play', () => {
    expect(clean('<object data="x.swf"><p>The map as words.</p></object>')).toContain('The map as words.')
    expect(clean('<video><a href="/a.mp4">The film</a></video>')).toContain('The film')
    expect(clean('<video>Your browser is old.</video>')).toBe('')
  })
})

describe('what is no content of the article', () => {
  it.each([
    '<noscript><iframe src="https://www.googletagmanager.com/ns.html"></iframe></noscript>',
    '<noscript><img height="1" width="1" style="display:none" src="https://f.example/tr?id=1"></noscript>',
    '<noscript>Please enable JavaScript to view the <a href="https://d.example/">comments</a>.</noscript>',
    '<noscript>You need a newer browser.</noscript>',
    '<amp-ad src="https://ads.example/x"></amp-ad>',
    '<amp-analytics><script type="application/json">{}</script></amp-analytics>',
  ])('%s leaves nothing', (html) => {
    expect(clean(`<p>a</p>${html}<p>b</p>`)).toBe('<p>a</p><p>b</p>')
  })
})
