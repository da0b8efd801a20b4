/**
 * start.mjs — `npm start`: builds when needed, finds Electron, opens the reader.
 *
 * Room:     tools
 * Promises: words after `--` go to the reader; its exit code is ours; nothing keeps running after it.
 */
import { ensureBuilt } from './build.mjs'
import { launchEnvironment } from './launch.mjs'
import { run } from './run.mjs'
import { runTool } from './say.mjs'

await runTool(async () => {
  const words = process.argv.slice(2)
  await ensureBuilt()
  // Whoever asks for --no-sandbox by hand has decided.
  const electron = await launchEnvironment({ ownContentOnly: words.includes('--no-sandbox') })
  try {
    return await run(electron.executable, [...electron.args, '.', ...words], { env: electron.env })
  } finally {
    await electron.end()
  }
})
