/**
 * cleaningVersion.ts — the number of the first cleaning's rules. Raise it with every change of clean.ts: what was
 * cleaned by older rules is then cleaned again before it is shown. Apart from clean.ts, so that the main thread
 * can compare versions without loading the cleaner.
 */
export const cleaningVersion = 3
