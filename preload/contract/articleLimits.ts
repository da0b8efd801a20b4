/**
 * articleLimits.ts — how large an article may be, on both sides of the border, and what may be left out of one.
 *
 * Room:    preload/contract. Imports: nothing.
 * Source:  measured in Chromium 130 on two cores (docs/notes/article-limits.md): an article at all of these limits at once is
 *          laid out anew, after a change of the window's width, in well under a second.
 */

/** What was left out; the window says it in words and leads to the original. */
export type Cut =
  /** The rest of the text. */
  | 'end'
  /** Pictures; their descriptions stay. */
  | 'pictures'
  /** The grid of a table; its words stay, cell by cell. */
  | 'tables'
  /** The rest of words longer than any word, and of piles of accents. */
  | 'words'
  /** Marks that turn the direction of writing. */
  | 'marks'

export interface ArticleLimits {
  /** Of text, in UTF-16 units; the whole of “War and Peace” in English is 3.2 million. */
  readonly characters: number
  readonly elements: number
  readonly pictures: number
  /** Elements within one another; what stands deeper stays, without its element. */
  readonly nesting: number
  /** Rows by columns of all tables together, spans counted. */
  readonly cells: number
  /** Of one table. */
  readonly columns: number
  /** A table is laid out whole: with more text than this its grid is given up. */
  readonly tableCharacters: number
  /** A run of letters without a place to break a line, but in code. Scripts that are written without blanks are no such run. */
  readonly word: number
  /** A longer paragraph becomes several: the time for one grows by the square of its length. In `weights`. */
  readonly paragraph: number
  /** Characters and attributes that turn the direction of writing. */
  readonly directionMarks: number
  /** Accents on one letter. */
  readonly accents: number
  /** Different language tags: each costs fonts of its own. */
  readonly languages: number
  /** Of a title or a description of a picture. */
  readonly attribute: number
  /** Of the source before it is read. */
  readonly sourceCharacters: number
  /** Of the source before it is read: tags, opening and closing. */
  readonly sourceTags: number
}

export const articleLimits: ArticleLimits = {
  characters: 2_000_000,
  elements: 30_000,
  pictures: 1_000,
  nesting: 100,
  cells: 20_000,
  columns: 1_000,
  tableCharacters: 200_000,
  word: 20_000,
  paragraph: 20_000,
  directionMarks: 4_000,
  accents: 30,
  languages: 50,
  attribute: 2_000,
  sourceCharacters: 8_000_000,
  sourceTags: 120_000,
}

/** What counts towards the length of a paragraph, and towards a slice of what is drawn at once. A letter weighs 1. */
export const weights = {
  /** Thai, Lao, Khmer and Burmese: lines are broken there with a dictionary. */
  dictionaryLetter: 4,
  element: 10,
  directionMark: 100,
  /** Has a triangle and a folded part of its own. */
  details: 80,
} as const
