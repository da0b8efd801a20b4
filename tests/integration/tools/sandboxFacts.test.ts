/** sandboxFacts.test.ts — a page outside the sandbox is noticed, whichever of its walls is missing. */
import { expect, test } from 'vitest'
import { lacksOrdinaryUser } from '../../../tools/ordinaryUser.mjs'
import { wrongSandbox } from '../../../tools/sandboxFacts.mjs'

const browser = {
  pid: 10,
  kind: 'browser',
  words: '/opt/kawaraban/kawaraban --user-data-dir=/tmp/x',
  status: { Uid: '1000\t1000\t1000\t1000', Seccomp: '0', NoNewPrivs: '0' },
  spaces: { user: 'user:[1]', pid: 'pid:[1]', net: 'net:[1]' },
}
const page = {
  pid: 11,
  kind: 'renderer',
  words: '/opt/kawaraban/kawaraban --type=renderer',
  status: { Uid: '1000\t1000\t1000\t1000', Seccomp: '2', NoNewPrivs: '1' },
  spaces: { user: 'user:[2]', pid: 'pid:[2]', net: 'net:[2]' },
}

test('A page behind all walls is good, also where its namespaces cannot be read', () => {
  expect(wrongSandbox([browser, page])).toEqual([])
  expect(wrongSandbox([browser, { ...page, spaces: { user: null, pid: null, net: null } }])).toEqual([])
})

test.each([
  ['no filter of system calls', { ...page, status: { ...page.status, Seccomp: '0' } }],
  ['a way to more rights', { ...page, status: { ...page.status, NoNewPrivs: '0' } }],
  ['the processes of the system', { ...page, spaces: { ...page.spaces, pid: 'pid:[1]' } }],
  ['the network', { ...page, spaces: { ...page.spaces, net: 'net:[1]' } }],
  ['root', { ...page, status: { ...page.status, Uid: '0\t0\t0\t0' } }],
  ['the switch', { ...page, words: `${page.words} --no-sandbox` }],
])('A page with %s is noticed', (_what, open) => {
  expect(wrongSandbox([browser, page, open])).toHaveLength(1)
})

test('A program without a page proves nothing', () => {
  expect(wrongSandbox([browser])).toHaveLength(1)
  expect(wrongSandbox([])).toHaveLength(1)
})

test('Where nobody can become an ordinary user, it is said why', () => {
  const debian = { platform: 'linux' as const, isRoot: true, hasSetpriv: () => true }
  expect(lacksOrdinaryUser(debian)).toBeNull()
  expect(lacksOrdinaryUser({ ...debian, platform: 'darwin' })).toMatch(/Linux/)
  expect(lacksOrdinaryUser({ ...debian, isRoot: false })).toMatch(/root/)
  expect(lacksOrdinaryUser({ ...debian, hasSetpriv: () => false })).toMatch(/setpriv/)
})
