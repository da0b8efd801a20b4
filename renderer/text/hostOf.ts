/** hostOf.ts — the host of an address, for a sentence; its scheme when it has no host; the start of what is none. */
export function hostOf(url: string): string {
  if (url.length > 4000 || !URL.canParse(url)) return url.slice(0, 100)
  const { host, protocol } = new URL(url)
  return host === '' ? protocol : host
}
