/**
 * formulas.ts — what of a formula (MathML) may stand in an article. Used by both cleanings and by the drawing.
 *
 * Room:   preload/contract. Data.
 * Knows:  Chromium draws MathML Core. Elements that only hold words hold nothing but text here: HTML inside of a formula is
 *         where parsers disagree about what is markup.
 */
export const mathNamespace = 'http://www.w3.org/1998/Math/MathML'

/** Elements that hold other elements of a formula, with the number that they must hold; null: any. */
export const mathLayouts: ReadonlyMap<string, number | null> = new Map<string, number | null>([
  ['math', null],
  ['mrow', null],
  ['mfrac', 2],
  ['msqrt', null],
  ['mroot', 2],
  ['msub', 2],
  ['msup', 2],
  ['msubsup', 3],
  ['munder', 2],
  ['mover', 2],
  ['munderover', 3],
  ['mtable', null],
  ['mtr', null],
  ['mtd', null],
])

/** Elements that hold words. */
export const mathWords: ReadonlySet<string> = new Set(['mi', 'mn', 'mo', 'mtext', 'ms'])

export const mathNames: readonly string[] = [...mathLayouts.keys(), ...mathWords, 'mspace']

/** Values that an attribute may have; a formula has no other attributes. */
export const mathAttributes: ReadonlyMap<string, RegExp> = new Map([
  ['display', /^(?:block|inline)$/],
  // A fraction without its line is another formula.
  ['linethickness', /^0$/],
  ['mathvariant', /^normal$/],
  ['stretchy', /^(?:true|false)$/],
  ['accent', /^(?:true|false)$/],
  ['accentunder', /^(?:true|false)$/],
])
