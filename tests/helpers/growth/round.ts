/**
 * round.ts — one way in against every run, in a thread of its own: does its time grow faster than its text?
 *
 * Judges: a text of n characters and one of 4n. What is slow is measured three times, the quickest counts; 4n may take
 *         eight times as long as n, and what takes a moment is not judged at all: other programs use the machine too.
 */
import { readFileSync } from 'node:fs'
import type { Entry, Place } from './entry.ts'
import { runOf, shapes } from './units.ts'

export interface Finding {
  readonly place: string
  readonly unit: string
  readonly shape: number
  readonly smallMs: number
  readonly largeMs: number
}

export interface Round {
  readonly entry: Entry
  readonly units: readonly string[]
  /** Every run in every shape; else each in one, by turns. */
  readonly isWhole: boolean
  /** 4n. */
  readonly size: number
  /** Told the number of each try before it begins. */
  readonly onTry: (number: number) => void
}

/** A moment: four thousandths of a millisecond a character, and no less than the clock can tell. */
const msPerCharacter = 0.004
const leastMs = 30
const times = 8
/** Is not measured again: it will not become quick. */
const longMs = 2000

export async function growthOf({ entry, units, isWhole, size, onTry }: Round): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const most = Math.min(size, entry.cap ?? size)
  const momentMs = Math.max(leastMs, most * msPerCharacter)
  const isTooMuch = (smallMs: number, largeMs: number) => largeMs > smallMs * times + momentMs
  for (const [number, { place, unit, shape }] of triesOf(entry, units, isWhole).entries()) {
    onTry(number)
    const timeOf = async (length: number) => {
      const input = place.put(shapes[shape]?.(runOf(unit, length)) ?? '')
      const before = spentMs()
      await entry.run(input)
      return spentMs() - before
    }
    let largeMs = await timeOf(most)
    if (largeMs <= momentMs) continue
    let smallMs = await timeOf(most / 4)
    for (let more = 0; more < 2 && isTooMuch(smallMs, largeMs); more++) {
      smallMs = Math.min(smallMs, await timeOf(most / 4))
      if (largeMs < longMs) largeMs = Math.min(largeMs, await timeOf(most))
    }
    if (isTooMuch(smallMs, largeMs)) findings.push({ place: place.name, unit, shape, smallMs, largeMs })
  }
  return findings
}

/** What this thread had of the processor, where the system says so: other programs do not count. */
function spentMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ', 1)[0]) / 1e6
  } catch {
    return performance.now()
  }
}

export interface Try {
  readonly place: Place
  readonly unit: string
  readonly shape: number
}

export function triesOf({ places }: Entry, units: readonly string[], isWhole: boolean): readonly Try[] {
  return places.flatMap((place, at) =>
    units.flatMap((unit, turn) =>
      shapes.flatMap((_, shape) =>
        isWhole || (at + turn) % shapes.length === shape ? [{ place, unit, shape }] : [],
      ),
    ),
  )
}
