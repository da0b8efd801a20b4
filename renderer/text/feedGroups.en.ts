/** feedGroups.en.ts — the many feeds of one paper, in English. */
import { numberIn } from './numbers.ts'

export const feedGroupsEn = {
  search: 'Search these feeds',
  none: 'None of these feeds fits.',
  topics: (n: number) => `Single topics, tags and authors (${numberIn('en', n)})`,
  languages: (n: number) => `Other languages (${numberIn('en', n)})`,
  notLookedAt: 'named by the site, not looked at yet',
}

export type FeedGroupsWords = typeof feedGroupsEn
