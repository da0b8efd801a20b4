/** A script that got into the window after all cannot send a byte, by any of the ways that the page's policy does not cover. */
import { createSocket } from 'node:dgram'
import type { Socket } from 'node:dgram'
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { endReaders, launchReader } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { headlinesPane } from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let udp: Socket
let tcp: Server
let packets: string[]
let connections: string[]
let udpPort: number
let tcpPort: number
beforeEach(async () => {
  packets = []
  connections = []
  udp = createSocket('udp4', (message) => packets.push(message.toString('hex').slice(0, 40)))
  await new Promise<void>((resolve) => {
    udp.bind(0, '127.0.0.1', resolve)
  })
  udpPort = udp.address().port
  tcp = createServer((socket) => {
    socket.once('error', () => undefined)
    socket.once('data', (bytes) => {
      connections.push(bytes.toString('latin1').slice(0, 60))
      socket.destroy()
    })
    connections.push('connected')
  })
  await new Promise<void>((resolve) => {
    tcp.listen(0, '127.0.0.1', resolve)
  })
  tcpPort = (tcp.address() as AddressInfo).port
})
afterEach(async () => {
  await endReaders()
  udp.close()
  tcp.close()
})

async function aReader(): Promise<Page> {
  const { page } = await launchReader({ args: ['--offline'] })
  await headlinesPane(page).getByRole('option').first().waitFor()
  return page
}

describe('a script in the window', () => {
  it('sends nothing by WebRTC, neither to a server for finding addresses nor to a peer', async () => {
    const page = await aReader()
    const gathered = await page.evaluate(
      async ({ udpPort, tcpPort }) => {
        const iceServers = [
          { urls: `stun:127.0.0.1:${String(udpPort)}` },
          { urls: `turn:127.0.0.1:${String(udpPort)}`, username: 'u', credential: 'p' },
          { urls: `turn:127.0.0.1:${String(tcpPort)}?transport=tcp`, username: 'u', credential: 'p' },
        ]
        const [one, other] = [new RTCPeerConnection({ iceServers }), new RTCPeerConnection()]
        const candidates: string[] = []
        one.addEventListener('icecandidate', ({ candidate }) => {
          if (candidate !== null && candidate.candidate !== '') candidates.push(candidate.candidate)
        })
        one.createDataChannel('way out')
        await one.setLocalDescription(await one.createOffer())
        await other.setRemoteDescription(one.localDescription as RTCSessionDescription)
        await other.setLocalDescription(await other.createAnswer())
        await one.setRemoteDescription(other.localDescription as RTCSessionDescription)
        for (const [kind, port] of [
          ['udp', udpPort],
          ['tcp', tcpPort],
        ] as const) {
          const rest = kind === 'tcp' ? ' tcptype passive' : ''
          await one
            .addIceCandidate({
              candidate: `candidate:1 1 ${kind} 2122260223 127.0.0.1 ${String(port)} typ host${rest}`,
              sdpMid: '0',
            })
            .catch(() => undefined)
        }
        const isDone = () => one.iceGatheringState === 'complete'
        await new Promise<void>((resolve) => {
          if (isDone()) resolve()
          one.addEventListener('icegatheringstatechange', () => {
            if (isDone()) resolve()
          })
        })
        return candidates
      },
      { udpPort, tcpPort },
    )
    expect(gathered).toEqual([])
    expect(packets).toEqual([])
    expect(connections).toEqual([])
  })

  it('opens no connection by hints, sockets, transports, beacons or workers', async () => {
    const page = await aReader()
    await page.evaluate(async (port) => {
      const origin = `http://127.0.0.1:${String(port)}`
      for (const rel of [
        'preconnect',
        'dns-prefetch',
        'prefetch',
        'prerender',
        'preload',
        'modulepreload',
        'stylesheet',
        'icon',
      ]) {
        const link = document.createElement('link')
        link.rel = rel
        link.as = 'script'
        link.href = `${origin}/${rel}`
        document.head.append(link)
      }
      const tries: (() => unknown)[] = [
        () => fetch(`${origin}/fetch`, { mode: 'no-cors', keepalive: true }),
        () => navigator.sendBeacon(`${origin}/beacon`, 'x'),
        () => new WebSocket(`ws://127.0.0.1:${String(port)}/socket`),
        () => new EventSource(`${origin}/events`),
        () => new WebTransport(`https://127.0.0.1:${String(port)}/transport`).ready,
        () => new Worker(`${origin}/worker.js`),
        () => import(/* @vite-ignore */ `${origin}/module.js`),
        () => new Audio(`${origin}/sound.ogg`).play(),
        () => new FontFace('f', `url(${origin}/font.woff2)`).load(),
        () => (new Image().src = `${origin}/image.png`),
        () => navigator.serviceWorker.register(`${origin}/service.js`),
      ]
      for (const attempt of tries) {
        try {
          await Promise.race([attempt(), new Promise((resolve) => requestAnimationFrame(resolve))])
        } catch {
          // Refused.
        }
      }
      await fetch(`${origin}/last`).catch(() => undefined)
    }, tcpPort)
    expect(connections).toEqual([])
  })

  it('has no name looked up', async () => {
    const { app } = await launchReader({ args: ['--offline'] })
    const page = await app.firstWindow()
    await headlinesPane(page).getByRole('option').first().waitFor()
    // From now on every question for a name would go to the server of this test.
    await app.evaluate(({ app: program }, port) => {
      program.configureHostResolver({
        secureDnsMode: 'secure',
        secureDnsServers: [`https://127.0.0.1:${String(port)}/dns-query`],
      })
    }, tcpPort)
    await page.evaluate(async () => {
      for (const rel of ['dns-prefetch', 'preconnect', 'prefetch']) {
        const link = document.createElement('link')
        link.rel = rel
        link.href = `https://secret-${rel}.paper.example/`
        document.head.append(link)
      }
      const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:secret.paper.example:3478' }] })
      peer.createDataChannel('x')
      await peer.setLocalDescription(await peer.createOffer())
      await fetch('https://secret-fetch.paper.example/').catch(() => undefined)
      const isDone = () => peer.iceGatheringState === 'complete'
      await new Promise<void>((resolve) => {
        if (isDone()) resolve()
        peer.addEventListener('icegatheringstatechange', () => {
          if (isDone()) resolve()
        })
      })
    })
    expect(connections).toEqual([])
  })
})

