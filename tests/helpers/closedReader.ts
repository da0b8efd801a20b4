/** closedReader.ts — a reader whose library does not open, and a lock that says why. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { ElectronApplication } from 'playwright-core'
import { definedEnvironment, electronPath, repository, sandboxSwitches } from './electron.ts'

/** No list is waited for. @param language As the system has it. */
export async function launchClosed(
  userData: string,
  language: 'en' | 'ja' = 'en',
): Promise<ElectronApplication> {
  const lang = language === 'en' ? 'en_US.UTF-8' : 'ja_JP.UTF-8'
  return _electron.launch({
    executablePath: electronPath(),
    args: [
      ...(await sandboxSwitches()),
      '.',
      `--user-data-dir=${userData}`,
      '--offline',
      `--lang=${language}`,
    ],
    cwd: repository,
    env: { ...definedEnvironment(), LANG: lang, LANGUAGE: language },
  })
}

/** As if a reader on another computer had the library open. */
export async function lockFromAfar(userData: string, host: string): Promise<void> {
  await mkdir(join(userData, 'library'), { recursive: true })
  const owner = { pid: 7, start: '7', host, by: 'a test' }
  await writeFile(join(userData, 'library/lock'), `${JSON.stringify(owner)}\n`)
}
