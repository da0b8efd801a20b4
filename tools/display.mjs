/**
 * display.mjs — a screen to draw on where there is none: Xvfb on a free number, ended with the program.
 *
 * Room:     tools
 * Promises: an existing display is left alone; ours is told in one line and never outlives us.
 */
import { spawn } from 'node:child_process'
import { atEnd } from './atEnd.mjs'
import { Problem, say } from './say.mjs'

/** Whether this is a Linux without any display. Pure. */
export const lacksDisplay = ({ platform = process.platform, env = process.env } = {}) =>
  platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY

/**
 * Starts Xvfb when there is no display.
 *
 * @param {{ size?: string }} [options] `size` as WIDTHxHEIGHT in pixels
 * @returns {Promise<{ env: Record<string, string>, end: () => Promise<void> }>} what to add to a child's
 *   environment, and how to end it (harmless to call twice)
 * @throws {Problem} when Xvfb does not start within 15 s
 */
export async function openDisplay({ size = '1440x900', needed = lacksDisplay() } = {}) {
  if (!needed) return { env: {}, end: async () => {} }
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      // Its own group: Ctrl+C in the terminal reaches the program first, and the display ends after it.
      detached: true,
    },
  )
  const gone = new Promise((resolve) => server.once('exit', resolve))
  const forget = atEnd(() => server.kill('SIGKILL'))
  const number = await readNumber(server)
  server.unref()
  say(`No display here: started Xvfb on :${number}.`)
  return {
    env: { DISPLAY: `:${number}` },
    end: async () => {
      forget()
      if (server.exitCode !== null || server.signalCode !== null) return
      server.ref()
      server.kill('SIGTERM')
      await gone
    },
  }
}

function readNumber(server) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Problem(`Xvfb did not start: ${why}.`))
    const timer = setTimeout(() => fail('no answer within 15 s'), 15_000)
    let text = ''
    server.stdio[3].on('data', (chunk) => {
      text += chunk
      if (!text.includes('\n')) return
      clearTimeout(timer)
      server.stdio[3].destroy()
      resolve(text.trim())
    })
    server.once('error', (error) => (clearTimeout(timer), fail(error.message)))
    server.once('exit', (code) => (clearTimeout(timer), fail(`it ended with code ${code}`)))
  })
}
