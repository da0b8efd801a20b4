/**
 * drawingRules.ts — what of an SVG drawing is kept: an allow-list of elements, attributes and properties.
 *
 * Room:     main/normalise. Data and pure rules.
 * Knows:    scripts, `foreignObject`, animations, filters and links are in no list. A filter can hold a window for minutes
 *           (`feTurbulence`, huge blurs), an animation for ever; a drawing without its shadow is still the drawing.
 */
const words = (text: string) => new Set(text.split(/\s+/))

export const drawingElements = words(
  `svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath linearGradient
  radialGradient stop clipPath mask pattern marker image style switch a`,
)

/** How it looks: as an attribute, in `style`, and in a style sheet. */
export const lookProperties = words(
  `fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
  stroke-dasharray stroke-dashoffset color opacity display visibility stop-color stop-opacity clip-path clip-rule mask
  marker marker-start marker-mid marker-end font-family font-size font-style font-weight font-variant font-stretch
  text-anchor text-decoration letter-spacing word-spacing dominant-baseline alignment-baseline baseline-shift
  writing-mode direction unicode-bidi paint-order vector-effect shape-rendering text-rendering overflow mix-blend-mode
  isolation color-interpolation`,
)

export const drawingAttributes = words(
  `id class width height viewBox preserveAspectRatio version x y x1 x2 y1 y2 cx cy r rx ry fx fy fr d points dx dy rotate
  transform gradientTransform gradientUnits patternTransform patternUnits patternContentUnits clipPathUnits maskUnits
  maskContentUnits markerUnits markerWidth markerHeight refX refY orient offset spreadMethod textLength lengthAdjust
  startOffset xml:space xml:lang lang href xlink:href style systemLanguage`,
)

/** Elements that are drawn where somebody names them. */
export const namedElements = words('clipPath mask pattern marker')

/**
 * A value that names nothing outside: of `url(…)` only a place in the drawing itself, of functions only colours and
 * transformations.
 */
export function isQuietValue(value: string): boolean {
  if (value.length > 4000 || /[\\<>{};@]|\/\*/.test(value)) return false
  const rest = value.replace(/url\(\s*["']?#[\w.:-]{1,200}["']?\s*\)/gi, '')
  return !/\b(?!rgba?\(|hsla?\(|matrix\(|translate[XY]?\(|scale[XY]?\(|rotate\(|skew[XY]\()[\w-]+\(/i.test(
    rest,
  )
}

/** `fill: red; …` with what is known of it. */
export function quietStyle(style: string): string {
  return style
    .slice(0, 4000)
    .split(';')
    .flatMap((declaration) => {
      const colon = declaration.indexOf(':')
      const name = declaration.slice(0, colon).trim().toLowerCase()
      const value = declaration.slice(colon + 1).trim()
      const isKnown = colon > 0 && (lookProperties.has(name) || name === 'transform')
      return isKnown && isQuietValue(value) ? [`${name}:${value}`] : []
    })
    .join(';')
}

const mostRules = 500
/** What may be drawn again or apart: said for one class at a time, so that it can be weighed. */
const heavy = /url\(|opacity|mask|blend|isolation|clip-path|dasharray/

export interface QuietSheet {
  readonly css: string
  /** Declarations of each class. */
  readonly byClass: ReadonlyMap<string, string>
}

/** A style sheet with its plain rules; whatever begins with `@` goes with all that is in it. */
export function quietSheet(sheet: string): QuietSheet {
  const rules: string[] = []
  const byClass = new Map<string, string>()
  let depth = 0
  for (const piece of sheet.split('}').slice(0, mostRules)) {
    const parts = piece.split('{')
    const [selector = '', body = ''] = parts.slice(-2)
    const opens = parts.length - 1
    const isPlain = depth === 0 && opens === 1 && !piece.includes('@') && !piece.includes('/*')
    depth = Math.max(0, depth + opens - 1)
    const names = selector.trim()
    if (!isPlain || !/^[\w\s.#,*>-]{1,400}$/.test(names)) continue
    const classes = names.split(',').map((name) => /^\s*\.([\w-]{1,100})\s*$/.exec(name)?.[1] ?? null)
    const isOfClasses = classes.every((name) => name !== null)
    const style = quietStyle(body)
      .split(';')
      .filter((declaration) => declaration !== '' && (isOfClasses || !heavy.test(declaration)))
      .join(';')
    if (style === '') continue
    rules.push(`${names}{${style}}`)
    for (const name of classes) if (name !== null) byClass.set(name, `${byClass.get(name) ?? ''};${style}`)
  }
  return { css: rules.join(''), byClass }
}
