/** allow.en.ts — papers on this machine or its network, and what a backup would ask of the outside, in English. */
import type { AddressClass } from '../../preload/contract/failure.ts'
import { numberIn } from './numbers.ts'

const where: Record<AddressClass, string> = {
  loopback: 'this very machine',
  private: 'the network that this machine is in',
  'link-local': 'a device on the same cable or wireless network',
}

export const allowEn = {
  open: 'Allow this address…',
  title: (name: string) => `Allow the address of “${name}”`,
  means: (host: string, to: AddressClass) =>
    `${host} leads to ${where[to]}, not to the public internet. Allow it if you know this paper and it is really there. It is then fetched from ${host} and there only; if the name leads anywhere else one day, it is refused again.`,
  notMine: 'If you do not know why it leads there, do not allow it.',
  allow: 'Allow and fetch',
  allowAndLook: 'Allow and look again',

  proxy: (host: string) => `Everything would be fetched through the proxy ${host} from then on.`,
  noProxy: 'Your proxy would be taken out: everything would be fetched as the system says.',
  proxySigned: 'The password that is kept for this proxy would be sent to it, as now.',
  newHosts: (n: number) =>
    `${n === 1 ? 'One server' : `${numberIn('en', n)} servers`} that you do not read from now would be asked:`,
  sent: 'Passwords kept here go where they were given for, and nowhere else:',
  asked:
    'These papers have another address in the backup, or their password could be read by its proxy. It is not sent; it is asked for anew:',
  allowAgain: 'These papers are on this machine or its network. You would have to allow them anew:',
  paperAt: (title: string, host: string) => `${title} (${host})`,
  nothingNew: 'Nothing would be asked that is not asked now.',
}

export type AllowWords = typeof allowEn
