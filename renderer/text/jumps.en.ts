/** jumps.en.ts — what is said of footnotes, in English. */
export const jumpsEn = {
  note: (sign: string) => `Note ${sign}`,
  toNote: 'Go to the note',
}
