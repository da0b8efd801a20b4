/**
 * run.mjs — runs one program in the foreground, as a shell would.
 *
 * Room:     tools
 * Promises: output passes through; Ctrl+C and a polite end reach the child; its code comes back as ours.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import { root } from './runtime/places.mjs'
import { Problem } from './say.mjs'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
const patienceMs = 5_000

/**
 * Runs `program` and waits for its end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string }} [options]
 * @returns {Promise<number>} the exit code, or 128 + the signal's number
 */
export function run(program, args, { env = process.env, cwd = root } = {}) {
  const child = spawn(program, args, { env, cwd, stdio: 'inherit' })
  const pass = (signal) => {
    // From a terminal the child has the SIGINT already; a second one does no harm.
    child.kill(signal)
    setTimeout(() => child.kill('SIGKILL'), patienceMs).unref()
  }
  for (const signal of signals) process.on(signal, pass)
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Problem(`${program} did not start: ${error.message}`)))
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  }).finally(() => {
    for (const signal of signals) process.off(signal, pass)
  })
}

/** Runs a JavaScript file of a development dependency, e.g. "vitest/vitest.mjs", with this Node. */
export const runModule = (file, args, options) =>
  run(process.execPath, [path.join(root, 'node_modules', ...file.split('/')), ...args], options)

/** Runs a script of package.json with the npm that runs us (on Windows `npm` itself is no program). */
export const runScript = (name) => {
  const npm = process.env.npm_execpath
  return npm ? run(process.execPath, [npm, 'run', '--silent', name]) : run('npm', ['run', '--silent', name])
}
