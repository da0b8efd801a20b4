/** bodyEntry.ts — the line of one text in a bucket: the store writes it, and so does the thread that read a document. */

/** @param json Text of a StoredBody. */
export function bodyEntry(id: string, json: string): string {
  return `["${id}",${json}]`
}

/** Id and JSON text; null for what is no such line. */
export function readBodyEntry(entry: string): { readonly id: string; readonly json: string } | null {
  const id = /^\["([\w-]{1,80})",\{/.exec(entry)?.[1]
  return id === undefined || !entry.endsWith('}]') ? null : { id, json: entry.slice(id.length + 4, -1) }
}
