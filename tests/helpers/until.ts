/** until.ts — waits for a state instead of for a time. */

/**
 * Asks again and again until the answer is neither false nor null.
 *
 * @param what  Said when it never comes, with the last answer or error.
 * @returns The first such answer.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  limitMs = 15_000,
): Promise<Exclude<T, false | null | undefined>> {
  const end = Date.now() + limitMs
  let last: unknown
  while (Date.now() < end) {
    try {
      const answer = await ask()
      if (answer !== false && answer !== null && answer !== undefined) {
        return answer as Exclude<T, false | null | undefined>
      }
      last = answer
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  throw new Error(`Waited ${String(limitMs)} ms in vain until ${what} (last: ${String(last)})`)
}
