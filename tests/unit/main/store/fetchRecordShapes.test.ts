/** Covers readFetchRecords in main/store/shapes.ts: records of an older version keep what they knew. */
import { describe, expect, it } from 'vitest'
import { noFetchRecord, readFetchRecords } from '../../../../main/store/shapes.ts'

const old = {
  etag: 'W/"1"',
  lastModified: 'someday',
  bodyHash: 'abc',
  checkedAt: 5,
  nextAt: 9,
  failures: 1,
  failure: null,
  failedSince: null,
  isRepaired: false,
  picturesWanted: [1],
}

describe('fetch records', () => {
  it('of a version that knew less keep their validators and get what is missing', () => {
    expect(readFetchRecords({ a: old }).get('a' as never)).toEqual({ ...noFetchRecord, ...old })
  })

  it('with nonsense in a new field are left out', () => {
    expect(readFetchRecords({ a: { ...old, rhythm: { gapMs: 'often' } } }).size).toBe(0)
  })
})
