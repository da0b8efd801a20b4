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

/** @template L The ports of the library that are used. */
export interface WithLibrary<L = Library> {
  readonly library: L
}

export interface WithClock {
  readonly clock: Clock
}

export interface WithLog {
  readonly log: Log
}

export interface WithTell {
  readonly tell: Tell
}

export interface WithNetwork {
  readonly network: Network
}

export interface WithMedia {
  readonly openMedia: MediaNetwork['openMedia']
}

export interface WithParserPool {
  readonly parserPool: ParserPool
}

export interface WithCatalogue {
  readonly catalogue: readonly CatalogueEntry[]
}

export interface WithPhases {
  readonly phases: FeedPhases
}

export interface WithUndos {
  readonly undos: Undos
}

export interface WithActivity {
  readonly activity: Activity
}

export interface WithSecrets {
  /** Names and passwords of feeds that ask for them. */
  readonly secrets: Secrets
}

export interface WithApprovals {
  /** Papers on this machine or its network that the reader allowed. */
  readonly approvals: Approvals
}

export interface WithChance {
  /** 0 ≤ random < 1. */
  readonly random: () => number
}

export interface WithOfflineChoice {
  /** The reader, or the command line, asked that nothing be fetched. */
  readonly isOfflineByChoice: () => boolean
}

/** All of it, for who hands it on; a job asks for what it uses. */
export interface JobContext
  extends
    WithLibrary,
    WithClock,
    WithLog,
    WithTell,
    WithNetwork,
    WithMedia,
    WithParserPool,
    WithCatalogue,
    WithPhases,
    WithUndos,
    WithActivity,
    WithSecrets,
    WithApprovals,
    WithChance,
    WithOfflineChoice {
  /** The system's own word on whether there is a network; true when it cannot tell. */
  readonly hasNetwork: () => boolean
}
