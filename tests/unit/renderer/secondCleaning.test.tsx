/** Covers renderer/panes/secondCleaning.ts: hostile markup in, nothing live out. jsdom stands in for Chromium. */
import { describe, expect, it } from 'vitest'
import { cleanAgain } from '../../../renderer/panes/secondCleaning.ts'

const kept = `picture://kept/${'0a'.repeat(20)}`

const vectors: readonly string[] = [
  '<script>hit()</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>hit()</scr</script>ipt>',
  '<img src=x onerror=hit()>',
  '<img src="javascript:hit()">',
  '<img src="https://tracker.example/p.gif">',
  '<img src="http://tracker.example/p.gif" width=1 height=1>',
  '<img src="data:image/svg+xml,<svg onload=hit()>">',
  '<img src="file:///etc/passwd">',
  '<img src="app://kawaraban/index.html">',
  '<img src="picture://kept/../../user/marks.json">',
  '<img srcset="https://tracker.example/a.png 2x">',
  `<img src="${kept}" srcset="${kept} 1x, https://tracker.example/b.png 2x">`,
  '<picture><source srcset="https://tracker.example/c.webp"><img alt="x"></picture>',
  '<body background="https://tracker.example/d.png">text</body>',
  '<table background="https://tracker.example/e.png"><tr><td>x</td></tr></table>',
  '<a href="javascript:hit()">a</a>',
  '<a href=" java\nscript:hit()">a</a>',
  '<a href="&#106;avascript:hit()">a</a>',
  '<a href="JaVaScRiPt:hit()">a</a>',
  '<a href="vbscript:hit()">a</a>',
  '<a href="data:text/html,<script>hit()</script>">a</a>',
  '<a href="blob:https://evil.example/1">a</a>',
  '<a href="file://host/share">a</a>',
  '<a href="//evil.example/x">a</a>',
  '<a href="\\\\evil.example\\share">a</a>',
  '<a href="https:\\\\evil.example">a</a>',
  '<a href="app://kawaraban/article.html">a</a>',
  '<a href="https://a.example" ping="https://tracker.example" target="_top" download>a</a>',
  '<a href="https://a.example" onclick="hit()" style="position:fixed;inset:0">a</a>',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>hit()</script>"></iframe>',
  '<object data="https://evil.example/x.swf"><embed src="x"></object>',
  '<form action="https://evil.example"><input name=q autofocus onfocus=hit()><button formaction=x>go</button></form>',
  '<svg onload=hit()><script>hit()</script><a xlink:href="javascript:hit()"><text>x</text></a></svg>',
  '<svg><animate attributeName=href to=javascript:hit()></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=hit()>',
  '<math href="javascript:hit()">x</math>',
  '<style>@import "https://evil.example/x.css"; body{background:url(https://evil.example)}</style>',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<p style="background:url(https://evil.example)" class="x" id="body" name="attributes" data-x="1">p</p>',
  '<noscript><p title="</noscript><img src=x onerror=hit()>"></noscript>',
  '<template><script>hit()</script></template>',
  '<xmp><img src=x onerror=hit()></xmp>',
  '<plaintext><img src=x onerror=hit()>',
  '<!--><img src=x onerror=hit()>-->',
  '<video src="https://evil.example/v.mp4" poster="https://tracker.example/f.png" autoplay onplay=hit()></video>',
  '<audio src="https://evil.example/a.mp3"></audio>',
  '<marquee onstart=hit()>x</marquee>',
  '<details open ontoggle=hit()><summary>x</summary></details>',
  '<p is="x-evil" slot="y" part="z">x</p>',
  '<blockquote cite="javascript:hit()">x</blockquote>',
  '<td colspan="99999">x</td>',
  '<webview src="https://evil.example"></webview>',
]

const dangerous =
  'script,style,iframe,frame,object,embed,form,input,button,svg,math [href],mglyph,annotation-xml,link,meta,base,template,noscript,video,audio,webview,marquee,xmp,plaintext'

describe('cleanAgain', () => {
  it.each(vectors)('leaves nothing live of %s', (html) => {
    const page = new DOMParser().parseFromString(cleanAgain(html), 'text/html')
    expect(page.body.querySelectorAll(dangerous)).toHaveLength(0)
    for (const element of page.body.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(
          /^(on|data-|style$|class$|name$|ping$|target$|form|slot$|srcdoc|download|background)/,
        )
        if (name === 'href') expect(value).toMatch(/^(https?:\/\/[^\\]|mailto:|#a-)/)
        if (name === 'id') expect(value).toMatch(/^a-/)
        // The parser itself writes this one back; without a value it names nothing.
        if (name === 'is') expect(value).toBe('')
        if (name === 'src') expect(value).toBe(kept)
        if (name === 'srcset' || name === 'cite') expect(value).not.toMatch(/tracker|evil|javascript/)
      }
    }
  })

  it('keeps what an article is made of', () => {
    const html =
      '<h2>Head</h2><p>One <em>two</em> <a href="https://a.example/x?y=1">three</a> ' +
      '<ruby>瓦<rp>(</rp><rt>かわら</rt><rp>)</rp></ruby></p>' +
      `<figure><img alt="Boats" height="100" src="${kept}" width="160"><figcaption>Caption</figcaption></figure>` +
      '<table><tbody><tr><td colspan="2">cell</td></tr></tbody></table>'
    const page = new DOMParser().parseFromString(cleanAgain(html), 'text/html')
    expect(page.querySelector('a')?.getAttribute('href')).toBe('https://a.example/x?y=1')
    expect(page.querySelector('img')?.getAttribute('src')).toBe(kept)
    expect(page.querySelector('img')?.getAttribute('width')).toBe('160')
    expect(page.querySelectorAll('h2, em, ruby, rt, figcaption, td')).toHaveLength(6)
    expect(page.querySelector('td')?.getAttribute('colspan')).toBe('2')
  })

  it('gives the same again when it is given its own answer', () => {
    const once = cleanAgain(vectors.join('\n'))
    expect(cleanAgain(once)).toBe(once)
  })

  it('gives nothing for nothing', () => {
    expect(cleanAgain('')).toBe('')
  })
})
