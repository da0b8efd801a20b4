/** activity.en.ts — the words of the Activity window, in English. Its shape is the law for activity.ja.ts. */
import { numberIn } from './numbers.ts'

export const activityEn = {
  title: 'Activity',
  intro: 'What Kawaraban asked of the outside, and what it left unasked. The newest is on top.',
  none: 'Nothing was asked yet.',
  count: (n: number) => `${numberIn('en', n)} ${n === 1 ? 'line' : 'lines'}`,
  onlyTrouble: 'Only what went wrong or was left unasked',
  wants: { feed: 'feed', page: 'page', picture: 'picture', robots: 'robots.txt', media: 'sound or film' },
  fresh: (size: string) => `new, ${size}`,
  unchanged: 'unchanged',
  moved: (to: string) => `moved for good; asked at ${to} from now on`,
  passwordForNow: 'the password is kept until Kawaraban is closed: this system has no safe place for it',
  through: (to: string) => `answered by ${to}`,
  skipped: {
    'just-asked': 'not asked: it was asked a moment ago',
    'host-busy': 'not asked: its server wants to be left alone',
    stopped: 'not asked: it is gone for good; fetch this paper by itself to try again',
    offline: 'not asked: there is no network',
    robots: 'not asked: the site asks programs to stay out (robots.txt)',
  },
  took: (seconds: string) => `${seconds} s`,
  next: (time: string) => `next at ${time}`,
  nextFetch: (time: string) => `Next fetch at ${time}`,
}

export type ActivityWords = typeof activityEn
