/* no-parsers-in-the-main-thread */
export const { ok } = await import('./parse/ok.ts')
