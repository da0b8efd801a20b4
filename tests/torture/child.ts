/** child.ts — starts a victim, listens to what it tells, and kills it. Only processes that it started itself. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Failure } from '../../preload/contract/failure.ts'
import type { Orders } from './victim.ts'

export interface Opened {
  readonly trouble: readonly Failure[]
  readonly wrong: readonly string[]
}

export interface Told {
  readonly opened: Opened | null
  readonly notOpened: string | null
  readonly asked: readonly number[]
  readonly acknowledged: readonly number[]
  readonly refused: readonly number[]
  /** File operations, when it came to its end. */
  readonly operations: number | null
  readonly code: number | null
  readonly signal: string | null
  readonly complaints: string
}

export interface Victim {
  readonly child: ChildProcess
  /** What it has told so far. */
  readonly soFar: () => Told
  readonly ended: Promise<Told>
}

export const usual: Orders = {
  folder: '',
  plan: 'user',
  memory: null,
  from: 0,
  count: 1_000_000,
  atOnce: 1,
  pauseMs: 0,
  reopenEvery: null,
  dieAt: null,
  isHalf: false,
  isCrash: false,
}

/** @param shell Runs before it in the same shell, such as a limit. */
export function startVictim(program: string, orders: Partial<Orders>, shell: string | null = null): Victim {
  const json = JSON.stringify({ ...usual, ...orders })
  const child =
    shell === null
      ? spawn(process.execPath, [program, json])
      : spawn('sh', ['-c', `${shell}; exec "$0" "$@"`, process.execPath, program, json])
  let text = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString().slice(0, 2000)))
  const ended = new Promise<Told>((resolve) => {
    child.on('close', (code, signal) => {
      resolve(understand(text, code, signal, complaints))
    })
  })
  return { child, soFar: () => understand(text, null, null, complaints), ended }
}

function understand(text: string, code: number | null, signal: string | null, complaints: string): Told {
  // The last line may be half told.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  const of = (sign: string) =>
    lines.filter((line) => line.startsWith(`${sign} `)).map((line) => line.slice(2))
  const [opened] = of('o')
  return {
    opened: opened === undefined ? null : (JSON.parse(opened) as Opened),
    notOpened: of('x')[0] ?? null,
    asked: of('r').map(Number),
    acknowledged: of('a').map(Number),
    refused: of('f').map(Number),
    operations: of('e').map(Number)[0] ?? null,
    code,
    signal,
    complaints,
  }
}

/** Writes down what the next victim must find. */
export function remember(path: string, acknowledged: readonly number[], asked: number): void {
  writeFileSync(path, JSON.stringify({ acknowledged, asked }))
}

export async function workFolder(name: string): Promise<string> {
  return mkdtemp(join(process.env['TORTURE_FOLDER'] ?? tmpdir(), `kawaraban-torture-${name}-`))
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

/** Numbers between 0 and 1 that are the same in every run with the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
