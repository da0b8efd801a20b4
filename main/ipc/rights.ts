/**
 * rights.ts — which kind of window may ask for what, and hear what.
 *
 * Room:     main/ipc. Pure.
 * Promises: what is not named here is refused. The tables have one line for every name of the contract, so that a new
 *           request or event does not compile before somebody has decided who may have it.
 */
import type { EventName, RequestName } from '../../preload/contract/requests.ts'
import type { WindowKind } from '../base/windowKind.ts'

type Kinds = readonly WindowKind[]

const reader: Kinds = ['reader']
/** To read one article, to mark it, and to look as the reader wished. */
const reading: Kinds = ['reader', 'article']

const askers: Readonly<Record<RequestName, Kinds>> = {
  'outlets:tree': reader,
  'outlets:catalogue': reader,
  'outlets:probe': reader,
  'outlets:probeAllowed': reader,
  'feeds:follow': reader,
  'feeds:allow': reader,
  'feeds:unfollow': reader,
  'feeds:rename': reader,
  'feeds:move': reader,
  'feeds:signIn': reader,
  'passwords:canKeep': reader,
  'feeds:refresh': reader,
  'folders:create': reader,
  'folders:rename': reader,
  'folders:move': reader,
  'folders:remove': reader,
  'lists:open': reader,
  'lists:rows': reader,
  'lists:findUnread': reader,
  'lists:locate': reader,
  'lists:update': reader,
  'articles:open': reading,
  'articles:versions': reading,
  'articles:drawing': reading,
  'articles:drawn': reading,
  'articles:mark': reading,
  'articles:markAllRead': reader,
  'articles:import': reader,
  'activity:list': reader,
  'articles:remove': reader,
  'deleted:list': reader,
  'deleted:bringBack': reader,
  'deleted:empty': reader,
  'keeping:rule': reader,
  'keeping:try': reader,
  'keeping:set': reader,
  'keeping:apply': reader,
  'front:keep': reader,
  'undo:apply': reader,
  'links:open': reading,
  'settings:read': reading,
  'settings:change': reader,
  'settings:setProxy': reader,
  'library:facts': reader,
  'library:show': reader,
  'library:health': reader,
  'library:tryAgain': reader,
  'library:usualPlace': reader,
  'library:beginAnew': reader,
  'library:quit': reader,
  'library:restart': reader,
  'library:room': reader,
  'library:pictureRoom': reader,
  'library:dropPictures': reader,
  'library:check': reader,
  'library:checkState': reader,
  'library:stopCheck': reader,
  'library:repair': reader,
  'library:diagnostics': reader,
  'library:backUp': reader,
  'library:chooseBackup': reader,
  'library:restore': reader,
  'library:move': reader,
}

const hearers: Readonly<Record<EventName, Kinds>> = {
  'library:changed': reading,
  'articles:marked': reading,
  'outlets:changed': reader,
  'counts:changed': reader,
  'feeds:changed': reader,
  'refresh:progressed': reader,
  'settings:changed': reading,
  'undo:offered': reader,
  'activity:changed': reader,
  'library:healthChanged': reader,
}

export function mayAsk(kind: WindowKind, request: RequestName): boolean {
  return askers[request].includes(kind)
}

export function mayHear(kind: WindowKind, event: EventName): boolean {
  return hearers[event].includes(kind)
}
