/** tidy.ts — a name as one line. Room: main/outlets. Pure. */

export function tidy(text: string): string | null {
  const plain = text
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, 200)
  return plain === '' ? null : plain
}
