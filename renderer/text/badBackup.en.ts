/** badBackup.en.ts — why a backup is not put in place, in English. Its shape is the law for badBackup.ja.ts. */
import type { BackupFault } from '../../preload/contract/failure.ts'

/** @param where The paper or folder in which it was found, or the file. */
type Maker = (where: string | null) => string

const inIt = (where: string | null) => (where === null ? 'something in it' : `“${where}”`)

const why: Readonly<Record<BackupFault, Maker>> = {
  unreadable: (where) => `${where === null ? 'The file' : `“${where}”`} cannot be read.`,
  'took-too-long': () => 'Reading this backup took too long and was stopped.',
  'too-big': (where) =>
    `${where === null ? 'The file' : `“${where}”`} is larger than any backup of Kawaraban.`,
  'too-deep': (where) =>
    where === null
      ? 'In this backup things lie too deep in one another.'
      : `In this backup the folder “${where}” lies too deep in others.`,
  'too-many': () => 'This backup holds more than any library does.',
  'too-long': (where) => `In this backup ${inIt(where)} has a text that is too long.`,
  'wrong-shape': () => 'This backup lacks something, or says it in a way that is not Kawaraban’s.',
  'strange-name': () => 'This backup holds something that is made to do harm.',
  'bad-number': (where) => `In this backup ${inIt(where)} has a number or a time that is not valid.`,
  'bad-id': (where) => `In this backup ${inIt(where)} has an identifier that is not valid.`,
  'same-id': (where) => `In this backup ${inIt(where)} has the same identifier as another one.`,
  'bad-address': (where) => `In this backup ${inIt(where)} has an address that does not lead into the web.`,
  password: (where) => `In this backup ${inIt(where)} has an address with a name or a password in it.`,
  'folder-loop': (where) => `In this backup the folder ${where === null ? '' : `“${where}” `}lies in itself.`,
}

export const badBackupEn = ({
  why: fault,
  where,
}: {
  readonly why: BackupFault
  readonly where: string | null
}) => ({
  what: why[fault](where),
  next: 'Nothing was changed. Choose another backup.',
})
