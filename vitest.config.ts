import { defineConfig } from 'vitest/config';
import { workspaceSources } from './scripts/workspace-sources.mjs';

const sources = Object.entries(workspaceSources());

export default defineConfig({
  resolve: {
    // Whole specifiers only: a plain string would also match `@distillable/catalog/file-store`.
    alias: sources.map(([specifier, path]) => ({ find: new RegExp(`^${specifier}$`), replacement: path })),
  },
  // The bundle is written anew while tests are watched.
  server: { watch: { ignored: ['**/dist/**'] } },
  test: {
    testTimeout: 20_000,
    // Tests that wait for servers and processes leave room: vitest's own default is one worker fewer than cores.
    maxWorkers: '100%',
    reporters: ['default', './scripts/closing-line-reporter.mjs'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts'],
          // These share no state outside their files, and starting a worker for each file would take half of the time.
          isolate: false,
          pool: 'threads',
        },
      },
      { extends: true, test: { name: 'http', include: ['test/{http,clients}/**/*.test.ts'] } },
      { extends: true, test: { name: 'cli', include: ['test/cli/**/*.test.ts'] } },
      { extends: true, test: { name: 'bench', include: ['bench/**/*.test.ts'] } },
      { extends: true, test: { name: 'slow', include: ['test/slow/**/*.test.ts'] } },
    ],
  },
});
