/**
 * approvals.ts — papers on this machine or its network that the reader allowed, in a small file of this machine's own.
 *
 * Room:     main/shell.
 * Promises: - it lies beside the library, not in it: no backup, no moved folder and no other computer brings one along.
 *             In a portable folder, which travels, each entry says on which computer it was allowed.
 *           - an entry that does not fit itself (another origin, an unknown class) is none. A file that cannot be read
 *             costs the reader a question, never the start; one that others may read is written for its owner alone.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as v from 'valibot'
import type { AddressClass } from '../../preload/contract/failure.ts'
import type { Log } from '../base/log.ts'
import { originOf } from '../base/urls.ts'

interface Allowed {
  readonly url: string
  readonly class: AddressClass
}

interface Approval {
  readonly origin: string
  readonly class: AddressClass
}

export interface ApprovalsFile {
  /** There was no file, not even an empty one. */
  readonly isNew: boolean
  readonly of: (url: string) => Approval | null
  /** @param approval Of another room, where it may be for the moment only. */
  readonly holds: (approval: { readonly origin: string; readonly class: string }) => boolean
  readonly list: () => readonly Allowed[]
  readonly grant: (allowed: readonly Allowed[]) => Promise<void>
  readonly drop: (urls: readonly string[]) => Promise<void>
}

const atMost = 5000
const fileShape = v.array(
  v.object({
    url: v.string(),
    origin: v.string(),
    class: v.picklist(['loopback', 'private', 'link-local']),
    on: v.optional(v.string()),
  }),
)

/** @param machine Name of this computer, where the file may be carried to another; null where it is not. */
export async function openApprovals(
  file: string,
  log: Log,
  machine: string | null = null,
): Promise<ApprovalsFile> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (codeOf(cause) !== 'ENOENT') log.warn('allowed addresses could not be read', { code: codeOf(cause) })
    return codeOf(cause) === 'ENOENT' ? null : ''
  })
  const known = new Map<string, Approval>(read(text ?? '', machine))
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    const on = machine === null ? {} : { on: machine }
    const entries = [...known].map(([url, approval]) => ({ url, ...approval, ...on }))
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      // A leftover keeps its own rights, and may be a link to somewhere else.
      await rm(`${file}.new`, { force: true })
      await writeFile(`${file}.new`, JSON.stringify(entries), { mode: 0o600, flag: 'wx' })
      await rename(`${file}.new`, file)
    } catch (cause) {
      log.warn('allowed addresses not kept', { code: codeOf(cause) })
    }
  }
  const written = () => (writing = writing.then(write))

  return {
    isNew: text === null,
    of: (url) => known.get(url) ?? null,
    holds: (approval) =>
      [...known.values()].some((each) => each.origin === approval.origin && each.class === approval.class),
    list: () => [...known].map(([url, approval]) => ({ url, class: approval.class })),
    grant: async (allowed) => {
      for (const { url, class: where } of allowed) {
        const origin = originOf(url)
        if (origin !== '' && known.size < atMost) known.set(url, { origin, class: where })
      }
      await written()
    },
    drop: async (urls) => {
      const gone = urls.filter((url) => known.delete(url))
      if (gone.length > 0) await written()
    },
  }
}

function read(text: string, machine: string | null): readonly (readonly [string, Approval])[] {
  const entries = v.safeParse(fileShape, parse(text))
  if (!entries.success) return []
  return entries.output
    .filter(({ url, origin }) => origin !== '' && originOf(url) === origin)
    .filter(({ on }) => machine === null || on === machine)
    .slice(0, atMost)
    .map((each) => [each.url, { origin: each.origin, class: each.class }])
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable'
}
