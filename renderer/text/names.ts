/**
 * names.ts — the people of a headline in one short line. Room: renderer/text. Pure.
 * Knows: journals give all authors as one text ("Alder, A. B., Birch, C. D."): there a name ends where a full stop stands
 *        before the comma.
 */
const room = 60

/** All of them where they fit; else as many as do, whole, and an ellipsis. One that is longer by itself is whole. */
export function namesInRow(names: readonly string[], comma: string): string {
  const all = names.join(comma)
  if (all.length <= room) return all
  const single = names.flatMap(namesIn)
  let line = single[0] ?? ''
  for (const name of single.slice(1)) {
    if (line.length + comma.length + name.length > room) return `${line}${comma.trimEnd()}…`
    line += `${comma}${name}`
  }
  return line
}

function namesIn(text: string): readonly string[] {
  if (text.length <= room) return [text]
  const between = text.includes(';') ? ';' : /\.,/.test(text) ? '.,' : /[、，]/.test(text) ? /[、，]/ : ','
  const parts = text.split(between).map((name) => name.trim())
  return parts
    .map((name, index) => (between === '.,' && index < parts.length - 1 ? `${name}.` : name))
    .filter((name) => name !== '')
}
