/** settings.en.ts — the words of the settings, in English. Their shape is the law for settings.ja.ts. */
import { numberIn } from './numbers.ts'

const many = (n: number, one: string, more: string) => `${numberIn('en', n)} ${n === 1 ? one : more}`

export const settingsEn = {
  title: 'Settings',
  look: 'Look',
  theme: 'Colours',
  themes: { system: 'As the system', light: 'Paper', dark: 'Night' },
  language: 'Language',
  languages: { system: 'As the system', en: 'English', ja: '日本語' },
  textSize: 'Size of the text',
  reading: 'Reading',
  readAfter: 'An article counts as read',
  readAfters: {
    never: 'only by hand',
    0: 'at once',
    1000: 'after one second',
    3000: 'after three seconds',
    10000: 'after ten seconds',
  },
  fetching: 'Fetching',
  every: 'Fetch papers every',
  minutes: (n: number) => (n < 60 ? `${String(n)} minutes` : n === 60 ? 'hour' : `${String(n / 60)} hours`),
  proxy: 'Proxy',
  proxyHint: 'Empty: as the system says. With a password: name:password@proxy.example:3128',
  proxyUse: 'Use',
  proxyOf: (address: string) => `${address} is used.`,
  proxySystem: 'The proxy of the system is used, if it names one.',
  proxyKept: 'Its password is kept, encrypted by your system.',
  proxyNotKept: 'Its password is forgotten when the program ends: this system has no safe place for it.',
  proxyBad: 'This is no address of a proxy.',
  offline: 'Work offline',
  offlineHint: 'Nothing is fetched; what is kept can be read.',
  pictures: 'Keep pictures',
  picturesHint: 'Pictures of articles are kept for reading offline.',
  room: 'Room for pictures',
  library: 'Your library',
  libraryHint: 'Everything is in this folder on your own machine. Nothing is sent anywhere.',
  showFolder: 'Show the folder',
  holds: (articles: number, feeds: number) =>
    `${many(articles, 'article', 'articles')} of ${many(feeds, 'paper', 'papers')}`,
  holdsPictures: (pictures: number, size: string) => `${many(pictures, 'picture', 'pictures')}, ${size}`,
  version: (version: string, runtime: string) => `Kawaraban ${version} · ${runtime}`,
}

export type SettingsWords = typeof settingsEn
