/**
 * say.mjs — one voice for all tools: short lines on standard error, progress without a flood.
 *
 * Room:     tools (plain Node, no build step)
 * Promises: standard output stays free for results; a problem is one sentence, never a stack.
 */

/** A failure that a person can do something about: its message is the whole story, in their words. */
export class Problem extends Error {
  name = 'Problem'
}

/** Prints one line on standard error. Effect: output only. */
export const say = (line) => void process.stderr.write(`${line}\n`)

/**
 * Makes a reporter of progress from 0 to 1: redrawn in place on a terminal, every tenth elsewhere.
 *
 * @param {string} label what is going on, e.g. "Unpacking"
 * @returns {(part: number) => void} call it as often as you like
 */
export function progress(label, stream = process.stderr) {
  let shown = -1
  return (part) => {
    const percent = Math.min(100, Math.max(0, Math.floor(part * 100)))
    const step = stream.isTTY ? percent : Math.floor(percent / 25) * 25
    if (step <= shown) return
    shown = step
    if (stream.isTTY) stream.write(`\r${label} ${step} %${step === 100 ? '\n' : ''}`)
    else stream.write(`${label} ${step} %\n`)
  }
}

/**
 * Runs a tool's main function and sets the exit code: its own number, or 1 after a problem.
 *
 * @param {() => Promise<number | void>} main
 */
export async function runTool(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    say(error instanceof Problem ? `\n${error.message}\n` : (error?.stack ?? String(error)))
    process.exitCode = 1
  }
}
