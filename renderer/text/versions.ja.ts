/** versions.ja.ts — 記事の以前の版。 Room: renderer/text. */
import type { versionsEn } from './versions.en.ts'

export const versionsJa: typeof versionsEn = {
  versions: 'この記事の版',
  version: (when, title) => `${when}　${title}`,
  presentVersion: (when) => `最新（${when}から）`,
  unknownTime: '以前',
}
