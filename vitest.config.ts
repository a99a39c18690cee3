import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { workspaceSources } from './scripts/workspace-sources.mjs';

const sources = Object.entries(workspaceSources());

// A developer may have set these for real use.
delete process.env['OPENROUTER_API_KEY'];
delete process.env['OPENROUTER_BASE_URL'];

export default defineConfig({
  resolve: {
    // Whole specifiers only: a plain string would also match `@distillable/catalog/file-store`.
    alias: sources.map(([specifier, path]) => ({ find: new RegExp(`^${specifier}$`), replacement: path })),
  },
  // The bundle is written anew while tests are watched.
  server: { watch: { ignored: ['**/dist/**'] } },
  test: {
    setupFiles: ['./test/support/property-seed.ts'],
    // These only end what hangs: a busy machine may be many times slower than a quiet one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // One more than there are cores: many tests wait for servers and processes.
    maxWorkers: availableParallelism() + 1,
    // Compiled sources are kept in node_modules/.experimental-vitest-cache for the next run.
    experimental: { fsModuleCache: true },
    reporters: ['default', './scripts/closing-line-reporter.mjs'],
    // Without isolation files share a worker: they leave nothing changed behind. Starting one for each took half of the time.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts'],
          isolate: false,
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: { name: 'http', include: ['test/{http,clients}/**/*.test.ts'], isolate: false },
      },
      { extends: true, test: { name: 'cli', include: ['test/cli/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'bench', include: ['bench/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['test/slow/**/*.test.ts'],
        },
      },
    ],
  },
});
