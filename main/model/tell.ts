/** tell.ts — the port to the windows. */
import type { EventName, NewsOf } from '../../preload/contract/requests.ts'

/** Tells every window. */
export type Tell = <E extends EventName>(event: E, news: NewsOf<E>) => void
