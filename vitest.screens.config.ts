import { defineConfig } from 'vitest/config';

/** The built page on its own in a browser, every screen and state: nothing of it is shared, so one file does not wait for another. */
export default defineConfig({
  test: {
    include: ['test/screens/**/*.screens.ts'],
    maxWorkers: '100%',
    retry: 0,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
