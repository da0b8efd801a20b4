/**
 * writeArticle.mjs — one invented article in the shape that an outlet's posts have (the order of its blocks, its
 * byline, its footer), from the wording banks. The same kind and number always give the same article.
 */
import { createHash } from 'node:crypto'
import * as art from './art.mjs'
import * as english from './english.mjs'
import * as japanese from './japanese.mjs'

const banks = { english, japanese, art }

/** The lines with which every post of the group ends; they are what the reader's rules look for. */
const groupFooter = [
  'Modern Tokyo News is part of the Modern Tokyo Times group',
  '<a href="https://moderntokyotimes.com">https://moderntokyotimes.com</a> Modern Tokyo Times – International News and Japan News',
  '<a href="https://sawakoart.com">https://sawakoart.com</a> – Sawako Utsumi and her website – Modern Tokyo Times artist',
  '<a href="https://moderntokyonews.com">https://moderntokyonews.com</a> Modern Tokyo News – Tokyo News and International News',
  'PLEASE JOIN ON TWITTER',
  '<a href="https://twitter.com/MTT_News">https://twitter.com/MTT_News</a> Modern Tokyo Times',
  'PLEASE JOIN ON FACEBOOK',
  '<a href="https://www.facebook.com/moderntokyotimes">https://www.facebook.com/moderntokyotimes</a>',
]

const artLinks = [
  '<a href="https://fineartamerica.com/featured/inner-harbour-mizuki-tanegawa.html">https://fineartamerica.com/featured/inner-harbour-mizuki-tanegawa.html</a> – Inner Harbour',
  '<a href="https://fineartamerica.com/profiles/mizuki-tanegawa.html">https://fineartamerica.com/profiles/mizuki-tanegawa.html</a> – Mizuki Tanegawa and where you can buy her art, postcards, bags, and other products',
]

/**
 * @param {'english' | 'japanese' | 'art'} kind
 * @param {number} number 0 is the first article ever; each number is another article.
 * @param {string} origin Of the outlet, without a final slash.
 */
export function writeArticle(kind, number, origin) {
  const bank = banks[kind]
  const subject = bank.subjects[number % bank.subjects.length]
  const round = Math.floor(number / bank.subjects.length)
  const again = Math.floor(round / subject.titles.length)
  const title = subject.titles[round % subject.titles.length] + (again === 0 ? '' : ` (${again + 1})`)
  const slug = kind === 'japanese' ? `${subject.slug}-${round + 1}` : slugOf(title)
  const names = namesFor(bank.people, kind, number)
  const pictures = picturesFor(kind, number, slug, origin)
  const fill = (/** @type {string} */ text) =>
    text.replaceAll('{place}', subject.place).replaceAll('{thing}', subject.thing)
  const own = subject.paragraphs.map((text) => `<p>${fill(text)}</p>`)
  const count = kind === 'art' ? 2 : kind === 'japanese' ? 4 + (number % 3) : 3 + (number % 7)
  const shared = pick(bank.general, number, count).map((text) => `<p>${fill(text)}</p>`)
  const body = mixPictures(mix(own, shared), pictures, title)

  const blocks =
    kind === 'english'
      ? [
          `<p><strong>${escapeText(title)}</strong></p>`,
          `<p>${byline(names)}</p>`,
          '<p>Modern Tokyo Times</p>',
          ...body,
          ...(number % 3 === 0 ? artLinks.map((line) => `<p>${line}</p>`) : []),
          ...groupFooter.map((line) => `<p>${line}</p>`),
        ]
      : kind === 'art'
        ? [...body, `<p>Written by ${byline(names)}</p>`, ...artLinks.map((line) => `<p>${line}</p>`)]
        : body

  return {
    id: 4200 + number,
    slug,
    title,
    contributors: names,
    html: blocks.join('\n\n'),
    pictures: pictures.map((picture) => picture.path),
    categories:
      kind === 'japanese' ? ['文化', subject.place] : kind === 'art' ? ['Art'] : ['Culture', subject.place],
  }
}

export function escapeText(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function byline(names) {
  if (names.length < 3) return names.join(' and ')
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`
}

/** One to three names on news, one on everything else, as the group signs. */
function namesFor(people, kind, number) {
  const count = kind === 'english' ? 1 + (number % 3) : 1
  return Array.from({ length: count }, (_, i) => people[(number * 3 + i * 2 + i) % people.length])
}

function picturesFor(kind, number, slug, origin) {
  const count = kind === 'art' ? 3 + (number % 3) : 1 + (number % 2)
  return Array.from({ length: count }, (_, i) => {
    const path = `/wp-content/uploads/2026/11/${slug}-${i + 1}.png`
    return { path, url: origin + path, id: 9000 + number * 10 + i }
  })
}

function figure(picture, title, caption) {
  const small = picture.url.replace('.png', '-300x200.png')
  const words = escapeText(title).replaceAll('"', '&quot;')
  return (
    `<figure class="wp-block-image size-large"><img decoding="async" width="900" height="600" src="${picture.url}" ` +
    `alt="${words}" class="wp-image-${picture.id}" srcset="${picture.url} 900w, ${small} 300w" ` +
    `sizes="(max-width: 900px) 100vw, 900px" />` +
    (caption === '' ? '' : `<figcaption class="wp-element-caption">${caption}</figcaption>`) +
    '</figure>'
  )
}

function mixPictures(paragraphs, pictures, title) {
  const out = [...paragraphs]
  const step = Math.max(1, Math.floor(paragraphs.length / pictures.length))
  pictures.forEach((picture, i) => {
    out.splice(1 + i * (step + 1), 0, figure(picture, title, i === 0 ? escapeText(title) : ''))
  })
  return out
}

/** The subject's own paragraphs keep their order; the shared ones come between and after them. */
function mix(own, shared) {
  const out = []
  const rest = [...shared]
  own.forEach((paragraph, i) => {
    out.push(paragraph)
    if (i > 0 && rest.length > 0) out.push(rest.shift())
  })
  return [...out, ...rest]
}

function pick(list, number, count) {
  const start = createHash('sha256').update(String(number)).digest()[0] ?? 0
  return Array.from({ length: Math.min(count, list.length) }, (_, i) => list[(start + i * 5) % list.length])
}

function slugOf(title) {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
