// node load-in-child.mjs parse|snapshot DIRECTORY BASE_URL: loads what is cached and prints what that took, as JSON.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCatalog } from '@distillable/catalog';
import { createFileStore } from '@distillable/catalog/file-store';
import { largestResidentBytes } from '../largest-resident-bytes.mjs';

const [what, directory = '', baseUrl = ''] = process.argv.slice(2);
const start = performance.now();
if (what === 'parse') parseFile();
else await loadSnapshot();
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, MB: largestResidentBytes() / 1e6 }));

function parseFile() {
  const [name = ''] = readdirSync(directory);
  return JSON.parse(readFileSync(join(directory, name), 'utf8'));
}

async function loadSnapshot() {
  const catalog = createCatalog({ baseUrl, cache: createFileStore({ directory }) });
  await catalog.snapshot();
  await catalog.close();
}
