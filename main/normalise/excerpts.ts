/**
 * excerpts.ts — whether a paper gives only the beginning of an article.
 *
 * Room:     main/normalise. Pure.
 * Knows:    a short description is the whole of it where there is nothing more to read: under a toot, which has no title;
 *           beside sound or film; with a picture that is what there is to see.
 */
import { hostOf } from '../base/urls.ts'
import type { RawItem } from '../parse/types.ts'

const readOn =
  /(?:\[(?:…|\.\.\.)\]|\b(?:continue|keep) reading\b[^.]{0,80}|\bread (?:more|the (?:full|whole|rest)\b.{0,60})|続きを読む|…more)\s*[→»›….]*$/iu
/** A description longer than this is the article, whatever element it came in. */
const longExcerpt = 1500
/** With so few words a picture is no illustration. */
const fewWords = 80

const filmHosts =
  /(?:^|\.)(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitch\.tv|nicovideo\.jp|bilibili\.com|tiktok\.com|odysee\.com)$/
const photoHosts =
  /(?:^|\.)(?:flickr\.com|instagram\.com|500px\.com|pixelfed\.[a-z]+|unsplash\.com|deviantart\.com)$/
/** PeerTube, which has as many hosts as servers. */
const filmPaths = /^https?:\/\/[^/]+\/(?:w|videos\/watch)\/[\w-]{8,40}\/?$/

/** Without it the pattern above, which is a slow one, finds nothing. */
const readOnMark = /\[(?:…|\.\.\.)\]|(?:continue|keep) reading|read (?:more|the )|続きを読む|…more/i

/** "Read on" at the end of a line, as an ellipsis. */
export function withoutReadOn(line: string): string {
  const cut = readOnMark.test(line) ? line.replace(readOn, '…') : line
  return cut.endsWith('…') ? `${cut.slice(0, -1).trimEnd()}…` : cut
}

/** @param text The words of it. @param html Its source. @param page Its page. */
export function isExcerpt(item: RawItem, text: string, html: string, page: string | null): boolean {
  const end = text.slice(-200)
  if (readOnMark.test(end) && readOn.test(end)) return true
  if (item.contentHtml !== null || text.length >= longExcerpt) return false
  return !isWhole(item, text, html, page ?? '')
}

function isWhole(item: RawItem, text: string, html: string, page: string): boolean {
  if (item.title === null || item.title.trim() === '') return text !== ''
  const host = hostOf(page)
  if (filmHosts.test(host) || photoHosts.test(host) || filmPaths.test(page)) return true
  const isPlayed = item.enclosures.some(
    ({ type, url }) =>
      /^(?:audio|video)\//i.test(type ?? '') || /\.(?:mp3|m4a|ogg|opus|mp4|m4v|webm)(?:[?#]|$)/i.test(url),
  )
  // A photo: its picture stands in the text, and hardly anything besides; no paragraph that goes on.
  const isPhoto =
    text.length <= fewWords && /<img\b/i.test(html) && !/[…]$|\.\.\.$/.test(text) && !/<p\b/i.test(html)
  return isPlayed || isPhoto
}
