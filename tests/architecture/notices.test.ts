/** notices.test.ts — the lint notices a notification that is made anywhere but in its one home (docs/notes/safety.md). */
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const config = (await new ESLint().calculateConfigForFile('main/bootstrap.ts')) as {
  rules: Record<string, unknown>
}
const homeConfig = (await new ESLint().calculateConfigForFile('main/shell/systemNotices.ts')) as typeof config
const rule = 'no-restricted-syntax'

async function complaints(code: string, { rules } = config): Promise<number> {
  // The rule alone, as it is configured for the file: the others want types, and a file that is there.
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [{ rules: { [rule]: rules[rule] as never } }],
  })
  const [result] = await eslint.lintText(code, { filePath: 'any.js' })
  return result?.messages.length ?? 0
}

describe('a notification', () => {
  it.each([
    "import { Notification } from 'electron'",
    "import { Notification as Word } from 'electron'",
    "import * as electron from 'electron'; new electron.Notification({})",
    'new Notification("title")',
    'new window.Notification("title")',
    'const { Notification: Word } = globalThis',
    'registration.showNotification("title")',
  ])('is not made by the way: %s', async (code) => {
    expect(await complaints(code)).toBeGreaterThan(0)
  })

  it('is made in its one home', async () => {
    expect(await complaints("import { Notification } from 'electron'", homeConfig)).toBe(0)
  })
})
