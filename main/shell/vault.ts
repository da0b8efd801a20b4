/**
 * vault.ts — the system's own encryption, through Electron.
 *
 * Room:   main/shell.
 * Knows:  on Linux without a key ring Electron "encrypts" with a password that stands in its source (`basic_text`):
 *         that is no vault. Older Electrons have the synchronous calls only.
 */
import { safeStorage } from 'electron'
import type { Vault } from './secrets.ts'

/** What both old and new Electrons offer; the newer half may be missing. */
interface AnySafeStorage {
  readonly isEncryptionAvailable: () => boolean
  readonly encryptString: (text: string) => Buffer
  readonly decryptString: (sealed: Buffer) => string
  readonly encryptStringAsync?: (text: string) => Promise<Buffer>
  readonly decryptStringAsync?: (sealed: Buffer) => Promise<{ readonly result: string }>
  readonly isAsyncEncryptionAvailable?: () => Promise<boolean>
}

export function systemVault(platform: NodeJS.Platform): Vault {
  const storage: AnySafeStorage = safeStorage
  return {
    isReal: async () => {
      const isThere = (await storage.isAsyncEncryptionAvailable?.()) ?? storage.isEncryptionAvailable()
      if (!isThere) return false
      if (platform !== 'linux') return true
      const backend = safeStorage.getSelectedStorageBackend()
      return backend !== 'basic_text' && backend !== 'unknown'
    },
    seal: async (text) => (await storage.encryptStringAsync?.(text)) ?? storage.encryptString(text),
    open: async (sealed) => {
      const bytes = Buffer.from(sealed)
      return (await storage.decryptStringAsync?.(bytes))?.result ?? storage.decryptString(bytes)
    },
  }
}
