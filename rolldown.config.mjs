// Bundles the command line from source into packages/cli/dist, with each command in files of its own.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';
import { referencedFiles } from './scripts/referenced-files.mjs';
import { thirdPartyNotices } from './scripts/third-party-notices.mjs';
import { workspaceSources } from './scripts/workspace-sources.mjs';

// In rolldown a `$` ends a specifier: without it, an alias would match its subpaths too.
const aliases = Object.entries(workspaceSources()).map(([specifier, path]) => [`${specifier}$`, path]);

export default defineConfig({
  input: fileURLToPath(new URL('packages/cli/src/bin.ts', import.meta.url)),
  platform: 'node',
  // Who shares a cache installs its adapter.
  external: ['@keyv/redis'],
  resolve: { alias: Object.fromEntries(aliases) },
  plugins: [referencedFiles(), thirdPartyNotices()],
  output: {
    dir: fileURLToPath(new URL('packages/cli/dist', import.meta.url)),
    cleanDir: true,
    // Node 20 loads this 10 ms faster than ES modules: an eighth of what a small command takes.
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    // Names stay as they are, so that stack traces can be read.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  },
});
