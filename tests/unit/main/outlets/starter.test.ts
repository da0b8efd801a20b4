/** Covers main/outlets/starter.ts and the starter file that is shipped. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readStarter } from '../../../../main/outlets/starter.ts'

describe('readStarter', () => {
  it('reads the shipped file whole: the group, as one family', () => {
    const json: unknown = JSON.parse(readFileSync('resources/starter.json', 'utf8'))
    const complaints: string[] = []
    const starter = readStarter(json, (where) => complaints.push(where))
    expect(complaints).toEqual([])
    expect(starter).toEqual(json)
    expect(starter.outlets.map(({ name, family }) => [name, family])).toEqual([
      ['Modern Tokyo Times', 'modern-tokyo-times'],
      ['Modern Tokyo News', 'modern-tokyo-times'],
      ['Sawako Utsumi', 'modern-tokyo-times'],
    ])
  })

  it('needs nothing but the address of a feed', () => {
    expect(readStarter({ outlets: [{ feedUrl: ' https://www.paper.example/feed ' }] })).toEqual({
      families: [],
      outlets: [
        {
          feedUrl: 'https://www.paper.example/feed',
          name: 'paper.example',
          siteUrl: null,
          language: null,
          family: null,
          follow: [],
        },
      ],
    })
  })

  it('takes a feed on this machine, as whoever wrote the file wishes', () => {
    const { outlets } = readStarter({ outlets: [{ feedUrl: 'http://127.0.0.1:8080/feed/' }] })
    expect(outlets).toHaveLength(1)
  })

  it('leaves out what is wrong, says where, and keeps the rest', () => {
    const complaints: string[] = []
    const { families, outlets } = readStarter(
      {
        families: [
          { key: 'town', title: 'Town papers' },
          { key: 'Bad Key', title: 'x' },
          { key: 'town', title: 'y' },
        ],
        outlets: [
          { feedUrl: 'https://a.example/feed', family: 'town' },
          { feedUrl: 'https://b.example/feed', family: 'nowhere' },
          { feedUrl: 'file:///etc/passwd' },
          { feedUrl: 'https://A.example/feed' },
          { name: 'No address' },
          { feedUrl: 'https://c.example/feed', language: 'not a language' },
          { feedUrl: 'https://d.example/feed', follow: [{ kind: 'site', url: 'javascript:1' }] },
          7,
        ],
      },
      (where) => complaints.push(where),
    )
    expect(families).toEqual([{ key: 'town', title: 'Town papers' }])
    expect(outlets.map(({ feedUrl, family }) => [feedUrl, family])).toEqual([
      ['https://a.example/feed', 'town'],
      ['https://b.example/feed', null],
    ])
    expect(complaints).toEqual([
      'families[1]',
      'families[2]',
      'outlets[2]',
      'outlets[3]',
      'outlets[4]',
      'outlets[5]',
      'outlets[6]',
      'outlets[7]',
      'https://b.example/feed',
    ])
  })

  it('does not take ten thousand', () => {
    const outlets = Array.from({ length: 10_000 }, (_, i) => ({ feedUrl: `https://p${String(i)}.example/` }))
    expect(readStarter({ outlets }).outlets).toHaveLength(500)
  })

  it.each([null, undefined, 0, 'x', [], {}, { families: 1, outlets: 2 }])(
    'reads %j as an empty start',
    (json) => {
      expect(readStarter(json)).toEqual({ families: [], outlets: [] })
    },
  )
})
