/**
 * deleted.ts — deleted/<article>.json: what the reader took away by hand, so that it can be brought back.
 *
 * Room:     main/store.
 * Promises: - what `keep` resolved for has survived a power cut: whoever takes an article away comes here first.
 *           - one sealed file an article (envelope.ts): damage costs one article, is put aside and told; a file of a newer
 *             version is neither listed nor touched; one that only cannot be read now is looked at again.
 *           - nothing at all is changed while changes are refused.
 * Knows:    no file means nothing deleted, so older libraries need no migration. The files are read when somebody asks,
 *           never at the start: 1,000 of 10 KB take about 0.3 s, in steps.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId } from '../../preload/contract/model.ts'
import { replaceFile } from './atomic.ts'
import { noteOf, readDeleted } from './deletedShapes.ts'
import { seal, unseal } from './envelope.ts'
import { codeOf, passing } from './files.ts'
import { quarantine, shortName, writeFailure } from './place.ts'
import type { Place } from './place.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'
import { keyedMutex } from './keyedMutex.ts'
import type { DeletedArticle, DeletedNote, DeletedStore } from '../model/deleted.ts'

const schema = 1
/** A file cannot take the place of another article's. */
const sealName = (id: string) => `deleted/${id}`

type Found =
  | { readonly kind: 'good'; readonly article: DeletedArticle; readonly bytes: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'closed'; readonly failure: Failure }

export interface DeletedFiles extends DeletedStore {
  readonly idle: () => Promise<void>
}

/**
 * @param closedBy Why nothing may be changed; null when it may.
 * @param onTold   Something was added to `place.trouble`.
 */
export function openDeleted(place: Place, closedBy: () => Failure | null, onTold: () => void): DeletedFiles {
  const { files, paths } = place
  const notes = new Map<ArticleId, DeletedNote>()
  const mutex = keyedMutex()
  let loading: Promise<void> | null = null

  const putAside = async (path: string) => {
    const failure: Failure = { kind: 'store-restored', file: shortName(place, path), from: null }
    if (closedBy() === null) {
      await quarantine(place, path).catch((error: unknown) => {
        place.log.error('a damaged file could not be put aside', error, { file: failure.file })
      })
    }
    place.trouble.push(failure)
    onTold()
  }

  const readFile = async (id: ArticleId): Promise<Found> => {
    const path = paths.deletedArticle(id)
    const file = shortName(place, path)
    let bytes: Uint8Array
    try {
      bytes = await files.read(path)
    } catch (error) {
      const code = codeOf(error)
      if (code === 'ENOENT') return { kind: 'missing' }
      place.log.error('a deleted article could not be read', error, { file })
      if (passing.includes(code)) return { kind: 'closed', failure: { kind: 'store-write', file, code } }
      await putAside(path)
      return { kind: 'missing' }
    }
    const envelope = unseal(sealName(id), bytes)
    if (envelope !== null && envelope.schema > schema) {
      return { kind: 'closed', failure: { kind: 'store-newer', file, found: envelope.schema, known: schema } }
    }
    const article = envelope === null ? null : readDeleted(parse(envelope.payload))
    if (article?.headline.id === id) return { kind: 'good', article, bytes: bytes.length }
    await putAside(path)
    return { kind: 'missing' }
  }

  const load = async (): Promise<void> => {
    const yieldNow = yieldToLoop()
    let isWhole = true
    for (const name of await files.list(paths.deleted)) {
      const id = /^([\w-]{1,80})\.json$/.exec(name)?.[1] as ArticleId | undefined
      if (id === undefined || notes.has(id)) continue
      const found = await readFile(id)
      // Meanwhile it may have been removed, or replaced.
      const isStill = !notes.has(id) && files.isThere(paths.deletedArticle(id))
      if (found.kind === 'good' && isStill) notes.set(id, noteOf(found.article, found.bytes))
      if (found.kind === 'closed' && found.failure.kind !== 'store-newer') isWhole = false
      await yieldNow()
    }
    if (!isWhole) loading = null
  }
  const loaded = (): Promise<void> => {
    loading ??= load().catch((error: unknown) => {
      place.log.error('what was deleted could not be listed', error)
      loading = null
    })
    return loading
  }

  return {
    list: async () => {
      await loaded()
      return [...notes.values()].sort((a, b) => b.deletedAt - a.deletedAt || (a.id < b.id ? -1 : 1))
    },

    read: async (id) => {
      const found = await readFile(id)
      if (found.kind === 'closed') return fail(found.failure)
      if (found.kind === 'good') return ok(found.article)
      notes.delete(id)
      return ok(null)
    },

    keep: async (article) => {
      const closed = closedBy()
      if (closed !== null) return fail(closed)
      const { id } = article.headline
      const path = paths.deletedArticle(id)
      const before = files.isThere(path) ? await readFile(id) : null
      if (before?.kind === 'closed') return fail(before.failure)
      try {
        if (!files.isThere(paths.deleted)) {
          await files.makeFolder(paths.deleted)
          await files.syncFolder(place.folder)
        }
        const payload = Buffer.from(JSON.stringify(article))
        const bytes = seal(sealName(id), { schema, seq: 0, payload })
        await replaceFile(files, path, bytes, { isDurable: true })
        notes.set(id, noteOf(article, bytes.length))
      } catch (error) {
        return writeFailure(place, path, error)
      }
      return ok(null)
    },

    remove: async (ids): Promise<Outcome<null>> => {
      const closed = closedBy()
      if (closed !== null) return fail(closed)
      if (ids.length === 0) return ok(null)
      let path = paths.deleted
      try {
        for (const id of ids) {
          path = paths.deletedArticle(id)
          await files.remove(path)
          notes.delete(id)
        }
        await files.syncFolder(paths.deleted)
      } catch (error) {
        return writeFailure(place, path, error)
      }
      return ok(null)
    },

    inTurn: (work) => mutex.take('deleted', work),
    idle: mutex.idle,
  }
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return null
  }
}
