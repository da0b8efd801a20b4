/** Covers main/jobs/restorePreview.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { proxyKey } from '../../../../main/model/secrets.ts'
import { previewRestore } from '../../../../main/jobs/restorePreview.ts'
import type { Present } from '../../../../main/jobs/restorePreview.ts'
import { aStoredFeed } from '../../../helpers/jobContext.ts'

const club = aStoredFeed('club', { ownTitle: 'My club' })
const now: Present = { feeds: [club], proxy: null, secrets: [], allowed: [] }
const preview = (
  feeds: readonly ReturnType<typeof aStoredFeed>[],
  facts: Partial<Present> = {},
  proxy: string | null = null,
) => previewRestore({ followed: feeds, proxy }, { ...now, ...facts })

describe('what a backup would ask of the outside', () => {
  it('is nothing new for what is followed already', () => {
    expect(preview([club])).toEqual({ proxy: null, newHosts: [], sent: [], asked: [], allowAgain: [] })
  })

  it('names new hosts once each, with their ports; what was unfollowed is new too', () => {
    const tram = aStoredFeed('tram', { url: 'https://tram.example:8443/a' })
    const other = aStoredFeed('other', { url: 'https://tram.example:8443/b' })
    const welcome = aStoredFeed('welcome', { url: 'kawaraban:welcome' })
    const feeds = [{ ...club, unfollowedAt: 1 }]
    expect(preview([tram, other, welcome, club], { feeds }).newHosts).toEqual([
      'club.example',
      'tram.example:8443',
    ])
  })

  it('tells passwords that go to their own place from papers that will ask', () => {
    const secrets = [{ key: club.id, place: 'https://club.example' }]
    expect(preview([club], { secrets })).toMatchObject({
      sent: [{ title: 'My club', host: 'club.example' }],
      asked: [],
    })
    for (const url of [
      'https://evil.example/feed/',
      'http://club.example/feed/',
      'https://club.example:8443/',
    ])
      expect(preview([{ ...club, url }], { secrets })).toMatchObject({
        sent: [],
        asked: [{ title: 'My club' }],
      })
  })

  it('names the proxy that it would set, or take out, and whether its password is here', () => {
    const to = 'http://proxy.example:3128'
    const secrets = [{ key: proxyKey, place: to } as const]
    expect(preview([club], { secrets }, to).proxy).toEqual({ to, isSignedIn: true })
    expect(preview([club], { secrets }, 'http://proxy.example:3129').proxy).toMatchObject({
      isSignedIn: false,
    })
    expect(preview([club], { proxy: to }, to).proxy).toBeNull()
    expect(preview([club], { proxy: to }).proxy).toEqual({ to: null, isSignedIn: false })
  })

  it('counts a password that another proxy could read among those that will be asked for', () => {
    const plain = { ...club, url: 'http://club.example/feed' }
    const secrets = [{ key: club.id, place: 'http://club.example' }]
    const proxy = 'http://proxy.example:3128'
    expect(preview([plain], { secrets }, proxy)).toMatchObject({ sent: [], asked: [{ title: 'My club' }] })
    expect(preview([plain], { secrets, proxy }, proxy)).toMatchObject({ sent: [{}], asked: [] })
    const sealed = [{ key: club.id, place: 'https://club.example' }]
    expect(preview([club], { secrets: sealed }, proxy)).toMatchObject({ sent: [{}], asked: [] })
  })

  it('names papers that are to be allowed anew, by what was allowed and by their spelling', () => {
    const nas = aStoredFeed('nas', { url: 'http://nas.lan/feed' })
    const name = aStoredFeed('name', { url: 'http://nas.example/feed' })
    const allowed = [{ url: name.url, class: 'private' }] as const
    expect(preview([club, nas, name], { allowed }).allowAgain.map(({ host }) => host)).toEqual([
      'nas.lan',
      'nas.example',
    ])
  })
})
