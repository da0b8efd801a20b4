/**
 * trims.ts — what is taken off the end of a text, without a pattern. Pure.
 *
 * Room:  main/base.
 * Knows: `/x+$/` begins anew at each x of a run that is not the end: a run of 100,000 takes five thousand million steps.
 */

/** Without the characters that `isPart` names, as far as they stand at the end. Cost: what is taken off. */
export function trimEndBy(text: string, isPart: (character: string) => boolean): string {
  let end = text.length
  while (end > 0 && isPart(text.charAt(end - 1))) end--
  return end === text.length ? text : text.slice(0, end)
}

export function trimEndOf(text: string, character: string): string {
  return trimEndBy(text, (one) => one === character)
}

/** An address without its fragment. */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#')
  return at < 0 ? url : url.slice(0, at)
}
