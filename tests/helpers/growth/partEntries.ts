/** partEntries.ts — the small functions that every text goes through, one by one: what hides in a document shows here. */
import { logLine } from '../../../main/base/log.ts'
import { readBodyEntry } from '../../../main/base/bodyEntry.ts'
import { readOutsideLink } from '../../../main/base/outsideLink.ts'
import { redact } from '../../../main/base/redact.ts'
import { hostOf, parseWebUrl, resolveWebUrl, withoutSecrets } from '../../../main/base/urls.ts'
import { readTypedAddress } from '../../../main/base/typedAddress.ts'
import { plainLength, robotWallIn } from '../../../main/base/wallMarks.ts'
import { mendHead } from '../../../main/fetch/lenientHead.ts'
import { readEncodings } from '../../../main/fetch/body.ts'
import { readCacheLife } from '../../../main/fetch/cacheLife.ts'
import { asText } from '../../../main/fetch/headerReader.ts'
import { parseHttpDate } from '../../../main/fetch/httpDate.ts'
import { readTypedProxy, readWay } from '../../../main/fetch/proxy.ts'
import { redirectTarget } from '../../../main/fetch/redirects.ts'
import { readRetryAfter } from '../../../main/fetch/retryAfter.ts'
import { readValidators } from '../../../main/fetch/validators.ts'
import { linesOf, toBlocks } from '../../../main/normalise/blocks.ts'
import { findByline, readNames, readWrittenBy } from '../../../main/normalise/byline.ts'
import { contributorsOf } from '../../../main/normalise/contributors.ts'
import { readDate } from '../../../main/normalise/dates.ts'
import { capDepth } from '../../../main/normalise/depth.ts'
import { dissect } from '../../../main/normalise/dissect.ts'
import { embedsAsLinks } from '../../../main/normalise/embeds.ts'
import { canonicalAddress } from '../../../main/normalise/identity.ts'
import { languageTag } from '../../../main/normalise/languageTag.ts'
import { readLink } from '../../../main/normalise/links.ts'
import { isFooterLine } from '../../../main/normalise/outletNotes.ts'
import { cutPageHead } from '../../../main/normalise/pageHead.ts'
import { paragraphs } from '../../../main/normalise/paragraphs.ts'
import { largestOf, leadPicture, pictureOf } from '../../../main/normalise/pictures.ts'
import { collapse, oneLine, plainText, startOf } from '../../../main/normalise/text.ts'
import { endOfTitleCopy, isSameTitle, isTitleCopy } from '../../../main/normalise/titleCopy.ts'
import { titleKey, titleOf, titleText } from '../../../main/normalise/titles.ts'
import { cutWordPressTail } from '../../../main/normalise/wordPressTail.ts'
import { readCatalogue } from '../../../main/outlets/catalogue.ts'
import { isOfComments } from '../../../main/outlets/commentFeeds.ts'
import { readStarter } from '../../../main/outlets/starter.ts'
import { isArchive } from '../../../main/outlets/wordPress.ts'
import { charsetNamed } from '../../../main/parse/charsets.ts'
import { decodeDocument } from '../../../main/parse/decode.ts'
import { readDoctype } from '../../../main/parse/doctype.ts'
import { decodeEntities } from '../../../main/parse/entities.ts'
import { readPlain } from '../../../main/parse/fields.ts'
import { emptyItem } from '../../../main/parse/types.ts'
import { classify, isBinary } from '../../../main/parse/sniff.ts'
import { addressIn } from '../../../main/parse/skeleton.ts'
import { fold } from '../../../main/query/fold.ts'
import { wordsOf } from '../../../main/query/search.ts'
import { hostOf as shownHost } from '../../../renderer/text/hostOf.ts'
import type { Entry } from './entry.ts'
import { placesIn, plain } from './entry.ts'

const base = 'https://paper.example/a/'
const bytesOf = (text: string) => new TextEncoder().encode(text)
const header = (value: string) => () => value
const block = (text: string) => ({ tag: 'p', text, html: `<p>${text}</p>` })

const decoding: Entry = {
  name: 'decoding',
  places: placesIn({
    bare: (run) => run,
    ...Object.fromEntries(
      ['shift_jis', 'euc-kr', 'gb18030', 'iso-2022-jp', 'utf-7', 'hz-gb-2312', 'big5', 'koi8-r'].map(
        (label) => [label, (run: string) => `<?xml encoding="${label}"?>${run}`],
      ),
    ),
    type: (run) => `<meta charset="${run}`,
  }),
  run: (text) => {
    decodeDocument(bytesOf(text), `text/html; charset=${text.slice(0, 65_536)}`)
    // Bytes that are no UTF-8, so that somebody has to guess.
    return decodeDocument(Buffer.from(text, 'latin1'), null)
  },
}

const titles: Entry = {
  name: 'titles',
  places: placesIn({ bare: (run) => run, styled: (run) => `<style>${run}`, linked: (run) => `x <a ${run}>` }),
  run: (text) => {
    titleText(text)
    titleKey(text)
    titleOf(null, text, 0)
    const title = text.slice(0, 400)
    isTitleCopy(`${title.slice(0, -1)}x`, title)
    isSameTitle(text, title)
    return endOfTitleCopy(text, title)
  },
}

