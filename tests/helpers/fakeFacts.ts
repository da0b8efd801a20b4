/** fakeFacts.ts — the settings and the round at rest that the fake main process begins with. */
import type { Settings } from '../../preload/contract/model.ts'
import type { NewsOf } from '../../preload/contract/requests.ts'

export const fakeSettings: Settings = {
  theme: 'system',
  language: 'en',
  textSize: 18,
  outletsWidth: 250,
  headlinesWidth: 380,
  readAfterMs: 1000,
  refreshMinutes: 60,
  keepPictures: true,
  pictureRoomMb: 1000,
  workOffline: false,
  proxy: null,
  unreadOnly: [],
  oldestFirst: [],
  closedFolders: [],
  lastView: null,
  lastArticle: null,
}

export const idleProgress: NewsOf<'refresh:progressed'> = {
  isRunning: false,
  done: 0,
  total: 0,
  current: [],
  newArticles: 0,
  failed: 0,
  picturesWaiting: 0,
  isOffline: false,
  finishedAt: null,
}
