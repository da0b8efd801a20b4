/**
 * drawingWeight.ts — how much a drawing draws, with all that is drawn again.
 *
 * Room:     main/normalise. Pure, linear in the drawing.
 * Knows:    - ten `use` of ten `use` of ten … are a few lines that draw a billion times; patterns, masks, clips and markers that
 *             name one another do the same.
 *           - a dash of a millionth of the drawing's size makes a million dashes of one line.
 */
export interface Drawn {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: Drawn[]
}

const most = 40_000
/** Uses within uses, patterns within patterns, and their like. */
const deepest = 6
/** A layer of its own, as large as the drawing. */
const layer = 20
const layers = /^(?:opacity|mask|clip-path|mix-blend-mode|isolation)$/
const named = /url\(\s*["']?#([\w.:-]{1,200})/gi

/** What one element, or one class, says about that. */
interface Facts {
  readonly names: readonly string[]
  readonly layers: number
  readonly dashes: string | null
}

/** @param all In document order, the root first. @param byClass Declarations of each class. */
export function isTooHeavy(all: readonly Drawn[], byClass: ReadonlyMap<string, string>): boolean {
  const root = all[0]
  if (root === undefined) return true
  const classes = new Map([...byClass].map(([name, style]) => [name, factsOf(declarations(style))] as const))
  const byId = new Map<string, Drawn>()
  for (const one of all) {
    const id = one.attributes.get('id')
    if (id !== undefined && !byId.has(id)) byId.set(id, one)
  }
  const factsFor = (one: Drawn): readonly Facts[] => {
    const own = factsOf([...one.attributes, ...declarations(one.attributes.get('style') ?? '')])
    const said = (one.attributes.get('class') ?? '')
      .split(/\s+/, 20)
      .flatMap((name) => classes.get(name) ?? [])
    return [own, ...said]
  }
  const reach = reachOf(root)
  const isEndless = (one: Drawn) =>
    factsFor(one).some(({ dashes }) => dashes !== null && hasEndlessDashes(dashes, one, reach))
  if (all.some(isEndless)) return true
  return weigh(root, 0, { byId, factsFor, known: new Map(), open: new Set() }).sum > most
}

interface Weight {
  readonly sum: number
  /** Of what it draws again. */
  readonly depth: number
}

interface Ground {
  readonly byId: ReadonlyMap<string, Drawn>
  readonly factsFor: (one: Drawn) => readonly Facts[]
  readonly known: Map<Drawn, Weight>
  readonly open: Set<Drawn>
}

const endless: Weight = { sum: Infinity, depth: Infinity }

function weigh(one: Drawn, depth: number, ground: Ground): Weight {
  const before = ground.known.get(one)
  if (before !== undefined) return before
  // What draws itself is refused.
  if (ground.open.has(one) || depth > 400) return endless
  ground.open.add(one)
  let sum = 1
  let deep = 0
  for (const child of one.children) {
    const weight = weigh(child, depth + 1, ground)
    sum += weight.sum
    deep = Math.max(deep, weight.depth)
  }
  for (const facts of ground.factsFor(one)) {
    sum += layer * facts.layers
    for (const target of facts.names) {
      const other = ground.byId.get(target)
      // A gradient is a colour.
      if (other === undefined || other.name.endsWith('Gradient')) continue
      const weight = weigh(other, depth + 1, ground)
      sum += weight.sum * timesOf(one, other)
      deep = Math.max(deep, weight.depth + 1)
    }
  }
  ground.open.delete(one)
  const weight = deep > deepest ? endless : { sum, depth: deep }
  ground.known.set(one, weight)
  return weight
}

function declarations(style: string): (readonly [string, string])[] {
  return style.split(';').map((declaration) => {
    const colon = declaration.indexOf(':')
    return [declaration.slice(0, colon), declaration.slice(colon + 1)] as const
  })
}

function factsOf(said: readonly (readonly [string, string])[]): Facts {
  const names = said.flatMap(([key, value]) => {
    if (key === 'href') return value.startsWith('#') ? [value.slice(1)] : []
    return value.includes('(') ? Array.from(value.matchAll(named), ([, id = '']) => id) : []
  })
  const dashes = said.find(([key]) => key === 'stroke-dasharray')?.[1] ?? null
  return { names, layers: said.filter(([key]) => layers.test(key)).length, dashes }
}

/** A marker is drawn at each point of a line. */
function timesOf(one: Drawn, other: Drawn): number {
  return other.name === 'marker' ? 1 + numbersIn(lineOf(one)).length : 1
}

const lineOf = ({ attributes }: Drawn) => (attributes.get('d') ?? '') + (attributes.get('points') ?? '')

const numbersIn = (text: string): readonly number[] =>
  text
    .split(/[^\d.e-]/i)
    .map((part) => Math.abs(Number.parseFloat(part)))
    .filter((number) => number > 0)

function hasEndlessDashes(written: string, one: Drawn, reach: number): boolean {
  const sum = numbersIn(written).reduce((all, number) => all + number, 0)
  const isFar = numbersIn(lineOf(one)).some((number) => number > reach * 100)
  return sum > 0 && (sum < reach / 5000 || (isFar && sum < reach))
}

/** The longer side of the drawing, in its own units. */
function reachOf(root: Drawn): number {
  const [, , width = 0, height = 0] = (root.attributes.get('viewBox') ?? '').split(/[\s,]+/).map(Number)
  const sides = ['width', 'height'].map((side) => Number.parseFloat(root.attributes.get(side) ?? ''))
  const known = (width > 0 && height > 0 ? [width, height] : sides).filter((side) => side > 0)
  return Math.max(1, ...known)
}
