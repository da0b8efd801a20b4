/**
 * law.ts — who may import whom. Written once; checked by layers.test.ts.
 *
 * Read `main` downwards: it is the way data flows. A room may import itself, the
 * contract, and the rooms named beside it. To change the architecture, change
 * this file, in a commit of its own, with the reason in docs/notes.
 */
import type { IFlattenedRuleSet } from 'dependency-cruiser'

const main = {
  base: [],
  model: ['base'],
  fetch: ['base', 'model'],
  parse: ['base'],
  normalise: ['base', 'model', 'parse'],
  outlets: ['base', 'model', 'parse', 'normalise'],
  store: ['base', 'model'],
  query: ['base', 'model', 'store'],
  jobs: ['base', 'model', 'fetch', 'parse', 'normalise', 'outlets', 'store'],
  workers: ['base', 'model', 'fetch', 'parse', 'normalise', 'outlets', 'store', 'jobs'],
  ipc: ['base', 'model', 'query', 'jobs'],
  shell: ['base', 'model'],
}

const renderer = {
  text: [],
  parts: ['text'],
  state: [],
  keys: ['state', 'text'],
  panes: ['parts', 'state', 'text', 'keys'],
  dialogs: ['parts', 'state', 'text', 'keys'],
}

/** Packages with one home; everywhere else they are hidden behind our own names. */
const homes = {
  electron: '^(main/shell/|main/(index|bootstrap)|preload/preload)',
  lowdb: '^main/store/',
  'rss-parser': '^main/parse/',
  undici: '^main/fetch/',
  'iconv-lite': '^main/parse/',
  'ipaddr.js': '^main/fetch/',
  'sanitize-html': '^main/normalise/',
  tldts: '^main/outlets/',
  dompurify: '^renderer/panes/',
  'react-dom': '^renderer/main',
  'react-resizable-panels': '^renderer/(panes|main|App)',
  '@tanstack/react-virtual': '^renderer/panes/',
}

/**
 * What reads bytes and texts from outside: worker entries alone reach it, where a limit of time ends whatever it does.
 * The doors that stay open are addresses, rules and data that were read already; a new file is a parser
 * until it is named here.
 */
const parsers = [
  '^main/parse/',
  '^main/normalise/(?!cleaningVersion[.])',
  '^main/outlets/(?!(catalogue|starter|entries|families|robotRules|commentFeeds|wordPress)[.])',
  '(^|/)(sanitize-html|htmlparser2|rss-parser|iconv-lite)(/|$)',
].join('|')

type Rule = NonNullable<IFlattenedRuleSet['forbidden']>[number]

const rule = (name: string, from: object, to: object) => ({ name, severity: 'error', from, to }) as Rule

const rooms = (process: string, table: Record<string, readonly string[]>) =>
  Object.entries(table).map(([room, may]) =>
    rule(
      `${process}/${room}`,
      { path: `^${process}/${room}/` },
      { path: `^${process}/[^/]+/`, pathNot: `^${process}/(${[room, ...may].join('|')})/` },
    ),
  )

export const law: Rule[] = [
  rule('no-cycles', {}, { circular: true }),
  rule('renderer-not-main', { path: '^renderer/' }, { path: '^main/' }),
  rule('main-not-renderer', { path: '^main/' }, { path: '^renderer/' }),
  rule(
    'contract-is-a-leaf',
    { path: '^preload/contract/' },
    { path: '^(main|renderer|tests|preload/(?!contract))' },
  ),
  rule('only-the-contract', { path: '^(main|renderer)/' }, { path: '^preload/(?!contract)' }),
  rule('no-tests-in-production', { path: '^(main|preload|renderer)/' }, { path: '^tests/' }),
  rule('no-node-outside-main', { path: '^(renderer|preload/contract)/' }, { dependencyTypes: ['core'] }),
  rule(
    'only-state-crosses',
    { path: '^renderer/(text|parts|keys|panes|dialogs)/' },
    { path: '^renderer/bridge' },
  ),
  // What the window does not need is read after it has been opened (docs/notes/performance.md).
  rule(
    'window-first',
    { path: '^main/index' },
    { path: '^main/(fetch|parse|normalise|outlets|store|query|jobs|workers|ipc)/', dynamic: false },
  ),
  // A megabyte that only the network thread needs.
  rule(
    'no-undici-in-the-main-thread',
    { path: '^main/bootstrap' },
    { path: '(^|/)undici/', reachable: true },
  ),
  // One robots.txt of a few hundred bytes, packed, once held the whole program for half a minute (docs/notes/parsing.md).
  rule(
    'no-parsers-in-the-main-thread',
    { path: '^main/(index|bootstrap|services)' },
    { path: parsers, reachable: true },
  ),
  ...rooms('main', main),
  ...rooms('renderer', renderer),
  ...Object.entries(homes).map(([name, home]) =>
    rule(
      `${name}-has-one-home`,
      { path: '^(main|preload|renderer)/', pathNot: home },
      { path: `(^|/)(@types/)?${name}(/|$)` },
    ),
  ),
]
