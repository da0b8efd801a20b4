import { defineConfig } from 'vitest/config'

const node = (name: string, include: string[], rest: object = {}) => ({
  test: { name, environment: 'node' as const, include, ...rest },
})

export default defineConfig({
  test: {
    projects: [
      node('architecture', ['tests/architecture/*.test.ts'], { testTimeout: 30_000 }),
      // Weeks of virtual time are kept on a real disk, on machines that do other things too.
      node('unit', ['tests/unit/**/*.test.ts'], { testTimeout: 30_000 }),
      { test: { name: 'dom', environment: 'jsdom', include: ['tests/unit/renderer/**/*.test.tsx'] } },
      node('integration', ['tests/integration/**/*.test.ts'], { testTimeout: 30_000 }),
      // Real Electron: one window at a time, so that two cores are enough.
      node('e2e', ['tests/e2e/**/*.test.ts'], {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
        globalSetup: ['tests/e2e/globalSetup.ts'],
      }),
    ],
  },
})
