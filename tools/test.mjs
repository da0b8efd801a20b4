/**
 * test.mjs — `npm test`: everything. `npm run check` first, then the end-to-end tests in real Electron.
 *
 * Room:     tools
 * Promises: stops at the first part that fails, with its exit code.
 * Knows:    `node tools/test.mjs --e2e [words for vitest]` runs the end-to-end part alone.
 */
import { ensureBuilt } from './build.mjs'
import { launchEnvironment } from './launch.mjs'
import { runModule, runScript } from './run.mjs'
import { runTool, say } from './say.mjs'

await runTool(async () => {
  const [first, ...rest] = process.argv.slice(2)
  const onlyEndToEnd = first === '--e2e'
  const startedAt = Date.now()
  if (!onlyEndToEnd) {
    const code = await runScript('check')
    if (code !== 0) return code
    say(`Types, lint, format, law, unit, dom and integration: good (${seconds(startedAt)} s).`)
  }
  await ensureBuilt()
  const electron = await launchEnvironment()
  try {
    const words = onlyEndToEnd ? rest : process.argv.slice(2)
    const code = await runModule('vitest/vitest.mjs', ['run', '--project', 'e2e', ...words], {
      env: electron.env,
    })
    if (code === 0) say(`All good (${seconds(startedAt)} s).`)
    return code
  } finally {
    await electron.end()
  }
})

function seconds(since) {
  return Math.round((Date.now() - since) / 1000)
}
