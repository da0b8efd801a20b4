/** Covers main/fetch/admission.ts without sockets: which pool a request goes to, and which names are looked up. */
import { Agent } from 'undici'
import type { Dispatcher } from 'undici'
import { afterAll, describe, expect, it } from 'vitest'
import { admit } from '../../../../main/fetch/admission.ts'
import type { Connections } from '../../../../main/fetch/connections.ts'
import type { Approval } from '../../../../main/model/exchange.ts'

const made: Dispatcher[] = []
afterAll(async () => {
  for (const agent of made) await agent.destroy()
})

/** Nothing is ever connected: an agent that was never asked holds no socket. */
function names(known: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = []
  const agents = new Map<string, Dispatcher>()
  const agentOf = (name: string) => {
    const agent = agents.get(name) ?? new Agent()
    agents.set(name, agent)
    made.push(agent)
    return agent
  }
  const connections: Connections = {
    addressesOf: (hostname) => {
      asked.push(hostname)
      const found = known[hostname]
      return found === undefined ? Promise.reject(new Error('unknown')) : Promise.resolve(found)
    },
    agentFor: agentOf,
    through: (way) => agentOf(way),
    onConnected: () => () => undefined,
    close: () => Promise.resolve(),
  }
  const poolOf = (agent: Dispatcher) => [...agents].find(([, each]) => each === agent)?.[0]
  return { connections, asked, poolOf }
}

const url = new URL('http://paper.example/feed')
const allowing = (where: Approval['class']): Approval => ({ origin: url.origin, class: where })
const proxy = (address: string) => ({ kind: 'proxy', url: address, host: 'proxy', login: null }) as const

describe('an allowed name', () => {
  it('that leads to public addresses goes the ordinary way, and reaches nothing that was allowed', async () => {
    const { connections, poolOf } = names({ 'paper.example': ['93.184.216.34'] })
    for (const approval of [null, allowing('any'), allowing('private')]) {
      const { agent, reaches, countedAt } = await admit(connections, url, { kind: 'direct' }, approval)
      expect([poolOf(agent), reaches, countedAt]).toEqual(['public', null, '93.184.216.34'])
    }
  })

  it('goes to the pool of its class, and is counted where it leads', async () => {
    const { connections, poolOf } = names({ 'paper.example': ['192.168.1.7', 'fd00::7'] })
    const { agent, reaches, countedAt } = await admit(
      connections,
      url,
      { kind: 'direct' },
      allowing('private'),
    )
    expect([poolOf(agent), reaches, countedAt]).toEqual(['private', 'private', '192.168.1.7'])
  })
})

describe('a proxy', () => {
  it('on the public internet is given the name, which is not looked up here', async () => {
    const { connections, asked } = names({
      'proxy.example': ['93.184.216.34'],
      'paper.example': ['10.0.0.1'],
    })
    await admit(connections, url, proxy('http://proxy.example:3128'), null)
    expect(asked).toEqual(['proxy.example'])
  })

  it('whose own name is not known here is taken to be elsewhere', async () => {
    const { connections, asked } = names({ 'paper.example': ['10.0.0.1'] })
    await admit(connections, url, proxy('http://proxy.example:3128'), null)
    expect(asked).toEqual(['proxy.example'])
  })

  it.each(['http://127.0.0.1:3128', 'https://10.0.0.9:3128', 'http://[fd00::9]:3128', 'http://proxy:3128'])(
    'at %s sees what we see',
    async (way) => {
      const { connections } = names({
        'paper.example': ['10.0.0.1'],
        proxy: ['10.0.0.9'],
        '127.0.0.1': ['127.0.0.1'],
        '10.0.0.9': ['10.0.0.9'],
        '[fd00::9]': ['fd00::9'],
      })
      await expect(admit(connections, url, proxy(way), null)).rejects.toMatchObject({ where: 'private' })
      expect(await admit(connections, url, proxy(way), allowing('private'))).toMatchObject({
        reaches: 'private',
      })
      await expect(admit(connections, url, proxy(way), allowing('loopback'))).rejects.toMatchObject({
        code: 'PRIVATE_ADDRESS',
      })
    },
  )
})
