/** dataPorts.ts — what work on the reader's data needs from the window's system; main/shell has the real ones. */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Private } from '../base/redact.ts'

export interface ChosenFile {
  /** Without its folder. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Where the library lies and is going to lie. */
export interface DataPlace {
  readonly oldFolder: string | null
  readonly nextFolder: string | null
  readonly isPortable: boolean
}

export interface DataPorts {
  /** Null: the reader thought better of it. */
  readonly chooseSaveFile: (suggestedName: string) => Promise<string | null>
  /** @returns `bad-backup` for a file that is too big or cannot be read. */
  readonly chooseBackup: () => Promise<Outcome<ChosenFile | null>>
  /** In a thread that may be ended. @returns the same backup as this program writes it, or why it is none. */
  readonly proveBackup?: (bytes: Uint8Array) => Promise<Outcome<Uint8Array>>
  readonly chooseFolder: () => Promise<string | null>
  readonly place: () => DataPlace
  /** Copies the library into a folder and remembers it for the next start. @returns the folder that it will lie in. */
  readonly moveTo: (chosen: string) => Promise<Outcome<string>>
  readonly restart: () => void
  readonly logBytes: () => number
  /** The last lines of the log, oldest first. */
  readonly logLines: (count: number) => readonly string[]
  /** What must not be in a text for others. */
  readonly private: Private
  /** Such as `linux x64 6.1.0`. */
  readonly platform: string
}
