/** Covers main/shell/switches.ts: with which words the packaged program does not start. Pure. */
import { describe, expect, it } from 'vitest'
import { findForbiddenSwitch, mayLackSandbox } from '../../../../main/shell/switches.ts'

const platforms = ['linux', 'darwin', 'win32'] as const
const found = (
  words: readonly string[],
  platform: NodeJS.Platform = 'linux',
  mayLackSandbox: boolean = false,
) => findForbiddenSwitch(['kawaraban', ...words], { platform, mayLackSandbox })

const doors = [
  'remote-debugging-port=9222',
  'remote-debugging-pipe',
  'remote-debugging-address=0.0.0.0',
  'remote-allow-origins=*',
  'inspect',
  'inspect-brk=0',
  'inspect-port=1',
  'js-flags=--allow-natives-syntax',
  'load-extension=/tmp/x',
  'proxy-server=127.0.0.1:1',
  'proxy-pac-url=http://x.example/',
  'host-rules=MAP * 127.0.0.1',
  'host-resolver-rules=MAP * 127.0.0.1',
  'disable-web-security',
  'ignore-certificate-errors',
  'gpu-launcher=/tmp/x',
  'renderer-cmd-prefix=/tmp/x',
  'utility-cmd-prefix=/tmp/x',
  'zygote-cmd-prefix=/tmp/x',
  'browser-subprocess-path=/tmp/x',
  'no-sandbox',
  'disable-gpu-sandbox',
  'enable-features=X',
  'disable-features=X',
  'enable-blink-features=X',
  'log-file=/tmp/x',
  'log-net-log=/tmp/x',
  'ssl-key-log-file=/tmp/x',
  'enable-logging',
  'allow-file-access-from-files',
  'auth-server-allowlist=*',
  'single-process',
  'type=renderer',
  'constructor',
  '__proto__',
]

describe('the packaged program', () => {
  it.each(doors)('does not start with %s, however it is written', (door) => {
    for (const platform of platforms) {
      for (const word of [`--${door}`, `-${door}`, ` --${door}`, `\t-${door} `, `--${door.toUpperCase()}`])
        expect(found([word], platform), `${platform} ${word}`).toBe(word)
    }
    for (const word of [`/${door}`, `/${door.toUpperCase()}`]) expect(found([word], 'win32')).toBe(word)
  })

  it('finds it anywhere among what is allowed', () => {
    expect(found(['--offline', '--lang=ja', '-remote-debugging-port=0', '--offline'])).toBe(
      '-remote-debugging-port=0',
    )
  })

  it.each([
    '--user-data-dir=/data/my papers',
    '-user-data-dir=/data/a=b',
    '--starter=/data/ours.json',
    '--offline',
    '--lang=ja',
    '--ozone-platform=x11',
    '--ozone-platform-hint=auto',
    '--force-device-scale-factor=1.5',
    '--force-renderer-accessibility',
    '--disable-gpu',
    '--password-store=gnome-libsecret',
  ])('starts with %s', (word) => {
    for (const platform of platforms) expect(found([word], platform)).toBeNull()
  })

  it.each([
    '--password-store=basic',
    '--ozone-platform=/tmp/x.so',
    '--lang=../../x',
    '--gtk-version=9',
    '--offline=x',
    '--user-data-dir',
  ])('does not start with %s: a value that is not meant', (word) => {
    expect(found([word])).toBe(word)
  })

  it('takes words, paths and links for what they are', () => {
    for (const word of ['-', 'feed:https://paper.example/', 'C:\\papers', 'a--b', ''])
      for (const platform of platforms) expect(found([word], platform)).toBeNull()
    expect(found(['/home/anna/page.html'])).toBeNull()
    expect(found(['--', '--remote-debugging-port=1'])).toBeNull()
  })

  it.each(['--offline', '--user-data-dir=/tmp/x', '-inspect', '-psn_0_1'])(
    'takes no %s from whoever wrote a link',
    (word) => {
      for (const platform of platforms) expect(found(['kawaraban://follow?url=x', word], platform)).toBe(word)
    },
  )

  it('does without a sandbox only on Linux, for root and for an AppImage that cannot have one', () => {
    expect(found(['--no-sandbox'], 'linux', true)).toBeNull()
    expect(found(['--no-sandbox'], 'win32', true)).toBe('--no-sandbox')
    expect(found(['--no-sandbox=1'], 'linux', true)).toBe('--no-sandbox=1')
    expect(mayLackSandbox(0, {})).toBe(true)
    expect(mayLackSandbox(1000, {})).toBe(false)
    expect(mayLackSandbox(null, {})).toBe(false)
    expect(mayLackSandbox(1000, { APPIMAGE: '/home/anna/Kawaraban.AppImage' })).toBe(true)
  })

  it('starts with what the Finder of older systems adds, there only', () => {
    expect(found(['-psn_0_12345'], 'darwin')).toBeNull()
    expect(found(['-psn_0_12345'], 'linux')).toBe('-psn_0_12345')
  })
})
