/**
 * groupLines.ts — the fixed lines in the articles of Modern Tokyo Times, Modern Tokyo News and sawakoart.com.
 *
 * Room:     main/normalise. Data; every pattern expects a trimmed line with ordinary blanks.
 * Source:   read from 88 posts of 2014–2026; each pattern's hold-rate is in docs/notes/the-groups-articles.md.
 */
export const NAME = String.raw`\p{Lu}[\p{L}\u2019'.-]*\p{L}\.?(?:[ \u00a0]+\p{Lu}[\p{L}\u2019'.-]*){1,3}`

/** One to three names. */
export const bylinePattern = new RegExp(
  String.raw`^(?:(?:Written )?[Bb]y[: ]\s*)?(?:${NAME})(?:,\s+(?:${NAME}))*?(?:,?\s+and\s+(?:${NAME}))?$`,
  'u',
)
/** "Utsumiand Lee": a lost blank. */
export const gluedAnd = /(\p{Ll})and (?=\p{Lu})/u
/** Names the group, never the domain: Modern Tokyo News prints "Modern Tokyo Times" too. */
export const outletPattern = /^(?:The )?Modern Tokyo (?:Times?|News)(?:,? Japan)?$/u
export const writtenByPattern = new RegExp(String.raw`^Written by (${NAME}(?:(?:, |,? and )${NAME})*)$`, 'u')

const site = (host: string) => String.raw`(?:https?:\/\/(?:www\.)?${host}\/?\s*)?`

/** The footer's lines. */
export const footerPatterns: readonly RegExp[] = [
  /^Modern Tokyo News is part of the Modern Tokyo Times group\b/u,
  new RegExp(
    String.raw`^${site('moderntokyotimes\\.com')}Modern Tokyo Times\s*[–-]\s*International News and Japan News\b`,
    'u',
  ),
  new RegExp(
    String.raw`^${site('sawakoart\\.com')}[–-]?\s*Sawako Utsumi(?:['’]s website)?(?: and her website| personal website)?\s*(?:[–-]|and)\s*Modern Tokyo Times artist\b`,
    'u',
  ),
  new RegExp(
    String.raw`^${site('moderntokyonews\\.com')}Modern Tokyo News\s*[–-]\s*Tokyo News and International News\b`,
    'u',
  ),
  /^PLEASE JOIN ON TWITTER\b/u,
  /^https?:\/\/(?:www\.)?(?:twitter|x)\.com\/MTT_News\b/u,
  /^PLEASE JOIN ON FACEBOOK\b/u,
  /^https?:\/\/(?:www\.)?facebook\.com\/moderntokyotimes\b/u,
  /^DONATIONS to SUPPORT MODERN TOKYO TIMES\b/u,
  /^PLEASE DONATE TO HELP MODERN TOKYO TIMES$/u,
  /^(?:https?:\/\/\S+\s*)?Modern Tokyo Times is now on PINTEREST\b/u,
]
/** Lines that start the footer. */
export const footerStart =
  /^(?:Modern Tokyo News is part of the Modern Tokyo Times group\b|PLEASE DONATE TO HELP MODERN TOKYO TIMES$|DONATIONS to SUPPORT MODERN TOKYO TIMES\b)/u
/** A bare address of the group, when a theme gives the address a line of its own. */
export const groupAddress =
  /^https?:\/\/(?:www\.)?(?:moderntokyotimes\.com|moderntokyonews\.com|sawakoart\.com)\/?$/u
/** The art line, stuck to the last sentence where links were stripped. */
export const gluedArtLine = /[–-]\s*Sawako Utsumi and where you can buy her art\b.*$/su

export const groupHost = /^(?:moderntokyo(?:times|news)|sawakoart)\.com$/
const groupName = /Modern(?:\s|&nbsp;|&#160;)+Tokyo(?:\s|&nbsp;|&#160;)+(?:Times?|News)/u
const artHost = /(?:fineartamerica|sawakoart)\.com/u

/** True for HTML source that carries the group's name, or the marks of sawakoart.com. */
export function hasGroupMark(html: string): boolean {
  return (
    (html.includes('Modern') && groupName.test(html)) || (html.includes('Written by') && artHost.test(html))
  )
}

export const artLinks = {
  profile: /^https?:\/\/(?:www\.)?fineartamerica\.com\/profiles\/\S+?\.html/u,
  print:
    /^https?:\/\/(?:www\.)?fineartamerica\.com\/featured\/\S+?\.html(?:\?[a-z]+=[a-z]+?(?=[A-Z\s–-]|$))?(?<label>.*)$/su,
  book: /^https?:\/\/(?:www\.)?lulu\.com\//u,
  site: /^https?:\/\/(?:www\.)?sawakoart\.com\/?\s*[–-]\s*Sawako Utsumi$/u,
} as const
export const shopSentence = /\bwhere you can buy her art, postcards, bags, and other products\b/u
export const creditPattern =
  /^(?:ALL )?(?:PHOTOS?|IMAGES?|ART(?:WORK)?)(?: (?:ABOVE|BELOW))? BY [A-Z][A-Z .,\u2019'&\u2013-]+$/u
/** An address alone, or with a description behind a dash. */
export const sourceLine = /^(?<url>https?:\/\/\S+)(?:\s+[–-]\s+(?<label>\S.*))?$/u
