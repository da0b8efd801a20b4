/** data.en.ts — the reader's data and its health, in English. Its shape is the law for data.ja.ts. */
import { numberIn } from './numbers.ts'

const many = (n: number, one: string, more: string) => `${numberIn('en', n)} ${n === 1 ? one : more}`

export const dataEn = {
  title: 'Your data',
  place: 'Where it is',
  placeHint: 'Everything is in this folder on your own machine. Nothing is sent anywhere.',
  show: 'Show the folder',
  move: 'Move the library…',
  moving: 'Copying…',
  portable: 'Your data lies beside the program and travels with it, so it is not moved from here.',
  next: (folder: string) =>
    `The library was copied to ${folder}. It is used there from the next start on; what you do until then is brought along.`,
  restart: 'Restart now',
  old: (folder: string) =>
    `The library was moved. The old folder is still there and no longer used; you may remove it: ${folder}`,

  backup: 'Backup',
  backupHint:
    'One file with what nobody can give back: papers, folders, limits, stars, what you read, settings. Articles are fetched again.',
  lastBackup: (text: string) =>
    `A backup is made by itself each day on which something changes. The last one: ${text}.`,
  noBackup:
    'A backup is made by itself each day on which something changes. There is none yet; the first comes when a little more has changed.',
  backUp: 'Back up now…',
  backedUp: (file: string, size: string) => `Written: ${file} (${size}).`,
  restore: 'Restore…',
  look: (name: string, madeOn: string, feeds: number, folders: number, marks: number) =>
    `“${name}” was made on ${madeOn}. It holds ${many(feeds, 'paper', 'papers')}, ${many(folders, 'folder', 'folders')} and the marks of ${many(marks, 'article', 'articles')}.`,
  replaces:
    'It takes the place of what you have now. What you have now is written to “backups” first, and can be taken back.',
  putInPlace: 'Put it in place',
  restored:
    'Done. What you had before can be taken back with Undo, or with Restore… from the folder “backups”.',
  beginAnew: 'Begin with an empty library',

  room: 'What takes how much room',
  texts: 'Articles',
  pictures: (n: number) => many(n, 'picture', 'pictures'),
  own: 'Your own data and its backups',
  quarantine: 'Put aside because it was damaged',
  other: 'Working notes, such as when each paper was asked',
  log: 'Log',
  applyLimits: 'Apply limits now',
  applied: (n: number) =>
    n === 0 ? 'All is within its limits.' : `${many(n, 'article was', 'articles were')} removed.`,
  articles: (n: number) => many(n, 'article', 'articles'),
  unfollowed: 'no longer followed',
  keep: 'Keep…',
  keepOf: (title: string) => `What to keep of ${title}`,
  sharedPictures: 'A picture that two papers show counts for each of them.',
  dropPictures: 'Remove pictures',
  dropPicturesOf: (title: string) => `Remove pictures of ${title}`,
  dropped: (n: number, size: string) =>
    n === 0
      ? 'This paper has no pictures here.'
      : `${many(n, 'picture was', 'pictures were')} removed (${size}). They are fetched again when you open their articles.`,

  diagnostics: 'For the person who helps you',
  diagnosticsHint:
    'A text about this program and its library: versions, counts, sizes, the end of the log. No titles, no names, no paths; of addresses the host alone.',
  copyDiagnostics: 'Copy diagnostics',
  copied: 'Copied.',

  health: 'Health',
  healthOk: 'Everything you do is kept.',
  readOnly: 'You can read; what you do is not kept.',
  trouble: 'What you did last is not on the disk yet. It is tried again by itself.',
  repaired: 'Your library was repaired.',
  details: 'Your data…',
  hide: 'Hide',

  closed: 'Your library could not be opened',
  lockedAfar: (host: string) => `The computer “${host}” has it open.`,
  lockedAfarNext:
    'Close Kawaraban there and try again. If nobody uses it there any more, wait half a minute and press “Try again”: then it opens here.',
  locked: 'Another Kawaraban has it open.',
  lockedNext: 'Close the other one, perhaps of another user or another version, and try again.',
  nothingLost: 'Nothing was changed, and nothing is lost.',
  usualPlace: 'Use the usual folder',
  quit: 'Quit',
}

export type DataWords = typeof dataEn
