/** secretRules.ts — which kept passwords are still wanted, and where those of older versions belong. */
import { secretPlaceOf } from '../base/secretPlace.ts'
import type { Library } from '../model/library.ts'
import { feedIdOf } from './feedId.ts'
import { proxyKey } from '../model/secrets.ts'
import type { SecretKey } from '../model/secrets.ts'

export interface SecretRules<Key> {
  readonly isWanted: (key: Key, place: string) => boolean
  readonly givenFor: (key: Key) => string | null
}

/**
 * A feed's id is made of the address that it was followed at: where it is still asked there and never moved, that is where
 * an old password was given for. Of a proxy nobody can know: a restored backup may have put another one there.
 */
export function secretRules(library: Library): SecretRules<SecretKey> {
  const feedOf = (key: SecretKey) =>
    library.subscriptions().feeds.find(({ id, unfollowedAt }) => id === key && unfollowedAt === null)
  const addressOf = (key: SecretKey) =>
    key === proxyKey ? library.settings().proxy : (feedOf(key)?.url ?? null)
  return {
    isWanted: (key, place) => secretPlaceOf(addressOf(key) ?? '') === place,
    givenFor: (key) => {
      if (key === proxyKey) return null
      const url = feedOf(key)?.url ?? null
      const isAsFollowed = url !== null && feedIdOf(url) === key
      return isAsFollowed && library.fetchRecord(key).moved === null ? url : null
    },
  }
}
