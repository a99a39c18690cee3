// node load-in-child.mjs parse|snapshot DIRECTORY BASE_URL: loads what is cached and prints what that took, as JSON.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCatalog } from '@distillable/catalog';
import { createFileStore } from '@distillable/catalog/file-store';
import { Keyv } from 'keyv';
import { largestResidentBytes } from '../largest-resident-bytes.mjs';

const [what, directory = '', baseUrl = ''] = process.argv.slice(2);
const start = performance.now();
if (what === 'parse') parseFile();
else await loadSnapshot();
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, MB: largestResidentBytes() / 1e6 }));

/** Twice, as the file holds a JSON string with JSON in it. */
function parseFile() {
  const [name = ''] = readdirSync(directory);
  const { value } = JSON.parse(readFileSync(join(directory, name), 'utf8'));
  return JSON.parse(value);
}

async function loadSnapshot() {
  const catalog = createCatalog({ baseUrl, cache: new Keyv({ store: createFileStore({ directory }) }) });
  await catalog.snapshot();
  await catalog.close();
}
