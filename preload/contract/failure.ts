/**
 * failure.ts — everything that can go wrong in ordinary use, as data.
 *
 * Room:    preload/contract. Imports: nothing. Imported by: everyone.
 *
 * A Failure is expected, so it is returned. A bug is not, so it is thrown.
 * A Failure carries facts, never prose; the sentence a person reads is chosen in
 * renderer/text/failures.ts. It must survive structured clone, hence no Error.
 * Addresses in it carry no user name and no password.
 */
export type Failure =
  /** No network at all, or the reader asked to work offline. */
  | { readonly kind: 'offline'; readonly byChoice: boolean }
  /** The host's name is not known. */
  | { readonly kind: 'no-such-host'; readonly host: string }
  /** The host is known and did not take the connection. */
  | { readonly kind: 'unreachable'; readonly host: string; readonly code: string }
  | { readonly kind: 'tls'; readonly host: string; readonly code: string }
  | { readonly kind: 'timeout'; readonly host: string; readonly stage: TimeoutStage; readonly ms: number }
  | { readonly kind: 'http'; readonly url: string; readonly status: number }
  /** 429 or 503 with a time to come back. */
  | { readonly kind: 'busy'; readonly host: string; readonly retryAt: number | null }
  | { readonly kind: 'gone'; readonly url: string }
  /** Not found (404) for two weeks: probably gone. */
  | { readonly kind: 'maybe-gone'; readonly url: string; readonly since: number }
  /** The way out that this machine's settings name did not let us through. */
  | { readonly kind: 'proxy'; readonly host: string; readonly code: string }
  /** The site asks programs not to fetch this page (robots.txt). */
  | { readonly kind: 'robots'; readonly url: string }
  | { readonly kind: 'too-many-redirects'; readonly url: string }
  | { readonly kind: 'bad-redirect'; readonly url: string; readonly to: string }
  | { readonly kind: 'too-large'; readonly host: string; readonly limitBytes: number }
  /** An answer that breaks the rules, or breaks off; or none, though the connection was taken. */
  | { readonly kind: 'broken-answer'; readonly host: string; readonly how: BrokenHow }
  | { readonly kind: 'bad-encoding'; readonly host: string; readonly encoding: string }
  /** The address guard refused: it leads into this machine or its network. */
  | {
      readonly kind: 'private-address'
      readonly host: string
      /** What the reader may allow there by hand; absent: nothing. */
      readonly where?: AddressClass
    }
  | { readonly kind: 'bad-address'; readonly text: string }
  | {
      readonly kind: 'not-a-feed'
      readonly url: string
      readonly found: NotAFeed
      /** Where the page sends its readers by itself; absent when it stays. */
      readonly leadsTo?: string
    }
  | { readonly kind: 'damaged-feed'; readonly url: string; readonly detail: string }
  | { readonly kind: 'empty-feed'; readonly url: string }
  /** What its server gives is neither sound nor film. */
  | { readonly kind: 'not-media'; readonly url: string }
  | { readonly kind: 'no-feed-found'; readonly url: string }
  | { readonly kind: 'reader-gave-up'; readonly url: string }
  | { readonly kind: 'already-followed'; readonly title: string }
  | { readonly kind: 'not-found'; readonly what: 'feed' | 'folder' | 'article' | 'list' | 'undo' }
  /** The window stopped while it was drawing this article; it draws it again only when it is asked to. */
  | { readonly kind: 'undrawn' }
  | { readonly kind: 'not-a-page'; readonly name: string }
  | { readonly kind: 'too-big-a-file'; readonly name: string; readonly limitBytes: number }
  /** A backup that cannot be put in place; `where` is a paper's or a folder's title, or the file's name. */
  | { readonly kind: 'bad-backup'; readonly why: BackupFault; readonly where: string | null }
  | { readonly kind: 'would-loop'; readonly title: string }
  | { readonly kind: 'bad-link'; readonly url: string }
  /** No copy to bring the article back from could be kept, or it could not be taken away: it is where it was. */
  | { readonly kind: 'not-deleted'; readonly title: string; readonly code: string }
  /** There is no place for an article of this paper until it is followed again. */
  | { readonly kind: 'paper-unfollowed'; readonly title: string }
  | { readonly kind: 'store-write'; readonly file: string; readonly code: string }
  | { readonly kind: 'store-restored'; readonly file: string; readonly from: string | null }
  /** Headlines or texts of a paper were damaged. `lost`: how many articles' could not be read; null when nobody knows. */
  | {
      readonly kind: 'articles-damaged'
      readonly paper: string
      readonly part: 'headlines' | 'texts'
      readonly lost: number | null
      readonly saved: number
      /** Of those that are lost and whose titles are known, at most five. */
      readonly titles: readonly string[]
    }
  /** Their articles could not be brought into the form of this version; the old form stays, and they are not shown until they are. */
  | { readonly kind: 'not-moved'; readonly papers: readonly string[]; readonly code: string }
  /** The chosen folder is not there: a drive that is not plugged in, perhaps. */
  | { readonly kind: 'store-missing'; readonly folder: string }
  | { readonly kind: 'store-newer'; readonly file: string; readonly found: number; readonly known: number }
  | { readonly kind: 'refused'; readonly request: string; readonly why: string }

/** A kind of address that is not public and that a reader may allow by hand: this machine, its network, its cable. */
export type AddressClass = 'loopback' | 'private' | 'link-local'

/**
 * unreadable      it is no file that can be read
 * took-too-long   nobody could say in time what is in it
 * too-big         more bytes than any backup has
 * too-deep        things in things in things
 * too-many        papers, folders, links or marks
 * too-long        a name, an address or another text
 * wrong-shape     something is missing, or of another kind
 * strange-name    a fact with a name that programs trip over
 * bad-number      a number or a time that is none
 * bad-id, same-id an id that is none, or that two have
 * bad-address     an address that does not lead into the web
 * password        an address with a name or a password in it
 * folder-loop     a folder that lies in itself
 */
export type BackupFault =
  | 'unreadable'
  | 'took-too-long'
  | 'too-big'
  | 'too-deep'
  | 'too-many'
  | 'too-long'
  | 'wrong-shape'
  | 'strange-name'
  | 'bad-number'
  | 'bad-id'
  | 'same-id'
  | 'bad-address'
  | 'password'
  | 'folder-loop'

/** `pace`: it came, and too slowly to be waited for. */
export type TimeoutStage = 'connect' | 'first-byte' | 'idle' | 'pace' | 'total'

/** `unreadable`: no HTTP that anybody could read; `cut-short`: the body ended too early. */
export type BrokenHow = 'unreadable' | 'cut-short' | 'no-answer'

/** What stood where a feed was expected. */
export type NotAFeed =
  'html' | 'challenge' | 'blocked' | 'login' | 'consent' | 'empty' | 'binary' | 'text' | 'json' | 'xml'

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export function ok<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function fail(failure: Failure): Outcome<never> {
  return { ok: false, failure }
}

/** Ends every switch over a union: the compiler fails when a case is missing. */
export function unreachable(x: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(x)}`)
}
