/** httpDate.ts — the three date forms of RFC 9110 §5.6.7, to epoch milliseconds; null for anything else. Pure. */
import type { Millis } from '../../preload/contract/model.ts'

export function parseHttpDate(text: string): Millis | null {
  const trimmed = text.trim()
  if (!/^[A-Z][a-z]{2,8},? /.test(trimmed)) return null
  // The asctime form carries no zone and would be read as local time.
  const isAsctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/.test(trimmed)
  const time = Date.parse(isAsctime ? `${trimmed} GMT` : trimmed)
  return Number.isNaN(time) ? null : time
}
