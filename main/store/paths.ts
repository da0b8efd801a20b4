/** paths.ts — where everything lies in the library's folder (docs/notes/the-library-on-disk.md). Pure. */
import { join } from 'node:path'

export interface Paths {
  readonly lock: string
  /** See knock.ts. */
  readonly knock: string
  readonly user: string
  readonly backups: string
  readonly quarantine: string
  readonly deleted: string
  /** A folder of segments for each feed. */
  readonly archive: string
  readonly snapshots: string
  readonly cache: string
  readonly headlines: string
  readonly bodies: string
  readonly pictures: string
  readonly fetch: string
  readonly startupRows: string
  readonly removed: string
  readonly userFile: (name: string) => string
  readonly journal: string
  /** A folder of files that have the names they had in user/. */
  readonly backupFolder: (name: string) => string
  /** Where schema 1 kept earlier files. Generation 1 is the newest. */
  readonly firstBackup: (name: string, generation: number) => string
  readonly feedArchive: (feedId: string) => string
  readonly snapshot: (feedId: string) => string
  readonly headlineShard: (feedId: string) => string
  readonly bodyFolder: (feedId: string) => string
  readonly tombstones: (feedId: string) => string
  readonly deletedArticle: (articleId: string) => string
  readonly bucket: (feedId: string, bucket: number) => string
  readonly picture: (key: string) => string
  /** Where the library of schema 2 kept it, without a sum. */
  readonly plainPicture: (key: string) => string
}

export function pathsOf(folder: string): Paths {
  const user = join(folder, 'user')
  const backups = join(folder, 'backups')
  const deleted = join(folder, 'deleted')
  const archive = join(folder, 'archive')
  const cache = join(folder, 'cache')
  const snapshots = join(cache, 'snapshots')
  const headlines = join(cache, 'headlines')
  const bodies = join(cache, 'bodies')
  const pictures = join(cache, 'pictures')
  const removed = join(cache, 'removed')
  return {
    lock: join(folder, 'lock'),
    knock: join(folder, 'knock'),
    user,
    backups,
    quarantine: join(folder, 'quarantine'),
    deleted,
    archive,
    snapshots,
    cache,
    headlines,
    bodies,
    pictures,
    fetch: join(cache, 'fetch.json'),
    startupRows: join(cache, 'front.json'),
    removed,
    userFile: (name) => join(user, `${name}.json`),
    journal: join(user, 'journal.log'),
    backupFolder: (name) => join(backups, name),
    firstBackup: (name, generation) => join(backups, `${name}.${String(generation)}.json`),
    feedArchive: (feedId) => join(archive, fileName(feedId)),
    snapshot: (feedId) => join(snapshots, `${fileName(feedId)}.json`),
    headlineShard: (feedId) => join(headlines, `${fileName(feedId)}.json`),
    bodyFolder: (feedId) => join(bodies, fileName(feedId)),
    tombstones: (feedId) => join(removed, `${fileName(feedId)}.json`),
    deletedArticle: (articleId) => join(deleted, `${fileName(articleId)}.json`),
    bucket: (feedId, bucket) => join(bodies, fileName(feedId), `${String(bucket)}.json`),
    picture: (key) => join(pictures, pictureFileName(key).slice(0, 2), `${key}.pic`),
    plainPicture: (key) => join(pictures, pictureFileName(key).slice(0, 2), key),
  }
}

/** @throws for an id that could be a path: it should never have come this far. */
function fileName(id: string): string {
  if (!/^[\w-]{1,80}$/.test(id)) throw new Error(`Not an id: ${JSON.stringify(id)}`)
  return id
}

function pictureFileName(key: string): string {
  if (!/^[0-9a-f]{40}$/.test(key)) throw new Error(`Not a picture's key: ${JSON.stringify(key)}`)
  return key
}
