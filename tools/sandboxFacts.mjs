/**
 * sandboxFacts.mjs — whether the processes of a running program really are in Chromium's sandbox, by the kernel's own word.
 *
 * Room:     tools
 * Source:   proc(5), namespaces(7); docs.kernel.org seccomp: mode 2 is a filter.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * @typedef {object} Process
 * @property {number} pid
 * @property {string} kind `browser`, or the `--type` that Chromium gave it
 * @property {string} words the whole command line
 * @property {Record<string, string>} status of /proc/<pid>/status
 * @property {Record<string, string | null>} spaces its namespaces; null where we may not look
 */

/** All processes of a program, by the path of its executable. @returns {Process[]} */
export function processesOf(executable) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // Chromium writes blanks between the words of its children.
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        if (words !== executable && !words.startsWith(`${executable} `)) return []
        const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n')
        const status = Object.fromEntries(lines.map((line) => line.split(/:\s*/)).filter(([name]) => name))
        const spaces = Object.fromEntries(['user', 'pid', 'net'].map((name) => [name, spaceOf(pid, name)]))
        const kind = / --type=([\w-]+)/.exec(words)?.[1] ?? 'browser'
        return [{ pid: Number(pid), kind, words, status, spaces }]
      } catch {
        return [] // ended meanwhile
      }
    })
}

function spaceOf(pid, name) {
  try {
    return readlinkSync(`/proc/${pid}/ns/${name}`)
  } catch {
    return null
  }
}

/**
 * What is wrong with them. Pure.
 *
 * @param {Process[]} processes of one running program
 * @returns {string[]} one sentence a fault; empty when every page is in the sandbox
 */
export function wrongSandbox(processes) {
  const browser = processes.find(({ kind }) => kind === 'browser')
  const pages = processes.filter(({ kind }) => kind === 'renderer')
  if (browser === undefined || pages.length === 0) return ['no page was found to look at']
  return [
    ...processes
      .filter(({ words }) =>
        /--(?:no-sandbox|disable-(?:setuid|namespace|seccomp-filter)-sandbox)\b/.test(words),
      )
      .map(({ kind }) => `a process (${kind}) was started without the sandbox`),
    ...processes
      .filter(({ status }) => (status.Uid ?? '').split(/\s/).includes('0'))
      .map(({ kind }) => `a process (${kind}) belongs to root`),
    ...pages.flatMap(({ status, spaces }) => [
      ...(status.Seccomp === '2' ? [] : ['a page may make any system call (no seccomp filter)']),
      ...(status.NoNewPrivs === '1' ? [] : ['a page may gain rights']),
      ...(sharesSpace(spaces.pid, browser.spaces.pid) ? ['a page sees the processes of the system'] : []),
      ...(sharesSpace(spaces.net, browser.spaces.net) ? ['a page sees the network'] : []),
    ]),
  ]
}

const sharesSpace = (one, other) => one !== null && one === other
