/** preload.ts — puts the Bridge on `window.kawaraban`; the only code in this room. */
import { contextBridge, ipcRenderer } from 'electron'
import { events, requests } from './contract/requests.ts'
import type { Bridge } from './contract/requests.ts'

const bridge: Bridge = {
  ask(name, ...args) {
    if (!Object.hasOwn(requests, name)) throw new TypeError(`Unknown request '${name}'`)
    return ipcRenderer.invoke(name, args)
  },
  on(name, listener) {
    if (!Object.hasOwn(events, name)) throw new TypeError(`Unknown event '${name}'`)
    const forward = (_event: unknown, news: Parameters<typeof listener>[0]) => {
      listener(news)
    }
    ipcRenderer.on(name, forward)
    return () => {
      ipcRenderer.off(name, forward)
    }
  },
}

contextBridge.exposeInMainWorld('kawaraban', bridge)
