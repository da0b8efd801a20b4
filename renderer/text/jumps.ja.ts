/** jumps.ja.ts — what is said of footnotes, in Japanese. */
export const jumpsJa = {
  note: (sign: string) => `注 ${sign}`,
  toNote: '注へ移動',
}
