// Bundles the page of `distillable explore`, and with it the command line from source into packages/cli/dist, with each
// command in files of its own.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';
import { referencedFiles } from './scripts/referenced-files.mjs';
import { thirdPartyNotices } from './scripts/third-party-notices.mjs';
import { workspaceSources } from './scripts/workspace-sources.mjs';

// In rolldown a `$` ends a specifier: without it, an alias would match its subpaths too.
const aliases = Object.entries(workspaceSources()).map(([specifier, source]) => [`${specifier}$`, source]);

const pageSource = path('packages/explore/src/page/');

/** For browsers: one script, of whatever packages it is made. */
const page = defineConfig({
  input: `${pageSource}main.tsx`,
  platform: 'browser',
  // Only code that the page does not use imports these, and that code is removed.
  external: [/^node:(?!crypto$)/, 'undici'],
  resolve: { alias: { ...Object.fromEntries(aliases), 'csv-parse$': 'csv-parse/browser/esm' } },
  // An external module that is used after all: no browser has it.
  onLog: (level, log, report) => report(log.code === 'MISSING_GLOBAL_NAME' ? 'error' : level, log),
  plugins: [
    {
      name: 'without-node',
      resolveId: {
        filter: { id: /^node:crypto$/ },
        // These files hash the list and the terms. The page uses nothing else of `node:crypto`.
        handler: (id, importer = '') =>
          /\/catalog\/src\/(indexed-snapshot|terms\/terms)\.ts$/.test(importer)
            ? `${pageSource}sha256.ts`
            : { id, external: true },
      },
    },
    {
      name: 'page-assets',
      buildStart() {
        for (const fileName of ['index.html', 'style.css']) {
          this.addWatchFile(pageSource + fileName);
          this.emitFile({ type: 'asset', fileName, source: readFileSync(pageSource + fileName) });
        }
      },
    },
    thirdPartyNotices(),
  ],
  output: {
    dir: path('packages/explore/dist/site'),
    cleanDir: true,
    format: 'iife',
    entryFileNames: 'page.js',
    minify: true,
  },
});

const commandLine = defineConfig({
  input: path('packages/cli/src/main.ts'),
  platform: 'node',
  // Users of a shared cache install its adapter.
  external: ['@keyv/redis'],
  resolve: { alias: Object.fromEntries(aliases) },
  plugins: [referencedFiles(), thirdPartyNotices()],
  output: {
    dir: path('packages/cli/dist'),
    cleanDir: true,
    // Node 20 loads this 10 ms faster than ES modules: an eighth of what a small command takes.
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    // One character beyond Latin-1 would double what Node holds and reads of a file.
    charset: 'ascii',
    // Node looks up, reads and compiles each file on its own: what nearly every command loads is one of them, and what
    // judges another. Neither has anything that imports zod, which takes 10 ms to load. Threads load them too, so that
    // the first, which is the entry, runs nothing by itself.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          name: 'base',
          test: [
            'node_modules/commander/',
            'core/src/policy/',
            'core/src/once',
            'cli/src/(?!commands/|meanings|parse-config|policy-lists)[^/]+$',
            'cli/src/terminal/(?!table)',
            'cli/src/sources/(?!proxy-dispatcher|terms-table)',
            'catalog/src/(?!index\\.|json(?:-text)?\\.|snapshot-json)[^/]+$',
            'catalog/src/cache/',
            // What reads policies, lists and tables from files needs them, and must not load the built-in table.
            'catalog/src/terms/(?:conditions|hosts|terms)\\.',
          ],
        },
        // What the threads of an audit need of all that, too.
        { name: 'text', test: ['catalog/src/json(?:-text)?\\.', 'audit/src/numbers'] },
        {
          name: 'judging',
          test: [
            'cli/src/(?:policy-lists|commands/check\\b(?!/presets))',
            'ledger/src/split-lines',
            'core/src/(?:api|decide|judge|references|terms)/',
            'core/src/bytes',
            'catalog/src/terms/(?!parse-terms|conditions|hosts|terms\\.)',
          ],
        },
        {
          name: 'list',
          test: [
            'cli/src/(?:commands/list\\b|terminal/table)',
            'node_modules/(?:csv-stringify|fast-string-[a-z-]+)/',
          ],
        },
      ].map(({ name, test }) => ({ name, test: new RegExp(test.join('|')) })),
    },
    // Functions keep their names, so that stack traces can be read.
    minify: {
      compress: true,
      mangle: { toplevel: false, keepNames: true },
      codegen: { removeWhitespace: true },
    },
  },
});

// In this order: the page's files are copied into the command line's.
export default [page, commandLine];

/** @param {string} relative */
function path(relative) {
  return fileURLToPath(new URL(relative, import.meta.url));
}
