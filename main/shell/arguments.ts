/** arguments.ts — what the command line asks for. Pure. */
import { resolve } from 'node:path'
import { readSwitches } from './switches.ts'

export interface Arguments {
  /** Folder for everything this program writes; null: the system's usual place. */
  readonly userData: string | null
  /** File with the outlets a new library starts with; null: ours. */
  readonly starter: string | null
  /** Fetch nothing until the program ends. */
  readonly isOffline: boolean
}

/**
 * @param argv As Node gives it. Read as Chromium reads it (switches.ts): of two the last one counts; nothing behind a link or
 *             `--` is a wish. Unknown switches are the packaged program's business (findForbiddenSwitch).
 */
export function readArguments(
  argv: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Arguments {
  const wishes = readSwitches(argv, platform).filter(({ isAfterLink }) => !isAfterLink)
  const value = (name: string) => {
    const text = wishes.findLast((each) => each.name === name)?.value ?? ''
    return text === '' ? null : resolve(text)
  }
  return {
    userData: value('user-data-dir'),
    starter: value('starter'),
    isOffline: wishes.some(({ name }) => name === 'offline'),
  }
}