describe('the program itself', () => {
  it('still finds the way out that the system names', async () => {
    const proxy = `http://127.0.0.1:${String(tcpPort)}`
    const { app } = await launchReader({ args: ['--offline'], env: { http_proxy: proxy, HTTP_PROXY: proxy } })
    const answers = await app.evaluate(async ({ session }) => {
      const asked = session.fromPartition('way-out', { cache: false })
      await asked.setProxy({ mode: 'system' })
      const name = 'http://paper.example/'
      return [await asked.resolveProxy(name), await session.defaultSession.resolveProxy(name)]
    })
    expect(answers).toEqual([`PROXY 127.0.0.1:${String(tcpPort)}`, 'PROXY 255.255.255.255:1'])
  })

  it('asks the system’s proxy for a paper', async () => {
    const proxy = `http://127.0.0.1:${String(tcpPort)}`
    const reader: Reader = await launchReader({
      env: { http_proxy: proxy, HTTP_PROXY: proxy, no_proxy: '', NO_PROXY: '' },
      isAllowing: false,
      starter: {
        families: [],
        outlets: [
          {
            name: 'Harbour Post',
            siteUrl: 'http://paper.example/',
            feedUrl: 'http://paper.example/feed.xml',
            language: 'en',
            family: null,
            follow: [],
          },
        ],
      },
    })
    await until('the proxy is asked', () =>
      connections.some((line) => line.includes('http://paper.example/')),
    )
    expect(reader.app.windows()).toHaveLength(1)
  })
})
