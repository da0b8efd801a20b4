/** failures.en.ts — what went wrong and what to do, in English. */
import { badBackupEn } from './badBackup.en.ts'
import { damagedEn } from './damaged.en.ts'
import type { FailureWords } from './failureWords.ts'
import { hostOf } from './hostOf.ts'
import { notMovedEn } from './moving.en.ts'

const megabytes = (bytes: number) =>
  bytes < 1_048_576 ? `${String(Math.round(bytes / 1024))} KB` : `${String(Math.round(bytes / 1_048_576))} MB`
const seconds = (ms: number) => `${String(Math.max(1, Math.round(ms / 1000)))} s`

const walls: ReadonlySet<string> = new Set(['challenge', 'blocked', 'login', 'consent'])

export const failuresEn: FailureWords = {
  offline: ({ byChoice }) =>
    byChoice
      ? { what: 'You are working offline.', next: 'Switch “Work offline” off to fetch again.' }
      : { what: 'There is no connection to the internet.', next: 'What is kept can still be read.' },
  'no-such-host': ({ host }) => ({
    what: `There is no site called ${host}.`,
    next: 'Check the spelling of the address.',
  }),
  unreachable: ({ host, code }) => ({
    what: `${host} did not take the connection (${code}).`,
    next: 'The site may be down. Try again later.',
  }),
  tls: ({ host, code }) => ({
    what: `The secure connection to ${host} could not be trusted (${code}).`,
    next: 'Its certificate may have run out. Nothing was fetched.',
  }),
  timeout: ({ host, stage, ms }) => ({
    what: {
      connect: `${host} did not answer the call within ${seconds(ms)}.`,
      'first-byte': `${host} took the call and said nothing for ${seconds(ms)}.`,
      idle: `${host} stopped in the middle for ${seconds(ms)}.`,
      pace: `${host} sent less than 1 KB a second for ${seconds(ms)}.`,
      total: `${host} was still sending after ${seconds(ms)}.`,
    }[stage],
    next: 'It will be asked again later.',
  }),
  http: ({ url, status }) =>
    status === 404
      ? {
          what: `${hostOf(url)} has no such page (404).`,
          next: 'The feed may have moved. Try the address of the site.',
        }
      : status === 401
        ? {
            what: `${hostOf(url)} asks for a name and a password (401).`,
            next: 'Sign in there, or add the paper with both in the address: https://name:password@example.com/feed',
          }
        : status === 403
          ? {
              what: `${hostOf(url)} does not let us in (${String(status)}).`,
              next: 'The page may need a subscription.',
            }
          : status >= 500
            ? { what: `${hostOf(url)} has trouble of its own (${String(status)}).`, next: 'Try again later.' }
            : { what: `${hostOf(url)} answered ${String(status)}.`, next: 'Try again later.' },
  busy: ({ host, retryAt }, tellTime) => ({
    what: `${host} asks us to come back later.`,
    next:
      retryAt === null
        ? 'It will be asked again in a while.'
        : `It will be asked again after ${tellTime(retryAt)}.`,
  }),
  gone: ({ url }) => ({
    what: `${hostOf(url)} says that this feed is gone for good.`,
    next: 'Its articles stay here. You can look for its new address.',
  }),
  'maybe-gone': ({ url }) => ({
    what: `${hostOf(url)} has had no such page for two weeks (404).`,
    next: 'The feed is probably gone. Its articles stay here; it is still tried now and then.',
  }),
  proxy: ({ host, code }) => ({
    what: `The proxy ${host} did not let us through (${code}).`,
    next: 'Check the network settings of this machine. Nothing is fetched around the proxy.',
  }),
  robots: ({ url }) => ({
    what: `${hostOf(url)} asks programs not to fetch this page.`,
    next: 'That is respected. The page can be opened in the browser.',
  }),
  'too-many-redirects': ({ url }) => ({
    what: `${hostOf(url)} sends us from one address to the next without end.`,
    next: 'Try the address of the site.',
  }),
  'bad-redirect': ({ url, to }) => ({
    what: `${hostOf(url)} sends us to an address that cannot be followed (${hostOf(to)}).`,
    next: 'Try the address of the site.',
  }),
  'too-large': ({ host, limitBytes }) => ({
    what: `${host} sent more than ${megabytes(limitBytes)}.`,
    next: 'That is more than a newspaper. Nothing of it was kept.',
  }),
  'broken-answer': ({ host, how }) => ({
    what: {
      unreadable: `${host} answered in a form that is not HTTP and cannot be read.`,
      'cut-short': `The answer of ${host} broke off before its end.`,
      'no-answer': `${host} took the connection and closed it without an answer.`,
    }[how],
    next: 'Nothing of it was kept. It will be asked again later.',
  }),
  'bad-encoding': ({ host, encoding }) => ({
    what: `What ${host} sent could not be unpacked (${encoding}).`,
    next: 'The site has to mend it. It will be asked again.',
  }),
  'private-address': ({ host, where }) => ({
    what: `${host} leads into this machine or its own network.`,
    next:
      where === undefined
        ? 'Such addresses are not fetched, for your safety.'
        : 'Such addresses are fetched only where you allow it, for your safety.',
  }),
  'bad-address': ({ text }) => ({
    what: `“${text.slice(0, 80)}” is not a web address.`,
    next: 'An address looks like example.com or https://example.com/feed; a machine of your own network like http://name/feed.',
  }),
  'not-a-feed': ({ url, found }) => ({
    what: {
      html: `${hostOf(url)} answered with a web page, not with a feed.`,
      challenge: `${hostOf(url)} wants to be sure that we are human.`,
      blocked: `${hostOf(url)} does not let programs in.`,
      login: `${hostOf(url)} asks for a name and a password.`,
      consent: `${hostOf(url)} wants consent to cookies before it shows anything.`,
      empty: `${hostOf(url)} answered with nothing at all.`,
      binary: `${hostOf(url)} answered with a file that is not text.`,
      text: `${hostOf(url)} answered with plain text, not with a feed.`,
      json: `${hostOf(url)} answered with data that is not a feed.`,
      xml: `${hostOf(url)} answered with XML that is not a feed.`,
    }[found],
    next: {
      challenge:
        'Only a browser passes such a check; nothing is done to get round it. Ask the site to let feed readers in.',
      blocked:
        'Nothing is done to get round that. Ask the site to let feed readers in, or read it in the browser.',
      login: 'The feed may be for members. Look on the site for an address that needs no sign-in.',
      consent:
        'Nothing is agreed to in your name. Open the site in the browser, or look for another address.',
      other: 'Try the home page of the site; its feed is looked for there.',
    }[walls.has(found) ? (found as 'challenge') : 'other'],
  }),
  'damaged-feed': ({ url }) => ({
    what: `The feed of ${hostOf(url)} is damaged and could not be read.`,
    next: 'The paper has to mend it. It will be asked again.',
  }),
  'empty-feed': ({ url }) => ({
    what: `The feed of ${hostOf(url)} has no articles.`,
    next: 'They will appear when it publishes some.',
  }),
  'not-media': ({ url }) => ({
    what: `What ${hostOf(url)} gives is neither sound nor film.`,
    next: 'The link leads to it in your browser.',
  }),
  'no-feed-found': ({ url }) => ({
    what: `No feed was found at ${hostOf(url)}.`,
    next: 'Its pages and the usual places were looked at. Look on the site for “RSS” or “feed” and paste that address.',
  }),
  'reader-gave-up': ({ url }) => ({
    what: `Reading the document of ${hostOf(url)} took too long and was stopped.`,
    next: 'It will be tried again in a few minutes.',
  }),
  'already-followed': ({ title }) => ({
    what: `You follow ${title} already.`,
    next: 'It is among your papers.',
  }),
  'not-found': ({ what }) => ({
    what: {
      feed: 'That paper is no longer followed.',
      folder: 'That folder is no longer here.',
      article: 'That article is no longer in the library.',
      list: 'That list is no longer open.',
      undo: 'That can no longer be taken back.',
    }[what],
    next: '',
  }),
  undrawn: () => ({
    what: 'This article was not opened: the window stopped while it was drawing it the last time.',
    next: 'Show it all the same, or read it on the paper’s site.',
  }),
  'not-a-page': ({ name }) => ({
    what: `“${name}” is not a page that can be read.`,
    next: 'Open a page saved as .html or as .txt.',
  }),
  'too-big-a-file': ({ name, limitBytes }) => ({
    what: `“${name}” is larger than ${megabytes(limitBytes)}.`,
    next: 'Save the page as text only and open that.',
  }),
  'bad-backup': badBackupEn,
  'would-loop': ({ title }) => ({
    what: `“${title}” cannot be moved into itself.`,
    next: 'Choose another folder.',
  }),
  'bad-link': ({ url }) => ({
    what: `This link is not opened: ${url.slice(0, 80)}`,
    next: 'Only web and mail addresses are opened.',
  }),
  'not-deleted': ({ title, code }) => ({
    what: `“${title}” was not deleted: no copy to bring it back from could be kept (${code}).`,
    next: 'Is the disk full or write-protected? The article is where it was.',
  }),
  'paper-unfollowed': ({ title }) => ({
    what: `You no longer follow ${title}.`,
    next: 'Follow it again; then its article can be brought back. Until then it stays in “Recently deleted”.',
  }),
  'store-write': ({ file, code }) => ({
    what: `${file} could not be written (${code}).`,
    next: 'Is the disk full or write-protected? The change was not kept.',
  }),
  'store-restored': ({ file, from }) => ({
    what:
      from === null
        ? `${file} was damaged and no copy was found.`
        : `${file} was damaged and was restored from ${from}.`,
    next: 'The damaged file was set aside, not deleted.',
  }),
  'articles-damaged': damagedEn,
  'not-moved': notMovedEn,
  'store-missing': ({ folder }) => ({
    what: `The folder of your library is not there: ${folder}`,
    next: 'Is it on a drive that is not plugged in?',
  }),
  'store-newer': ({ file, found, known }) => ({
    what: `${file} was written by a newer Kawaraban (form ${String(found)}; this one knows ${String(known)}).`,
    next: 'You can read; nothing is changed. Install the newer version.',
  }),
  refused: ({ request, why }) =>
    request === 'restore'
      ? {
          what: 'This file is not a backup of Kawaraban, or not a whole one.',
          next: 'Nothing was changed. Choose another file.',
        }
      : request === 'move'
        ? {
            what: 'The library cannot be moved there.',
            next: 'Choose an empty folder that is not inside the library.',
          }
        : {
            what: `Something went wrong inside Kawaraban (${request}: ${why}).`,
            next: 'This is our mistake. Please tell us about it.',
          },
}
