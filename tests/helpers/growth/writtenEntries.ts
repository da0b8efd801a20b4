/** writtenEntries.ts — what outlets write by position and by signs: raised digits, time stamps, columns, places, backdrops. */
import { withPicturesBehind } from '../../../main/normalise/backdrops.ts'
import { ownJumps } from '../../../main/normalise/jumps.ts'
import { mendMarkup } from '../../../main/normalise/mend.ts'
import { withScripts } from '../../../main/normalise/scripts.ts'
import { withStampedLines } from '../../../main/normalise/timeStamps.ts'
import { withInnerBases } from '../../../main/parse/innerBases.ts'
import type { Entry } from './entry.ts'
import { placesIn } from './entry.ts'

const page = 'https://paper.example/a/'

export const writtenEntries: readonly Entry[] = [
  {
    name: 'raised and lowered digits',
    places: placesIn({
      bare: (run) => `<sup>${run}`,
      inside: (run) => `10<sup>${run}</sup>`,
      many: (run) => `<sub>1</sub>${run}<sup>2</sup>`,
    }),
    run: withScripts,
  },
  {
    name: 'lines with time stamps',
    places: placesIn({
      between: (run) => `<p>00:00 A\n${run}01:00 B${run}\n02:00 C</p>`,
      lines: (run) => `<p>${run.replace(/.{1,8}/gsu, '00:00 $&\n')}</p>`,
    }),
    run: withStampedLines,
  },
  {
    name: 'sides of columns',
    places: placesIn({
      'in a tag': (run) => `<table><col ${run} align=right><tr align="${run}"><td>1</table>`,
      cells: (run) => `<table><col align=right><tr>${run}</tr></table>`,
      columns: (run) => `<table>${run}<tr><td>1</td></tr></table>`,
    }),
    run: (html) => mendMarkup(html),
  },
  {
    name: 'pictures behind the text',
    places: placesIn({
      style: (run) => `<div style="background:${run}url(${run})">x</div>`,
      repeat: (run) => `<div style="background:url(/a.jpg)${run}">x</div>`,
      waiting: (run) => `<div data-bg="url(${run})"></div>${run}`,
      beside: (run) => `<video poster="/a.jpg">${run}`,
    }),
    run: (html) => withPicturesBehind(html, page),
  },
  {
    name: 'jumps under another base',
    places: placesIn({
      href: (run) => `<a href="${page}#${run}">1</a><p id="${run}">x</p>`,
      names: (run) => `<p xml:base="${page}"><a href="#x">1</a><i id="x">${run}</i></p>`,
      base: (run) => `<p xml:base="${page}${run}"><a href="#x${run}">1</a></p>`,
    }),
    run: (html) => [ownJumps(html, page, 'https://files.example/'), withInnerBases(html, page, page)],
  },
]
