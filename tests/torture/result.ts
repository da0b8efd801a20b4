/** result.ts — what a round found. The three that must be nought come first. */
export interface Result {
  readonly round: string
  readonly tries: number
  /** Changes that were acknowledged and are not there. */
  readonly lost: number
  readonly failedStarts: number
  /** Something is there that nobody asked for, or something is missing and nobody was told. */
  readonly falseTruths: number
  readonly facts: Readonly<Record<string, number | string>>
  /** The first few things that went wrong. */
  readonly wrong: readonly string[]
}

export interface Tally {
  readonly add: (wrong: readonly string[], at: string) => void
  readonly failedStart: (at: string) => void
  readonly tried: () => void
  readonly result: (facts: Result['facts']) => Result
}

export function tallyOf(round: string): Tally {
  let [tries, lost, failedStarts, falseTruths] = [0, 0, 0, 0]
  const wrong: string[] = []
  const note = (text: string) => {
    if (wrong.length < 20) wrong.push(text)
  }
  return {
    tried: () => (tries += 1),
    add: (sentences, at) => {
      for (const sentence of sentences) {
        if (sentence.includes('is lost')) lost += 1
        else falseTruths += 1
        note(`${at}: ${sentence}`)
      }
    },
    failedStart: (at) => {
      failedStarts += 1
      note(`${at}: did not start`)
    },
    result: (facts) => ({ round, tries, lost, failedStarts, falseTruths, facts, wrong }),
  }
}
