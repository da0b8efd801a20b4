/** frontSheet.ts — what the window leaves behind for the first moment of its next start. */

/** The panes as plain markup, for the first moment of the next start. */
export interface FrontSheet {
  /** At most `sheetLimit` characters; no script, no frame, no address. */
  readonly html: string
  readonly language: 'en' | 'ja'
  /** Null: as the system. */
  readonly theme: 'light' | 'dark' | null
}

export const sheetLimit = 400_000
