/** bridge.ts — the renderer's only door out. Nothing else touches `window.kawaraban`. */
import type { Bridge } from '../preload/contract/requests.ts'

declare global {
  interface Window {
    readonly kawaraban: Bridge
  }
}

export const bridge: Bridge = {
  ask: (name, ...args) => window.kawaraban.ask(name, ...args),
  on: (name, listener) => window.kawaraban.on(name, listener),
}
