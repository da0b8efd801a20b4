/**
 * ampPlayers.ts — elements of pages that were made for AMP, and of light players: what each would have loaded.
 *
 * Room:     main/normalise. Pure. Source: the components' own documentation on amp.dev.
 */
type Attributes = Readonly<Record<string, string>>

const youtube = ({ ...of }: Attributes, id: string): string => {
  const live = of['data-live-channelid'] ?? ''
  if (live !== '') return query('https://www.youtube.com/embed/live_stream', { channel: live })
  const list = of['data-param-list'] ?? of['playlistid'] ?? ''
  const start = of['data-param-start'] ?? (/(?:^|&)start=(\d+)/.exec(of['params'] ?? '')?.[1] || '')
  if (id === '') return list === '' ? '' : query('https://www.youtube.com/embed/videoseries', { list })
  return query(`https://www.youtube.com/embed/${encodeURIComponent(id)}`, { list, start })
}

const of =
  (name: string, before: string, after = '') =>
  (attributes: Attributes) => {
    const value = attributes[name] ?? ''
    return value === '' ? '' : `${before}${encodeURIComponent(value)}${after}`
  }

const players: Readonly<Record<string, (attributes: Attributes) => string>> = {
  'amp-youtube': (all) => youtube(all, all['data-videoid'] ?? ''),
  'lite-youtube': (all) => youtube(all, all['videoid'] ?? ''),
  'youtube-video': (all) => all['src'] ?? '',
  'amp-vimeo': of('data-videoid', 'https://player.vimeo.com/video/'),
  'lite-vimeo': of('videoid', 'https://player.vimeo.com/video/'),
  'amp-dailymotion': (all) => {
    const address = of('data-videoid', 'https://www.dailymotion.com/embed/video/')(all)
    return address === '' ? '' : query(address, { start: all['data-start'] ?? '' })
  },
  'amp-soundcloud': (all) => {
    const track = of('data-trackid', 'https://api.soundcloud.com/tracks/')(all)
    const url = track || of('data-playlistid', 'https://api.soundcloud.com/playlists/')(all)
    return url === '' ? '' : query('https://w.soundcloud.com/player/', { url })
  },
  'amp-twitter': of('data-tweetid', 'https://twitter.com/i/status/'),
  'amp-instagram': of('data-shortcode', 'https://www.instagram.com/p/', '/'),
  'amp-gist': of('data-gistid', 'https://gist.github.com/'),
  'amp-facebook': (all) => all['data-href'] ?? '',
  'amp-imgur': of('data-imgur-id', 'https://imgur.com/'),
  'amp-pinterest': (all) => all['data-url'] ?? '',
  'amp-reddit': (all) => all['data-src'] ?? '',
  'amp-tiktok': (all) => all['data-src'] ?? '',
  'amp-brightcove': (all) => {
    const [account, video] = [all['data-account'] ?? '', all['data-video-id'] ?? '']
    if (!/^\d+$/.test(account) || video === '') return ''
    const videoId = video
    return query(`https://players.brightcove.net/${account}/default_default/index.html`, { videoId })
  },
  'amp-jwplayer': (all) => {
    const [media, player] = [
      all['data-media-id'] ?? all['data-playlist-id'] ?? '',
      all['data-player-id'] ?? '',
    ]
    return /^\w+$/.test(media) && /^\w+$/.test(player)
      ? `https://content.jwplatform.com/players/${media}-${player}.html`
      : ''
  },
  'amp-iframe': (all) => all['src'] ?? '',
  'amp-video-iframe': (all) => all['src'] ?? '',
  'amp-video': (all) => all['src'] ?? '',
  'amp-audio': (all) => all['src'] ?? '',
}

/** Nothing of an article. */
export const ampNoise = new Set([
  'amp-ad',
  'amp-embed',
  'amp-analytics',
  'amp-pixel',
  'amp-sticky-ad',
  'amp-consent',
])

export const isAmpPlayer = (name: string): boolean => Object.hasOwn(players, name)

/** The address of the player; '' for what names none. @param name One of those. */
export function ampAddress(name: string, attributes: Attributes): string {
  return players[name]?.(attributes) ?? ''
}

function query(address: string, wishes: Readonly<Record<string, string>>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(wishes)) if (value !== '') url.searchParams.set(name, value)
  return url.href
}
