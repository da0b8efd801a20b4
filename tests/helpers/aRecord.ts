/** aRecord.ts — a fetch record that states only the fact a test is about. */
import { noFetchRecord } from '../../main/store/shapes.ts'
import type { FetchRecord } from '../../main/model/fetchRecord.ts'

export function aRecord(facts: Partial<FetchRecord> = {}): FetchRecord {
  return { ...noFetchRecord, ...facts }
}
