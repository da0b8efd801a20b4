/** machine.mjs — what this machine is and what a tree of processes uses of it (Linux: /proc). */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** @param electron Null where none was measured. */
export function describeMachine(electron = null) {
  return {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    memoryGb: Math.round(os.totalmem() / 1e9),
    system: `${os.type()} ${os.release()} (${readOsName()})`,
    node: process.version,
    electron: electron === null ? null : `${electron.version} (${electron.source})`,
    loadAtStart: os.loadavg()[0],
  }
}

function readOsName() {
  try {
    return /PRETTY_NAME="(.*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? os.platform()
  } catch {
    return os.platform()
  }
}

/**
 * Proportional set size of a process and all it started, in MB; NaN where /proc is not.
 *
 * Knows: pages that several programs share are divided among them, so the figure is too small while another program
 * of the same Electron runs. Measure on a machine that does nothing else.
 */
export function treePss(pid) {
  const parents = new Map()
  let entries
  try {
    entries = readdirSync('/proc')
  } catch {
    return Number.NaN
  }
  for (const entry of entries) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It has ended meanwhile.
    }
  }
  const isInside = (one) => {
    for (let at = one; at !== undefined && at > 1; at = parents.get(at)) if (at === pid) return true
    return false
  }
  let total = 0
  for (const one of parents.keys()) {
    if (!isInside(one)) continue
    try {
      total += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      // It has ended meanwhile.
    }
  }
  return total / 1024
}

/**
 * Looks at the memory again and again; `stop` tells the highest that was seen, in MB.
 *
 * Knows: adding up the pages of a program of 700 MB takes the system about 40 ms, in which the program cannot touch new
 *        memory. Looking five times a second made an import of 17 s one of 21 s, and its frames three times as long.
 */
export function watchPss(pid, everyMs = 1000) {
  let peak = 0
  const look = () => {
    peak = Math.max(peak, treePss(pid))
  }
  const timer = setInterval(look, everyMs)
  return () => {
    clearInterval(timer)
    look()
    return peak
  }
}

/** What a folder takes on disk, in MB: whole blocks, as `du` counts. */
export function folderMb(folder) {
  let total = 0
  for (const entry of readdirSync(folder, { recursive: true })) {
    total += (statSync(path.join(folder, String(entry)), { throwIfNoEntry: false })?.blocks ?? 0) * 512
  }
  return total / 1e6
}

export function median(values) {
  return quantile(values, 0.5)
}

export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}
