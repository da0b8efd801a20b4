/** Covers main/normalise/standIns.ts: what stands for something until a script has come. Pure. */
import { describe, expect, it } from 'vitest'
import { cleanBody } from '../../../../main/normalise/clean.ts'
import { plainText } from '../../../../main/normalise/text.ts'

const base = 'https://paper.example/2025/a/'
const clean = (html: string) => {
  const once = cleanBody(html, base)
  expect(cleanBody(once.html, base).html).toBe(once.html)
  return once
}
const links = (html: string) =>
  Array.from(clean(html).html.matchAll(/href="([^"]*)"/g), ([, href = '']) => href.replaceAll('&amp;', '&'))
const film = 'https://www.youtube.com/watch?v=abcdefghijk'

describe('an element that stands for a player', () => {
  it.each([
    ['<div class="rll-youtube-player" data-src="https://www.youtube.com/embed/abcdefghijk"></div>', film],
    ['<div class="youtube" data-embed="abcdefghijk"><div class="play-button"></div></div>', film],
    ['<div class="youtube-player" data-id="abcdefghijk"></div>', film],
    ['<span data-youtube-id="abcdefghijk"></span>', film],
    ['<div data-video-provider="youtube" data-video-id="abcdefghijk"></div>', film],
    ['<div data-plyr-provider="vimeo" data-plyr-embed-id="76979871"></div>', 'https://vimeo.com/76979871'],
    [
      '<figure class="media"><oembed url="https://vimeo.com/76979871"></oembed></figure>',
      'https://vimeo.com/76979871',
    ],
    ['<div data-oembed-url="https://vimeo.com/76979871"><div></div></div>', 'https://vimeo.com/76979871'],
    [
      '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/X/"></blockquote>',
      'https://www.instagram.com/p/X/',
    ],
    [
      '<div class="fb-post" data-href="https://www.facebook.com/quay/posts/1"></div>',
      'https://www.facebook.com/quay/posts/1',
    ],
    [
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@quay/video/1"></blockquote>',
      'https://www.tiktok.com/@quay/video/1',
    ],
    [
      '<blockquote data-bluesky-uri="at://did:plc:1/app.bsky.feed.post/3k"></blockquote>',
      'https://bsky.app/profile/did:plc:1/post/3k',
    ],
    ['<div data-tweet-id="1234567"></div>', 'https://twitter.com/i/status/1234567'],
    [
      '<script src="https://gist.github.com/quay/0123abc.js"></script>',
      'https://gist.github.com/quay/0123abc',
    ],
    ['<script async src="https://asciinema.org/a/14.js" id="x"></script>', 'https://asciinema.org/a/14'],
  ])('%s leaves a link', (html, expected) => {
    expect(links(`<p>a</p>${html}<p>b</p>`)).toEqual([expected])
    expect(plainText(clean(`<p>a</p>${html}<p>b</p>`).html)).toMatch(/^a\n▶ .*\nb$/)
  })

  it('says it once, beside the frame for those without scripts', () => {
    const waiting =
      '<div class="rll-youtube-player" data-src="https://www.youtube.com/embed/abcdefghijk"></div>'
    expect(
      links(
        `${waiting}<noscript><iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe></noscript>`,
      ),
    ).toEqual([film])
    expect(links(`<div data-oembed-url="${film}"><iframe src="${film}"></iframe></div>`)).toEqual([film])
  })

  it.each([
    '<div data-id="abcdefghijk">words</div>',
    '<div data-src="/part.html">words</div>',
    '<p data-url="https://paper.example/a">words</p>',
    '<script src="https://evil.example/gist.github.com/a/b.js"></script>words',
    '<div data-oembed-url="javascript:alert(1)">words</div>',
  ])('%s stands for nothing', (html) => {
    expect(links(html)).toEqual([])
    expect(plainText(clean(html).html)).toBe('words')
  })
})

describe('a picture that no img shows', () => {
  it.each([
    '<div role="img" aria-label="A bridge" style="background-image:url(bridge.jpg)"></div>',
    '<figure aria-label="A bridge" style="background: #eee url(\'bridge.jpg\') center"></figure>',
    '<div data-bg="bridge.jpg" aria-label="A bridge"></div>',
    '<div data-background-image="url(bridge.jpg)" aria-label="A bridge"></div>',
    '<image src="bridge.jpg" alt="A bridge">',
    '<input type="image" src="bridge.jpg" alt="A bridge">',
  ])('%s is one', (html) => {
    const cleaned = clean(html)
    expect(cleaned.pictures).toEqual([`${base}bridge.jpg`])
    expect(cleaned.html).toContain('alt="A bridge"')
  })

  it('is none where it only decorates', () => {
    expect(clean('<p style="background:url(paper.jpg)">words</p>').pictures).toEqual([])
  })
})

describe('text in elements that hold nothing else', () => {
  it.each(['xmp', 'textarea'])('%s stays as it is written', (name) => {
    expect(clean(`a<${name}>if (a <b && c> d)\n  go</${name}>z`).html).toBe(
      'a<pre>if (a &lt;b &amp;&amp; c&gt; d)\n  go</pre>z',
    )
  })

  it('a frame with words of its own gives them to the article', () => {
    expect(clean('<iframe srcdoc="<p>The tide table of the week</p><script>x</script>"></iframe>').html).toBe(
      '<div><p>The tide table of the week</p></div>',
    )
  })
})
