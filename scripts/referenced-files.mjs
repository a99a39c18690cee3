import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const packages = new URL('../packages/', import.meta.url);
const reference = /new URL\('([^']+)', import\.meta\.url\)/g;

/**
 * A rolldown plugin for `new URL('…', import.meta.url)` in our sources: bundles a worker's script, copies any other file
 * or folder into the output, and points the URL at it. All chunks must lie side by side in the output.
 *
 * @returns {import('rolldown').Plugin}
 */
export function referencedFiles() {
  return {
    name: 'referenced-files',
    transform: {
      filter: { id: /\/packages\/.*\.ts$/, code: 'import.meta.url' },
      handler(code, id) {
        return code.replaceAll(reference, (_, path) => {
          const target = new URL(path, pathToFileURL(id));
          if (path.endsWith('.js')) {
            const fileName = nameOf(target).replace(/\.js$/, '.cjs');
            this.emitFile({ type: 'chunk', id: fileURLToPath(target).replace(/\.js$/, '.ts'), fileName });
            return `new URL('./${fileName}', import.meta.url)`;
          }
          for (const file of filesIn(target)) {
            this.emitFile({ type: 'asset', fileName: nameOf(file), source: contentOf(file) });
          }
          return `new URL('./${nameOf(target)}', import.meta.url)`;
        });
      },
    },
  };
}

/**
 * The name in the output: `cli/package.json`.
 *
 * @param {URL} url
 */
function nameOf(url) {
  return url.href.slice(packages.href.length);
}

/**
 * @param {URL} url A file, or a folder with a slash at its end.
 */
function filesIn(url) {
  return url.href.endsWith('/') ? readdirSync(url).map((name) => new URL(name, url)) : [url];
}

/**
 * Of a manifest only what a program may ask of it: within another package, the rest would mislead tools.
 *
 * @param {URL} file
 */
function contentOf(file) {
  const content = readFileSync(file);
  if (!file.href.endsWith('/package.json')) return content;
  const { name, version } = JSON.parse(content.toString());
  return JSON.stringify({ name, version });
}
