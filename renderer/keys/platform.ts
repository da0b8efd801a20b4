/** platform.ts — whether ⌘ stands where other keyboards have Ctrl. */
export const isMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac OS X')
