/**
 * timeStamps.ts — show notes that stand in a paragraph, one time stamp a line, with their lines.
 *
 * Room:     main/normalise. Pure, linear.
 * Promises: breaks are added before stamped lines and behind the last; nothing else changes. What keeps its lines by itself
 *           (`pre`), and what stands in tags, is not touched.
 * Knows:    a text that an editor broke at its margin begins a line with a time by chance, once: so they are two at least,
 *           one below the other, and later and later.
 */
const stamp = /^(?:[-–•*]\s*)?[([]?(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)/
const token = /<[^<>]*>|\n|[^<\n]+|</g
const breaking =
  /^<\/?(?:p|br|div|li|ul|ol|dl|dt|dd|table|tr|td|th|pre|h[1-6]|hr|section|article|blockquote|figure|center|header|footer)\b/i
const kept = /^<(\/?)(?:pre|textarea|script|style|xmp|listing)\b/i

interface Line {
  /** Of the line feed before it, among the tokens; -1 for none. */
  readonly at: number
  /** In seconds; null for no stamp. */
  readonly stamp: number | null
}

export function withStampedLines(html: string): string {
  if (!html.includes('\n') || !/\d:\d\d/.test(html)) return html
  const tokens = html.match(token) ?? []
  const broken = new Set<number>()
  for (const lines of runsOf(tokens)) for (const at of breaksIn(lines)) broken.add(at)
  if (broken.size === 0) return html
  return tokens.map((one, index) => (broken.has(index) ? `<br>${one}` : one)).join('')
}

/** Lines that nothing but line feeds parts, paragraph by paragraph. */
function runsOf(tokens: readonly string[]): readonly (readonly Line[])[] {
  const runs: Line[][] = []
  let run: Line[] = []
  let at = -1
  let isOpen = true
  let keeping = 0
  const end = () => {
    if (run.length > 1) runs.push(run)
    run = []
    at = -1
    isOpen = true
  }
  tokens.forEach((one, index) => {
    const keeps = kept.exec(one)
    if (keeps !== null) keeping = Math.max(0, keeping + (keeps[1] === '' ? 1 : -1))
    if (keeping > 0 || breaking.test(one)) end()
    else if (one === '\n') {
      at = index
      isOpen = true
    } else if (isOpen && !one.startsWith('<') && one.trim() !== '') {
      run.push({ at: run.length === 0 ? -1 : at, stamp: secondsOf(one) })
      isOpen = false
    }
  })
  end()
  return runs
}

function secondsOf(text: string): number | null {
  const found = stamp.exec(text.trimStart())
  if (found === null) return null
  const [first = 0, second = 0, third] = found.slice(1).map((part) => (part ? Number(part) : undefined))
  return third === undefined ? first * 60 + second : first * 3600 + second * 60 + third
}

/** The line feeds that part stamped lines; none where the stamps are there by chance. */
function breaksIn(lines: readonly Line[]): readonly number[] {
  const stamped = lines.flatMap(({ stamp: time }, index) => (time === null ? [] : [{ index, time }]))
  const isRising = stamped.every(({ time }, n) => n === 0 || time >= (stamped[n - 1]?.time ?? 0))
  const isList =
    stamped.length > 2 || stamped.some(({ index }, n) => n > 0 && stamped[n - 1]?.index === index - 1)
  const last = stamped.at(-1)
  if (!isRising || !isList || stamped.length < 2 || last === undefined) return []
  const behind = lines[last.index + 1]
  return [...stamped.map(({ index }) => lines[index]?.at ?? -1), behind?.at ?? -1].filter((at) => at >= 0)
}
