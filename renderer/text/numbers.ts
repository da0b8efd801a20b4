/** numbers.ts — counts as people write them. */

const formats = new Map<string, Intl.NumberFormat>()

/** Cost: under a microsecond; `toLocaleString` makes a format anew for each number, which a tree of outlets feels. */
export function numberIn(locale: string, n: number): string {
  let format = formats.get(locale)
  if (format === undefined) {
    format = new Intl.NumberFormat(locale)
    formats.set(locale, format)
  }
  return format.format(n)
}
