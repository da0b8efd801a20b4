/**
 * deleted.ts — what the reader deleted by hand: a view of the archive, where its text lies until it is let go.
 *
 * Room:     main/store.
 * Promises: an article is here or in its feed, never in both and never in neither: one record moves it.
 * Knows:    the texts are read when somebody asks, never at the start, for what they take and which pictures they show.
 */
import { ok } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import { pictureKey } from '../base/pictureKey.ts'
import type { Archive } from './archive/archive.ts'
import type { DeletedEntry } from './archive/feedState.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'
import { keyedMutex } from './keyedMutex.ts'
import { readBody } from './storedBody.ts'
import type { ArticleStore } from '../model/articleStore.ts'
import type { DeletedNote, DeletedStore } from '../model/deleted.ts'

export interface DeletedView extends DeletedStore {
  readonly idle: () => Promise<void>
}

type Entry = DeletedEntry & { readonly feedId: FeedId }

export function openDeleted(archive: Archive, articles: Pick<ArticleStore, 'bodyAt' | 'drop'>): DeletedView {
  /** By article, with the record that it was made of. */
  const notes = new Map<ArticleId, { readonly record: number; readonly note: DeletedNote }>()
  const turns = keyedMutex()

  const noteOf = async ({ id, feedId, paper, deletedAt, headline }: Entry): Promise<DeletedNote> => {
    const known = notes.get(id)
    if (known?.record === headline.record && known.note.deletedAt === deletedAt) return known.note
    // Undefined: it cannot be read now.
    const frame = await archive.read(feedId, headline.record).catch(() => undefined)
    const body = frame?.text == null ? null : readBody(frame.text)
    const urls = [...(headline.picture === null ? [] : [headline.picture]), ...(body?.pictures ?? [])]
    const pictures = [...new Set(urls.map(pictureKey))]
    const note = { id, feedId, paper, title: headline.title, deletedAt, bytes: frame?.length ?? 0, pictures }
    if (frame === null && headline.record >= 0) {
      await archive.inTurn(feedId, async () => {
        await archive.forgetTexts(feedId, [id])
        return ok(null)
      })
    }
    if (frame !== undefined) notes.set(id, { record: headline.record, note })
    return note
  }

  return {
    list: async () => {
      await archive.ready
      const breathe = yieldToLoop()
      const list: DeletedNote[] = []
      for (const entry of [...archive.deleted()]) {
        list.push(await noteOf(entry))
        await breathe()
      }
      return list.sort((a, b) => b.deletedAt - a.deletedAt || (a.id < b.id ? -1 : 1))
    },

    read: async (id) => {
      await archive.ready
      for (const entry of archive.deleted()) {
        if (entry.id !== id) continue
        const { feedId, paper, deletedAt, headline, mark } = entry
        return {
          feedId,
          paper,
          deletedAt,
          headline,
          mark,
          body: await articles.bodyAt(feedId, headline.record),
        }
      }
      return null
    },

    remove: async (ids) => {
      const going = new Set(ids)
      const byFeed = new Map<FeedId, ArticleId[]>()
      for (const { id, feedId } of archive.deleted())
        if (going.has(id)) byFeed.set(feedId, [...(byFeed.get(feedId) ?? []), id])
      for (const [feedId, some] of byFeed) {
        const dropped = await articles.drop(feedId, some)
        if (!dropped.ok) return dropped
        for (const id of some) notes.delete(id)
      }
      return ok(null)
    },

    inTurn: (work) => turns.take('deleted', work),
    idle: turns.idle,
  }
}
