/** versions.en.ts — what an article said before. Room: renderer/text. */
export const versionsEn = {
  versions: 'Versions of this article',
  version: (when: string, title: string) => `${when}: ${title}`,
  presentVersion: (when: string) => `Now (since ${when})`,
  unknownTime: 'earlier',
}
