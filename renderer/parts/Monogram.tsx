/** Monogram.tsx — stands for an outlet that shows no icon: its first letter on one of six quiet inks. */
const inks = 6

export function Monogram({ title }: { readonly title: string }) {
  const letter = Array.from(title.replace(/^(the|a)\s+/i, '').trim())[0] ?? '·'
  let sum = 0
  for (const sign of title) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973
  return (
    <span className={`monogram ink-${String(sum % inks)}`} aria-hidden="true">
      {letter.toUpperCase()}
    </span>
  )
}
