import { defineConfig } from 'vitest/config';

// Many tests start worker threads from source, each of which would strip the types of all its files anew.
process.env.NODE_COMPILE_CACHE ??= new URL(
  './node_modules/.cache/compiled',
  import.meta.url,
).pathname;

/** Unit tests stand beside the code; the others are in tests/ by kind. The window's tests run under Playwright. */
export default defineConfig({
  test: {
    include: [
      'src/**/*.test.{ts,tsx}',
      'tests/{contract,fuzz,integration,migrations,security}/**/*.test.ts',
    ],
    // The native SQLite module and worker threads are safest in processes of their own.
    pool: 'forks',
    maxWorkers: 2,
    // Generous: a test must not fail because the computer is busy.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
