/**
 * walls.ts — a page that stands in front of the page: a robot check, a sign-in, a consent form. Pure.
 *
 * Room:   main/outlets.
 * Knows:  - many home pages carry a hidden sign-in form, so a password field alone is no sign either.
 *         A wall is named, never passed: the reader is told that the site blocks readers.
 */
import { robotWallIn } from '../base/wallMarks.ts'
import type { PageFacts } from './pageFacts.ts'
import type { Discovery } from '../model/discovery.ts'

const challengeTitle =
  /^\s*(?:just a moment|attention required!|checking your browser|one moment, please|ddos-guard|please wait\b|are you a (?:human|robot)|verifying (?:you are|your) |security check|しばらくお待ちください)/i
const deniedTitle =
  /^\s*(?:access denied|403 forbidden|forbidden|blocked|request rejected|アクセス(?:拒否|が拒否))/i
const loginTitle =
  /\b(?:log|sign)[ -]?(?:in|on)\b|ログイン|サインイン|\banmelden\b|\bconnexion\b|\biniciar sesión\b|\bsubscriber login\b/i
const loginPath = /\/(?:wp-login\.php|login|signin|sign-in|log-in|auth)(?:[/?]|$)/i
const consentTitle =
  /before you continue|bevor sie|avant d['’]accéder|\bconsent\b|cookie (?:settings|preferences)|your privacy|同意/i

/**
 * @param html The page's text; only its first 64 KB are searched for marks.
 * @param url  The page's own address after redirects: walls often stand on an address of their own.
 * @returns    Null for a page that is itself.
 */
export function findWall(facts: PageFacts, html: string, url: string): Discovery['wall'] {
  const head = html.slice(0, 65_536)
  const robotWall = robotWallIn(head, facts.textLength)
  if (robotWall !== null) return robotWall
  if (challengeTitle.test(facts.title) && facts.textLength < 3000) return 'challenge'
  if (deniedTitle.test(facts.title) && facts.textLength < 1500) return 'blocked'
  const { hostname, pathname, search } = new URL(url)
  if (facts.hasPassword && (loginTitle.test(facts.title) || loginPath.test(pathname + search))) return 'login'
  const isConsentPlace = /^(?:consent|guce|privacy)\./.test(hostname) || /\/consent\b/.test(pathname)
  const hasConsentForm = facts.forms.some((action) => /consent|save\b|collectConsent/i.test(action))
  if (isConsentPlace || (hasConsentForm && consentTitle.test(facts.title))) return 'consent'
  return null
}
