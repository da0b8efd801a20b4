/** xmlValues.ts — xml2js values, which may be text, object or missing, as plain text. Room: main/parse. Pure. */

/** Text of an element; '' when there is none. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value !== 'object' || value === null) return ''
  const text = (value as { _?: unknown })._
  return typeof text === 'string' ? text.trim() : ''
}

/** An attribute's value; null when there is none. */
export function attributeOf(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null) return null
  const attributes = (value as { $?: unknown }).$
  if (typeof attributes !== 'object' || attributes === null || !Object.hasOwn(attributes, name)) return null
  const found = (attributes as Record<string, unknown>)[name]
  return typeof found === 'string' ? found : null
}

export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[]
  return value === undefined || value === null ? [] : [value]
}
