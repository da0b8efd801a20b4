/** entry.ts — a way into the program for text from outside, and the places of its input where a run may stand. */
export interface Entry {
  readonly name: string
  readonly places: readonly Place[]
  readonly run: (input: string) => unknown
  /** Longest input that gets there, where something before it cuts. */
  readonly cap?: number
}

export interface Place {
  readonly name: string
  readonly put: (run: string) => string
}

export function placesIn(places: Readonly<Record<string, (run: string) => string>>): readonly Place[] {
  return Object.entries(places).map(([name, put]) => ({ name, put }))
}

export const inJson = (run: string) => JSON.stringify(run)

/** A function of one text. */
export function plain(name: string, run: (input: string) => unknown, cap?: number): Entry {
  return { name, places: placesIn({ bare: (text) => text }), run, ...(cap === undefined ? {} : { cap }) }
}
