/** arguments.ts — what the command line asks for. Pure. */
import { resolve } from 'node:path'

export interface Arguments {
  /** Folder for everything this program writes; null: the system's usual place. */
  readonly userData: string | null
  /** File with the outlets a new library starts with; null: ours. */
  readonly starter: string | null
  /** Fetch nothing until the program ends. */
  readonly isOffline: boolean
}

/** @param argv As Node gives it. Unknown switches are Chromium's business. */
export function readArguments(argv: readonly string[]): Arguments {
  const value = (name: string) => {
    const found = argv.find((each) => each.startsWith(`--${name}=`))
    const text = found?.slice(name.length + 3) ?? ''
    return text === '' ? null : resolve(text)
  }
  return {
    userData: value('user-data-dir'),
    starter: value('starter'),
    isOffline: argv.includes('--offline'),
  }
}

/** Switches that open a door into the program; the packaged program ends at once when it finds one (safety.md test 104). */
export function findDangerousSwitch(argv: readonly string[]): string | null {
  return (
    argv.find((each) =>
      /^--(?:remote-debugging-(?:port|pipe|address)|inspect|js-flags|load-extension)\b/.test(each),
    ) ?? null
  )
}
