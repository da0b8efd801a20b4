/**
 * switches.ts — the command line, read as Chromium reads it, and the few switches that the packaged program starts with. Pure.
 *
 * Room:     main/shell.
 * Promises: an allow-list. A switch that is not on it, one with a value that it does not take, and one behind a link is found,
 *           however it is written; the packaged program then ends before anything is opened. Words are data, never switches.
 * Knows:    - Chromium takes one dash as two, on Windows also `/`; cuts blanks around a word; ends at `--`; splits at the first `=`.
 *             On Windows its names have no case. Here they have none anywhere, so that nothing hides behind one.
 *           - what a link handler starts comes after a link (`program feed:https://…`); Electron itself refuses words after one.
 *           - Chromium has read its switches before our first line runs, but starts nothing that they ask for until it is ready.
 *             `--zygote-cmd-prefix` is the exception (Linux): who can write that can start any program.
 * Source:   base/command_line.cc; shell/app/command_line_args.cc.
 */
export interface Switch {
  /** In small letters, without dashes. */
  readonly name: string
  /** Null where there is no `=`. */
  readonly value: string | null
  /** As it was written. */
  readonly word: string
  readonly isAfterLink: boolean
}

/** Two letters at least: on Windows `C:\…` is a path. */
const link = /^[a-z][a-z0-9+.-]+:/i

/** @param argv As Node gives it: the first word is the program. */
export function readSwitches(argv: readonly string[], platform: NodeJS.Platform): readonly Switch[] {
  const switches: Switch[] = []
  let isAfterLink = false
  for (const word of argv.slice(1)) {
    const text = word.trim()
    if (text === '--') break
    const prefix = (platform === 'win32' ? /^(?:--|-|\/)/ : /^--?/).exec(text)?.[0] ?? ''
    if (prefix === '' || text.length === prefix.length) {
      isAfterLink ||= link.test(text)
      continue
    }
    const [name = '', ...rest] = text.slice(prefix.length).split('=')
    const value = rest.length === 0 ? null : rest.join('=')
    switches.push({ name: name.toLowerCase(), value, word, isAfterLink })
  }
  return switches
}

export interface Starter {
  readonly platform: NodeJS.Platform
  /** See `mayLackSandbox`. */
  readonly mayLackSandbox: boolean
}

/**
 * Chromium does not start as root without `--no-sandbox`; the launcher of an AppImage adds it where the system lets no ordinary
 * program build a sandbox. Nobody else may do without.
 */
export function mayLackSandbox(
  uid: number | null,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return uid === 0 || (env['APPIMAGE'] ?? '') !== ''
}

type MayHold = (value: string | null, starter: Starter) => boolean

const bare = (value: string | null) => value === null || value === ''
const any = (value: string | null) => !bare(value)
const like =
  (pattern: RegExp): MayHold =>
  (value) =>
    value !== null && pattern.test(value)

/** Ours, and what readers need for their screens, their tongue, their key ring and their screen reader. */
const allowed: ReadonlyMap<string, MayHold> = new Map<string, MayHold>([
  ['user-data-dir', any],
  ['starter', any],
  ['offline', bare],
  ['no-sandbox', (value, starter) => bare(value) && starter.platform === 'linux' && starter.mayLackSandbox],
  ['lang', like(/^[a-z]{2,3}([-_][a-z0-9]{2,8}){0,3}$/i)],
  ['force-device-scale-factor', like(/^\d(\.\d{1,4})?$/)],
  ['force-renderer-accessibility', (value) => bare(value) || value === 'complete'],
  ['disable-gpu', bare],
  ['disable-gpu-compositing', bare],
  ['disable-dev-shm-usage', bare],
  ['ozone-platform', like(/^(x11|wayland|headless)$/)],
  ['ozone-platform-hint', like(/^(x11|wayland|auto)$/)],
  ['enable-wayland-ime', bare],
  ['wayland-text-input-version', like(/^[13]$/)],
  ['gtk-version', like(/^[34]$/)],
  ['password-store', like(/^(gnome-libsecret|kwallet[56]?)$/)],
])

/** @returns the first word with which the packaged program does not start; null when there is none. */
export function findForbiddenSwitch(argv: readonly string[], starter: Starter): string | null {
  const found = readSwitches(argv, starter.platform).find(({ name, value, word, isAfterLink }) => {
    // Given by the Finder of older systems.
    if (starter.platform === 'darwin' && !isAfterLink && /^-psn_\d+_\d+$/.test(word)) return false
    return isAfterLink || allowed.get(name)?.(value, starter) !== true
  })
  return found?.word ?? null
}