const bylines: Entry = {
  name: 'bylines and lines of the group',
  places: placesIn({
    bare: (run) => run,
    'Written by': (run) => `Written by ${run}`,
    address: (run) => `https://fineartamerica.com/featured/${run}`,
    other: (run) => `https://x.example/ ${run}`,
    art: (run) => `x ${run} – Sawako Utsumi and where you can buy her art ${run}`,
    linked: (run) => `<a href="https://lulu.com/${run}">${run}`,
  }),
  run: (text) => {
    for (let at = 0; at < Math.min(text.length, 2000); at += 200) {
      readNames(text.slice(at, at + 200))
      readWrittenBy(text.slice(at, at + 200))
    }
    findByline([text, 'Modern Tokyo Times'], text)
    isFooterLine(text)
    readLink(block(text.slice(0, 3900)))
    readLink(block(text))
    return cutPageHead(`<p>${text}</p><p>x</p>`, [text], text)
  },
}

export const partEntries: readonly Entry[] = [
  decoding,
  titles,
  bylines,
  {
    name: 'a body taken apart',
    places: placesIn({
      bare: (run) => run,
      group: (run) => `<p>Modern Tokyo Times</p>${run}`,
      'breaks in a paragraph': (run) => `<p>Modern Tokyo News<br>${run}<br>x</p>`,
      inline: (run) => `Modern Tokyo Times <i>x</i>${run}<i>x</i>`,
      end: (run) => `<p>x</p>${run}<p>The post a appeared first on b.</p>`,
    }),
    run: (html) => {
      toBlocks(html).forEach(linesOf)
      cutWordPressTail(html)
      return dissect(html, 'Title', null)
    },
  },
  plain('depth', (html) => capDepth(html, 200)),
  plain('embeds', (html) => embedsAsLinks(html, base)),
  plain('text', (html) => [
    plainText(html),
    oneLine(html),
    collapse(html),
    startOf(html, 300),
    paragraphs(html),
  ]),
  plain('start of a long line', (text) => startOf(text, text.length - 1)),
  {
    name: 'pictures',
    places: placesIn({
      bare: (run) => run,
      tag: (run) => `<img ${run}>`,
      source: (run) => `<img src="${run}">`,
    }),
    run: (text) => {
      largestOf(text)
      pictureOf({ src: text, width: text, style: text, srcset: text }, base)
      return leadPicture(emptyItem, text, base)
    },
  },
  {
    name: 'people',
    places: placesIn({
      bare: (run) => run,
      behind: (run) => `a@b (${run})`,
      before: (run) => `${run} <a@b>`,
    }),
    run: (author) => contributorsOf([author]),
  },
  {
    name: 'dates',
    places: placesIn({
      bare: (run) => run,
      'behind a day': (run) => `2026-01-02T03:04:05${run}`,
      'before a year': (run) => `${run} Jan 2026`,
      Japanese: (run) => `令和7年2月8日${run}`,
    }),
    run: (text) => [readDate(text), parseHttpDate(text), readRetryAfter(text, 0), languageTag(text)],
  },
  {
    name: 'heads of answers',
    places: placesIn({
      bare: (run) => run,
      age: (run) => `max-age=${run}`,
      'before an age': (run) => `${run}max-age=1`,
      type: (run) => `text/html; charset=${run}`,
    }),
    cap: 65_536,
    run: (value) => {
      readCacheLife(header(value), 0)
      readValidators(header(value))
      redirectTarget(value, new URL(base))
      charsetNamed(value)
      asText(value)
      try {
        return readEncodings(value, 2)
      } catch {
        return null
      }
    },
  },
  {
    name: 'heads and refusals of servers',
    places: placesIn({
      bare: (run) => run,
      field: (run) => `HTTP/1.1 200 OK\nX-A: ${run}\n${run}: b`,
      length: (run) => `HTTP/1.1 200 OK\nContent-Length: ${run}\nTransfer-Encoding: ${run}`,
      page: (run) => `<html><script>${run}</script><p>${run}`,
    }),
    run: (text) => {
      mendHead(text.split('\n'))
      robotWallIn(text, plainLength(text))
    },
  },
  {
    name: 'addresses',
    places: placesIn({
      bare: (run) => run,
      host: (run) => `https://${run}`,
      path: (run) => `https://a.example/${run}`,
      query: (run) => `https://a.example/?${run}`,
      mail: (run) => `mailto:${run}`,
    }),
    run: (text) => {
      for (const part of [text, text.slice(0, 3900)]) {
        parseWebUrl(part)
        resolveWebUrl(part, base)
        readTypedAddress(part)
        withoutSecrets(part)
        hostOf(part)
        shownHost(part)
        readOutsideLink(part.slice(0, 2000))
        canonicalAddress(part)
        isArchive(part)
        readTypedProxy(part)
        readWay(`PROXY ${part}`)
        isOfComments({ url: part, title: part })
      }
    },
  },
  {
    name: 'pieces of XML',
    places: placesIn({
      bare: (run) => run,
      link: (run) => `<a ${run} href="x">`,
      declaration: (run) => `<!DOCTYPE rss [<!ENTITY a "${run}">]>`,
      page: (run) => `<html><title>${run}</title><input ${run}>`,
    }),
    run: (text) => {
      decodeEntities(text)
      readPlain(text)
      addressIn(text)
      readDoctype(text)
      isBinary(bytesOf(text))
      return classify(text)
    },
  },
  {
    name: 'what is written down for people who help',
    places: placesIn({
      bare: (run) => run,
      quoted: (run) => `{"title":"${run}"}`,
      path: (run) => `'/home/${run}'`,
    }),
    run: (line) => [redact(line, { home: '/home/aa', userName: 'aaa' }), logLine(line), readBodyEntry(line)],
  },
  plain('search', (text) => [fold(text), wordsOf(text)], 500),
  plain('files that name papers', (text) => {
    const json = {
      outlets: [{ id: text, name: text, feedUrl: text, siteUrl: text, language: text, family: text }],
    }
    return [readStarter(json), readCatalogue(json)]
  }),
]
