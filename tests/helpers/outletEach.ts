/** outletEach.ts — an outlet for each test of a file, and a reader that has fetched it. */
import { afterEach, beforeEach } from 'vitest'
import { endReaders, launchReader } from './electron.ts'
import type { Reader } from './electron.ts'
import { startOutlet } from './outlets/outlet.ts'
import type { Outlet, OutletOptions } from './outlets/outlet.ts'
import { familyOf, get, untilFetched } from './readerWindow.ts'

/** Starts one before each test and hands it on; after the test neither a reader nor the outlet is left. */
export function outletEach(give: (outlet: Outlet) => void, options: OutletOptions = {}): void {
  let outlet: Outlet | null = null
  beforeEach(async () => {
    outlet = await startOutlet(options)
    give(outlet)
  })
  afterEach(async () => {
    await endReaders()
    await outlet?.stop()
  })
}

/** A reader with the ten articles of an outlet. @param readAfterMs When an open one counts as read; null: never by itself. */
export async function launchRead(outlet: Outlet, readAfterMs: number | null = null): Promise<Reader> {
  const reader = await launchReader({ starter: familyOf(outlet) })
  await untilFetched(reader.page, outlet, 10)
  await get(reader.page, 'settings:change', { readAfterMs })
  return reader
}
