/**
 * controls.ts — characters that no text should hold. Room: main/parse. Pure.
 * Knows: U+0080–009F in a feed are windows-1252 quotes and dashes that somebody called Latin-1; XML forbids most
 *        of U+0000–001F, and some outlets send them.
 */
import { windows1252 } from './entities.ts'

const wrong = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffe\uffff]/
const all = new RegExp(wrong.source, 'g')

/** The same string when there is nothing to do. */
export function withoutControls(text: string): string {
  if (!wrong.test(text)) return text
  return text.replace(all, (character) => {
    const code = character.charCodeAt(0)
    if (code === 0x85) return '\u2026'
    return code >= 0x80 && code <= 0x9f ? windows1252.charAt(code - 0x80) : ''
  })
}
