/**
 * en.ts — every word a person reads, in English, except failures (failures.en.ts).
 *
 * Room:     renderer/text. Its shape is the law for ja.ts.
 * Promises: sentences, not fragments to be glued; a count comes in as an argument.
 */
import { activityEn } from './activity.en.ts'
import { cutsEn } from './cuts.en.ts'
import { jumpsEn } from './jumps.en.ts'
import { versionsEn } from './versions.en.ts'
import { settingsEn } from './settings.en.ts'
import { allowEn } from './allow.en.ts'
import { signInEn } from './signIn.en.ts'
import { checkEn } from './check.en.ts'
import { dataEn } from './data.en.ts'
import { deletedEn } from './deleted.en.ts'
import { feedGroupsEn } from './feedGroups.en.ts'
import { keepingEn } from './keeping.en.ts'
import { movingEn } from './moving.en.ts'
import { numberIn } from './numbers.ts'
import { noticeEn, undoEn } from './told.en.ts'

const many = (n: number, one: string, more: string) => `${numberIn('en', n)} ${n === 1 ? one : more}`

export const en = {
  app: 'Kawaraban',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  loading: 'Loading…',
  tryAgain: 'Try again',
  resize: { outlets: 'Width of the papers', headlines: 'Width of the headlines' },
  dropHere: 'Drop a saved page to read it here',
  savedPages: 'Saved pages',
  /** Between things that are told one after the other. */
  comma: ', ',
  /** Between a thing and what is said of it. */
  colon: ': ',

  views: { today: 'Today', unread: 'Unread', starred: 'Starred', all: 'All articles' },

  outlets: {
    pane: 'Papers',
    menu: 'Menu',
    address: 'Address of a paper',
    addressHint: 'Paste the address of a paper',
    addAddress: 'Look at this address',
    unread: (n: number) => many(n, 'unread article', 'unread articles'),
    failed: 'Could not be fetched',
    damaged: 'Damaged, read with repairs',
    fetching: 'Being fetched',
    offline: 'No connection',
    none: 'No papers yet. Paste the address of one above, or choose from the catalogue.',
    openCatalogue: 'Open the catalogue',
    actionsFor: (title: string) => `Actions for ${title}`,
    newName: (title: string) => `New name for ${title}`,
    openFolder: 'Open the folder',
    closeFolder: 'Close the folder',
    family: 'Publisher',
    folder: 'Folder',
  },

  menu: {
    addPaper: 'Add a paper…',
    catalogue: 'Catalogue…',
    openPage: 'Open a saved page…',
    newFolder: 'New folder…',
    refreshAll: 'Fetch all papers',
    workOffline: 'Work offline',
    activity: 'Activity…',
    keys: 'Keys…',
    settings: 'Settings…',
    data: 'Your data…',
    open: 'Show',
    refresh: 'Fetch now',
    rename: 'Rename',
    moveTo: 'Move to…',
    copyAddress: 'Copy address',
    openSite: 'Open the site',
    twitter: 'On Twitter',
    facebook: 'On Facebook',
    site: (host: string) => `On ${host}`,
    keep: 'Keep…',
    unfollow: 'Unfollow',
    removeFolder: 'Remove the folder',
    openArticle: 'Open',
    delete: 'Delete',
    undo: 'Undo',
  },

  headlines: {
    pane: 'Headlines',
    count: (total: number) => many(total, 'article', 'articles'),
    unreadOf: (unread: number, total: number) =>
      `${numberIn('en', unread)} unread of ${numberIn('en', total)}`,
    found: (total: number) => `${numberIn('en', total)} found`,
    allUnread: (unread: number) => `${numberIn('en', unread)} unread`,
    unreadOnly: 'Unread only',
    showAll: 'Show read ones too',
    newestFirst: 'Newest first',
    oldestFirst: 'Oldest first',
    markAllRead: 'Mark all read',
    search: 'Search',
    searchHint: 'Search headlines',
    searchIn: 'Search titles, names and first lines',
    clearSearch: 'Clear the search',
    newAbove: (n: number) => `${numberIn('en', n)} new`,
    isUnread: 'unread',
    isStarred: 'starred',
    changed: 'changed',
    changedHint: 'The paper changed this text after we kept it',
    estimated: 'The paper gave no date; this is when it arrived',
    star: 'Star',
    unstar: 'Remove the star',
    failedFeed: (title: string) => `${title} could not be fetched`,
    repaired: 'This feed is damaged and was read with repairs; something may be missing.',
    checked: (time: string) => `Last fetched ${time}`,
  },

  empty: {
    today: {
      title: 'Nothing new today',
      text: 'Papers arrive through the day. The unread ones from before are one key away: 2.',
    },
    unread: {
      title: 'All read',
      text: 'You have read everything. Press R to fetch, or 4 to leaf through all.',
    },
    starred: { title: 'No stars yet', text: 'Press S on an article to keep it here.' },
    all: { title: 'Nothing here yet', text: 'Follow a paper and its articles appear here.' },
    feed: { title: 'Nothing here yet', text: 'What this paper publishes will appear here.' },
    feedRead: { title: 'All read', text: 'Press U to see what you have read of this paper.' },
    feedComing: { title: 'On its way', text: 'The first articles are being fetched.' },
    feedFailed: {
      title: 'Nothing here yet',
      text: 'The reason stands above. It is tried again by itself.',
    },
    feedOffline: { title: 'Nothing here yet', text: 'Its articles come as soon as there is a connection.' },
    folder: { title: 'Nothing here yet', text: 'Move papers into this folder and they are read together.' },
    search: (words: string) => ({
      title: 'Nothing found',
      text: `No headline here has “${words}”. Esc clears the search.`,
    }),
    article: { title: 'Choose a headline', text: 'These six keys are enough for every day.' },
  },

  article: {
    pane: 'Article',
    toolbar: 'Article tools',
    star: 'Star',
    unstar: 'Remove the star',
    markRead: 'Mark read',
    markUnread: 'Mark unread',
    original: 'Open on the paper’s site',
    delete: 'Delete the article',
    bigger: 'Larger text',
    smaller: 'Smaller text',
    by: (names: string) => `By ${names}`,
    and: ' and ',
    published: 'Published',
    arrived: 'Arrived',
    changed: 'The paper has changed this article since we first kept it.',
    ...versionsEn,
    credits: 'Credits',
    prints: 'Prints and links',
    sources: 'Sources',
    media: 'Attachments',
    comments: 'Comments',
    notes: 'From the paper',
    excerpt: 'The paper gives only the beginning here.',
    readThere: 'Read on the paper’s site',
    cut: (list: string) => `Not all of this article could be drawn: ${list}.`,
    cuts: cutsEn,
    ...jumpsEn,
    drawAnyway: 'Show it all the same',
    next: 'Next',
    upNext: (command: string, from: string, title: string) => `${command}: ${from}, ${title}`,
    nextFeed: (title: string, unread: number) =>
      `${title}, ${many(unread, 'unread article', 'unread articles')}`,
    end: 'Nothing more is unread here',
    picturesKept: (kept: number, total: number) =>
      kept === total
        ? `${many(total, 'picture', 'pictures')} kept`
        : `${String(kept)} of ${many(total, 'picture', 'pictures')} kept`,
    changedSince: 'Changed by the paper since it was first kept here.',
    noPicture: 'This picture is not here yet',
    cannotPlay: 'This cannot be played now: you work offline, or its server does not give it.',
  },

  follow: {
    title: 'Add a paper',
    intro: 'Paste the address of a site or of its feed.',
    address: 'Address',
    look: 'Look',
    looking: (address: string) => `Looking at ${address} …`,
    found: (n: number) =>
      n === 1
        ? 'This was found there.'
        : `${many(n, 'feed was', 'feeds were')} found there. Choose what to follow.`,
    follow: 'Follow',
    following: 'Following…',
    followed: 'You follow this one',
    show: 'Show',
    showNamed: (title: string) => `Show ${title}`,
    articles: (n: number) => many(n, 'article', 'articles'),
    folder: 'Folder',
    noFolder: 'No folder',
    catalogue: 'Or choose from the catalogue',
    choose: (title: string) => `Follow ${title}`,
    comments: (n: number) =>
      n === 1 ? 'Its readers’ comments are a feed too' : `Its readers’ comments: ${many(n, 'feed', 'feeds')}`,
  },

  catalogue: {
    title: 'Catalogue of papers',
    search: 'Search the catalogue',
    hint: 'Name, topic or language',
    none: 'No paper in the catalogue fits. You can follow any paper by its address.',
    count: (n: number) => many(n, 'paper', 'papers'),
    follow: 'Follow',
    followed: 'Followed',
    languages: { en: 'English', ja: 'Japanese' },
    text: { full: 'whole articles', excerpt: 'excerpts', title: 'titles only', unknown: 'extent unknown' },
    certainty: {
      A: 'Seen answering',
      B: 'Confirmed by several sources',
      C: 'Likely, not confirmed',
    },
    /** A topic that stands here is called so; any other as the catalogue has it. */
    topics: {} as Readonly<Record<string, string>>,
    lastChecked: (date: string) => `last checked ${date}`,
    neverChecked: 'never checked',
  },

  keys: {
    title: 'Keys',
    groups: {
      daily: 'For every day',
      read: 'Reading',
      move: 'Going about',
      papers: 'Papers',
      window: 'Window',
    },
    or: 'or',
    space: 'Space',
    note: 'Letters are yours while you type in a field. Nothing is deleted by a bare letter.',
    tree: 'In the list of papers: F2 renames, Delete unfollows, Alt with arrows moves, the menu key shows more.',
  },

  commands: {
    next: 'Next article',
    previous: 'Previous article',
    nextUnread: 'Next unread',
    previousUnread: 'Previous unread',
    readOn: 'Read on, then next unread',
    readBack: 'Read back',
    openArticle: 'Go into the article',
    toggleRead: 'Read or unread',
    toggleStar: 'Star',
    deleteArticle: 'Delete the article',
    openOriginal: 'Open on the paper’s site',
    markAllRead: 'Mark all read',
    refresh: 'Fetch all papers',
    unreadOnly: 'Unread only',
    oldestFirst: 'Oldest or newest first',
    paneLeft: 'Pane to the left',
    paneRight: 'Pane to the right',
    search: 'Search',
    viewToday: 'Today',
    viewUnread: 'Unread',
    viewStarred: 'Starred',
    viewAll: 'All articles',
    addPaper: 'Add a paper',
    catalogue: 'Catalogue of papers',
    newFolder: 'New folder',
    openPage: 'Open a saved page',
    workOffline: 'Work offline, or online',
    settings: 'Settings',
    data: 'Your data',
    checkLibrary: 'Check my library',
    bigger: 'Larger text',
    smaller: 'Smaller text',
    undo: 'Undo',
    activity: 'Activity',
    help: 'This sheet',
    back: 'Back, clear or close',
  },

  activity: activityEn,

  settings: settingsEn,

  move: { title: (name: string) => `Move “${name}”`, to: 'To', top: 'No folder', move: 'Move' },
  feedGroups: feedGroupsEn,
  keeping: keepingEn,
  signIn: signInEn,
  allow: allowEn,
  data: dataEn,
  check: checkEn,
  moving: movingEn,
  deleted: deletedEn,
  folder: { title: 'New folder', name: 'Name', create: 'Create', inside: 'Inside' },

  undo: undoEn,
  notice: noticeEn,

  progress: {
    fetching: (done: number, total: number) => `Fetching ${String(done)} of ${String(total)}`,
    upToDate: (time: string) => `Up to date · ${time}`,
    fetched: (time: string) => `Last fetched ${time}`,
    offline: 'Offline: reading what is kept',
    someFailed: (n: number) => many(n, 'paper failed', 'papers failed'),
    showFailed: (title: string) => `Show ${title} and the reason`,
    pictures: (n: number) => `${many(n, 'picture', 'pictures')} to come`,
    notYet: 'Not fetched yet',
    refresh: 'Fetch all papers',
  },
}

export type Words = typeof en
