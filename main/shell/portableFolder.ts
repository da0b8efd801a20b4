/** portableFolder.ts — whether the program carries its data along. Pure but for one look. */
import { dirname, join } from 'node:path'

/** Folder beside the program that makes it portable; null when there is none. */
export function portableFolder(facts: {
  readonly executable: string
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isThere: (path: string) => boolean
}): string | null {
  const { executable, platform, env, isThere } = facts
  // Single-file programs run from a temporary folder and say where they really lie.
  const own =
    env['PORTABLE_EXECUTABLE_DIR'] ?? (env['APPIMAGE'] === undefined ? null : dirname(env['APPIMAGE']))
  const bundle = platform === 'darwin' ? /^(.*)\/[^/]+\.app\/Contents\//.exec(executable)?.[1] : undefined
  const folder = join(own ?? bundle ?? dirname(executable), 'kawaraban-data')
  return isThere(folder) ? folder : null
}
