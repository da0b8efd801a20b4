/** fakeFacts.ts — the settings and the round at rest that the fake main process begins with. */
import { restingRound } from '../../main/jobs/restingRound.ts'
import { defaultSettings } from '../../main/store/settings.ts'
import type { Settings } from '../../preload/contract/model.ts'
import type { NewsOf } from '../../preload/contract/requests.ts'

export const fakeSettings: Settings = { ...defaultSettings, language: 'en', pictureRoomMb: 1000 }

export const idleProgress: NewsOf<'refresh:progressed'> = restingRound
