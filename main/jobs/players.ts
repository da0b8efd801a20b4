/**
 * players.ts — which links of an article can be played where they stand. Pure.
 *
 * Room:     main/jobs.
 * Knows:    what an outlet calls its enclosure is not kept, so the file's name decides; podcast directories ask for one of
 *           these names. What it really is, its first bytes say (mediaDesk.ts).
 */
import type { ArticleLink, Player } from '../../preload/contract/model.ts'
import { mediaAddress } from '../base/mediaKey.ts'

const sound = /\.(?:mp3|m4a|m4b|aac|oga|ogg|opus|wav|flac)$/i
const film = /\.(?:mp4|m4v|webm|ogv|mov)$/i

export function playersOf(links: readonly ArticleLink[]): readonly Player[] {
  return links.flatMap(({ kind, url }): Player[] => {
    const path = kind === 'media' && URL.canParse(url) ? new URL(url).pathname : ''
    if (sound.test(path)) return [{ url, kind: 'sound', source: mediaAddress(url) }]
    return film.test(path) ? [{ url, kind: 'film', source: mediaAddress(url) }] : []
  })
}
