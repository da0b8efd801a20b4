/** tracking.ts — addresses without the parameters that only say who sent the reader. Room: main/normalise. Pure. */

const names = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id igshid mc_cid mc_eid mkt_tok ' +
    '_hsenc _hsmi __hstc __hssc __hsfp hsctatracking vero_id vero_conv oly_anon_id oly_enc_id ref_src ref_url ' +
    'wickedid s_cid cmpid ns_campaign ns_source ns_mchannel ns_linkname ns_fee xtor ito ocid at_medium at_campaign ' +
    'at_bbc_team at_link_id at_link_type at_link_origin at_format'
  ).split(' '),
)
const prefixes = /^(?:utm|mtm|pk|piwik|matomo|hsa|stm)_/

export function isTracking(name: string): boolean {
  const lower = name.toLowerCase()
  return names.has(lower) || prefixes.test(lower)
}

/** Takes tracking parameters out of `url` in place; the others keep their order and spelling. */
export function dropTracking(url: URL): void {
  if (url.search.length < 2) return
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => !isTracking(pair.slice(0, pair.indexOf('=') < 0 ? undefined : pair.indexOf('='))))
  const search = kept.join('&')
  if (search !== url.search.slice(1)) url.search = search
}
