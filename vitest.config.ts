import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Many tests wait for a real disk or process: a core that is left free for the runner itself, as is usual, would be idle.
    maxWorkers: '100%',
    // Only a test that fails waits so long; a busy machine may need much of it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
  esbuild: { jsx: 'automatic' },
});
