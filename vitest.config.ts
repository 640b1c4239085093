import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/projects/**', '**/node_modules/**'],
    globalSetup: ['test/cli/build-dist.ts'],
    setupFiles: ['test/fast-check.ts'],
    // Each test of the command line starts a process or two of its own.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
