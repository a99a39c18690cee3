import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** As DuckDB writes it. */
const zstdParquet = fileURLToPath(new URL('__fixtures__/rows.zstd.parquet', import.meta.url));

const limits = { megabytes: 12, packages: 20 };

/**
 * Installs the packed command line into an empty project, alone, as its users do: it must be small, and list, check,
 * audit and run the proxy with nothing else installed.
 *
 * @param {string} tarball
 * @param {string} folder Where to work.
 * @returns {Promise<string>} What the install takes.
 */
export async function tryCommand(tarball, folder) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const files = { body: join(folder, 'body.json'), rows: join(folder, 'rows.jsonl') };
  writeFileSync(files.body, JSON.stringify({ model: 'qwen/qwen3-max', messages: [] }));
  writeFileSync(files.rows, `${JSON.stringify({ model: 'qwen/qwen3-max' })}\n`.repeat(1_000));
  const options = { cwd: folder, env: { ...process.env, DISTILLABLE_CACHE_DIR: join(folder, 'cache') } };

  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarball], options);
  const size = sizeOfInstall(join(folder, 'node_modules'));
  assert.ok(size.megabytes <= limits.megabytes, `${size.megabytes} MB are installed`);
  assert.ok(size.packages <= limits.packages, `${size.packages} packages are installed`);

  const command = join(folder, 'node_modules', '.bin', 'distillable');
  const run = (/** @type {string[]} */ ...args) =>
    execFileSync(command, [...args, '--sandbox', '--quiet'], { ...options, encoding: 'utf8' });
  assert.match(run('list', '--format', 'slugs'), /^~?[\w.-]+\/[\w.:-]+\n/);
  assert.match(run('check', '--request', files.body), /allowed/);
  assert.match(run('audit', files.rows), /1,000 distillable/);
  const clean = join(folder, 'clean.parquet');
  assert.match(run('audit', zstdParquet, '--out', clean), /1,000 distillable/);
  assert.match(run('audit', clean), /1,000 distillable/);

  const proxy = spawn(command, ['proxy', '--sandbox', '--port', '0'], options);
  const [url] = await once(createInterface(proxy.stdout), 'line');
  assert.ok((await fetch(`${url}/models`)).ok, 'the proxy lists models');
  proxy.kill();
  assert.deepEqual(await once(proxy, 'exit'), [0, null]);
  return `${size.megabytes.toFixed(1)} MB, ${size.packages} packages`;
}

/** @param {string} modules */
function sizeOfInstall(modules) {
  const bytes = readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(modules, path)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
  const { packages } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  return { megabytes: bytes / 1e6, packages: Object.keys(packages).length };
}
