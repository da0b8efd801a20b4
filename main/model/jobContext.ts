/** jobContext.ts — what every job works with. Built once in main/services.ts; tests build their own. */
import type { Library } from './library.ts'
import type { MediaNetwork, Network } from './network.ts'
import type { ParserPool } from './parserPool.ts'
import type { Tell } from './tell.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { CatalogueEntry } from '../../preload/contract/model.ts'
import type { FeedPhases } from './feedPhases.ts'
import type { Undos } from './undos.ts'
import type { Activity } from './activity.ts'
import type { Secrets } from './secrets.ts'
import type { Approvals } from './approvals.ts'

export interface JobContext {
  readonly library: Library
  readonly network: Network
  readonly openMedia: MediaNetwork['openMedia']
  readonly parserPool: ParserPool
  readonly tell: Tell
  readonly clock: Clock
  readonly log: Log
  readonly catalogue: readonly CatalogueEntry[]
  readonly phases: FeedPhases
  readonly undos: Undos
  readonly activity: Activity
  /** Names and passwords of feeds that ask for them. */
  readonly secrets: Secrets
  /** Papers on this machine or its network that the reader allowed. */
  readonly approvals: Approvals
  /** 0 ≤ random < 1. */
  readonly random: () => number
  /** The system's own word on whether there is a network; true when it cannot tell. */
  readonly hasNetwork: () => boolean
  /** The reader, or the command line, asked that nothing be fetched. */
  readonly isOfflineByChoice: () => boolean
}
