/**
 * atEnd.mjs — cleans up when this process ends in a way that skips `finally`.
 *
 * Room:     tools
 * Promises: runs once, on exit and on the polite signals; steps back where somebody else listens to the signal.
 */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Calls `clean` when the process exits or is asked to. It must be synchronous.
 *
 * @param {() => void} clean
 * @returns {() => void} takes the promise back: nothing is left to clean
 */
export function atEnd(clean) {
  const onSignal = (signal) => {
    // Somebody else will end the process in their own way; `clean` then runs at exit.
    if (process.listeners(signal).some((listener) => !ours.has(listener))) return
    clean()
    forget()
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }
  const forget = () => {
    process.off('exit', clean)
    for (const signal of signals) process.off(signal, onSignal)
  }
  ours.add(onSignal)
  process.once('exit', clean)
  for (const signal of signals) process.on(signal, onSignal)
  return forget
}

const ours = new WeakSet()
