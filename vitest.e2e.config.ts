import { defineConfig } from 'vitest/config';

/** The packaged app on a real desktop, one window at a time; a failure is never tried again. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    fileParallelism: false,
    sequence: { concurrent: false },
    retry: 0,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
