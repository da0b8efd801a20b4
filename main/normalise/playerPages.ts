/**
 * playerPages.ts — the page on which a person can watch or hear what a player would have played.
 *
 * Room:     main/normalise. Pure.
 * Promises: the list, the channel and the time that the player was given are kept. What is not known comes back as it is.
 * Source:   the players' own documentation (YouTube's player parameters, Vimeo, Dailymotion, SoundCloud, Spotify, PeerTube).
 */
import { resolveWebUrl } from '../base/urls.ts'

type Rule = (url: URL) => string | null

const ask = (url: URL, ...names: readonly string[]): string =>
  names.map((name) => url.searchParams.get(name) ?? '').find((value) => value !== '') ?? ''
const pathPart = (url: URL, pattern: RegExp): string => pattern.exec(url.pathname)?.[1] ?? ''

/** `page`, with what is asked of it; nothing for parameters without a value. */
function page(address: string, wishes: Readonly<Record<string, string>> = {}, fragment = ''): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(wishes)) if (value !== '') url.searchParams.set(name, value)
  if (fragment !== '') url.hash = fragment
  return url.href
}

const youtube: Rule = (url) => {
  const site = 'https://www.youtube.com'
  const short = url.hostname === 'youtu.be' ? pathPart(url, /^\/([\w-]{6,20})$/) : ''
  const id = short || pathPart(url, /^\/(?:embed|v|e|shorts|live)\/([\w-]{1,40})/)
  const list = ask(url, 'list') || pathPart(url, /^\/p\/([\w-]{6,80})/)
  const t = ask(url, 'start', 't', 'time_continue') || (/^#t=(\w{1,12})$/.exec(url.hash)?.[1] ?? '')
  if (id === 'live_stream') {
    const channel = ask(url, 'channel')
    return /^[\w-]+$/.test(channel) ? `${site}/channel/${channel}/live` : null
  }
  if (ask(url, 'listType') === 'user_uploads' && /^[\w.-]+$/.test(list)) return `${site}/user/${list}/videos`
  if (ask(url, 'listType') === 'search') return page(`${site}/results`, { search_query: list })
  const isFilm = id !== 'videoseries' && /^[\w-]{6,20}$/.test(id)
  if (isFilm) return page(`${site}/watch`, { v: id, list, t })
  return list === '' ? null : page(`${site}/playlist`, { list })
}

const vimeo: Rule = (url) => {
  const id = pathPart(url, /^\/video\/(\d+)/)
  const secret = ask(url, 'h')
  const part = /^#t=[\w.]{1,16}$/.test(url.hash) ? url.hash.slice(1) : ''
  if (id === '') {
    const shelf = /^\/(event|showcase|album)\/(\d+)(?:\/embed.*)?$/.exec(url.pathname)
    return shelf === null ? null : `https://vimeo.com/${shelf[1] ?? ''}/${shelf[2] ?? ''}`
  }
  return page(`https://vimeo.com/${id}${/^[\da-f]+$/.test(secret) ? `/${secret}` : ''}`, {}, part)
}

const dailymotion: Rule = (url) => {
  const site = 'https://www.dailymotion.com'
  const video = pathPart(url, /^\/embed\/video\/(\w+)/) || ask(url, 'video')
  const list = pathPart(url, /^\/embed\/playlist\/(\w+)/) || ask(url, 'playlist')
  const start = ask(url, 'start', 'startTime')
  if (/^\w+$/.test(video)) return page(`${site}/video/${video}`, { start, playlist: list })
  return /^\w+$/.test(list) ? `${site}/playlist/${list}` : null
}

const soundcloud: Rule = (url) => {
  const track = resolveWebUrl(ask(url, 'url'), 'https://soundcloud.com/')
  const isPage = track !== null && /^https?:\/\/(?:www\.|m\.)?soundcloud\.com\/./.test(track)
  return isPage ? page(track, {}, url.hash.slice(1)) : null
}

const spotify: Rule = (url) => {
  const uri = /^spotify:(\w+):(\w+)$/.exec(ask(url, 'uri'))
  const path = /^\/embed(-podcast)?\/(\w+)\/(\w+)/.exec(url.pathname)
  const [kind, id] = uri === null ? [path?.[2] ?? '', path?.[3] ?? ''] : [uri[1] ?? '', uri[2] ?? '']
  return id === '' ? null : page(`https://open.spotify.com/${kind}/${id}`, { t: ask(url, 't') })
}

const niconico: Rule = (url) => {
  const id = pathPart(url, /^\/(?:watch|thumb|thumb_watch|embed)\/([a-z]{0,2}\d+)/)
  if (id === '') return null
  if (id.startsWith('lv')) return `https://live.nicovideo.jp/watch/${id}`
  return page(`https://www.nicovideo.jp/watch/${id}`, { from: ask(url, 'from') })
}

const twitch: Rule = (url) => {
  const site = 'https://www.twitch.tv'
  const clip = url.hostname === 'clips.twitch.tv' ? ask(url, 'clip') : ''
  if (/^[\w-]+$/.test(clip)) return `https://clips.twitch.tv/${clip}`
  const [video, list, channel] = [
    ask(url, 'video').replace(/^v/, ''),
    ask(url, 'collection'),
    ask(url, 'channel'),
  ]
  if (/^\d+$/.test(video))
    return page(`${site}/videos/${video}`, { t: ask(url, 'time', 't'), collection: list })
  if (/^\w+$/.test(list)) return `${site}/collections/${list}`
  return /^\w+$/.test(channel) ? `${site}/${channel}` : null
}

const bilibili: Rule = (url) => {
  const [bv, av] = [ask(url, 'bvid'), ask(url, 'aid')]
  const id = /^BV\w+$/.test(bv) ? bv : /^\d+$/.test(av) ? `av${av}` : ''
  if (id === '') return null
  return page(`https://www.bilibili.com/video/${id}`, { p: ask(url, 'p', 'page'), t: ask(url, 't') })
}

/** The page's address stands in the player's own. */
const asked =
  (name: string, host: RegExp): Rule =>
  (url) => {
    const address = resolveWebUrl(ask(url, name), 'https://www.mixcloud.com/')
    return address !== null && host.test(new URL(address).hostname) ? address : null
  }

/** The same page under another host, or a piece of its path taken out. */
const renamed =
  (path: RegExp, to: string, keep: readonly string[] = []): Rule =>
  (url) => {
    const found = path.exec(url.pathname)
    if (found === null) return null
    const wishes = Object.fromEntries(keep.map((name) => [name, ask(url, name)]))
    return page(
      to.replace(/\$(\d)/g, (_, number: string) => found[Number(number)] ?? ''),
      wishes,
    )
  }

const rules: readonly (readonly [RegExp, Rule])[] = [
  [/^(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com$|^youtu\.be$|^youtube\.googleapis\.com$/, youtube],
  [/^(?:player\.)?vimeo\.com$/, vimeo],
  [/^(?:www|geo)\.dailymotion\.com$/, dailymotion],
  [/^w\.soundcloud\.com$/, soundcloud],
  [/^(?:open|embed)\.spotify\.com$/, spotify],
  [/^embed\.podcasts\.apple\.com$/, renamed(/^(\/.+)$/, 'https://podcasts.apple.com$1', ['i', 't'])],
  [/^embed\.music\.apple\.com$/, renamed(/^(\/.+)$/, 'https://music.apple.com$1', ['i', 't'])],
  [/^(?:embed|ext|live)\.nicovideo\.jp$/, niconico],
  [/^(?:player|clips)\.twitch\.tv$/, twitch],
  [/^player\.bilibili\.com$/, bilibili],
  [/^(?:www|player-widget)\.mixcloud\.com$/, asked('feed', /^(?:www\.)?mixcloud\.com$/)],
  [/^www\.facebook\.com$/, asked('href', /^(?:www\.|m\.)?facebook\.com$/)],
  [/^archive\.org$/, renamed(/^\/embed\/([^/]+)/, 'https://archive.org/details/$1', ['start'])],
  [/^embed\.ted\.com$/, renamed(/^(\/talks\/.+)$/, 'https://www.ted.com$1')],
  [/^widget\.deezer\.com$/, renamed(/^\/widget\/\w+\/(\w+)\/(\w+)/, 'https://www.deezer.com/$1/$2')],
  [/^streamable\.com$/, renamed(/^\/[eos]\/(\w+)/, 'https://streamable.com/$1', ['t'])],
  [/^www\.loom\.com$/, renamed(/^\/embed\/(\w+)/, 'https://www.loom.com/share/$1', ['t'])],
  [/^(?:www\.)?instagram\.com$/, renamed(/^(\/(?:p|reel|tv)\/[\w-]+\/)embed/, 'https://www.instagram.com$1')],
]

/** PeerTube runs on any host: by the shape of its names. */
function peertube(url: URL): string | null {
  const found =
    /^\/(videos|video-playlists)\/embed\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\w-]{22})$/i.exec(
      url.pathname,
    )
  if (found === null) return null
  const [, kind, id = ''] = found
  const wishes = {
    start: ask(url, 'start'),
    stop: ask(url, 'stop'),
    playlistPosition: ask(url, 'playlistPosition'),
  }
  return page(`${url.origin}${kind === 'videos' ? '/videos/watch/' : '/w/p/'}${id}`, wishes)
}

export function playerPage(url: URL): URL {
  const rule = rules.find(([host]) => host.test(url.hostname))?.[1] ?? peertube
  const found = rule(url)
  return found === null ? url : new URL(found)
}
