// Runs the client matrix with today's newest clients, in an empty project with the packages as a release would pack
// them: node scripts/try-newest-clients.mjs, on the Node that the newest clients need.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packPackages } from './pack-packages.mjs';
import { runCommand } from './run-command.mjs';

/** What the matrix consists of, below `test`. */
const suite = ['clients', 'support/print-table.ts'];

const root = new URL('..', import.meta.url);
const project = mkdtempSync(join(tmpdir(), 'distillable-newest-clients-'));
try {
  const tests = fileURLToPath(new URL('test/', root));
  cpSync(join(tests, 'clients', 'newest', 'package.json'), join(project, 'package.json'));
  for (const name of suite) cpSync(join(tests, name), join(project, name), { recursive: true });
  const tarballs = join(project, 'tarballs');
  mkdirSync(tarballs);
  packPackages(root, tarballs);
  const packages = readdirSync(tarballs).map((name) => join(tarballs, name));
  runCommand(['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], {
    cwd: project,
  });
  const reporter = fileURLToPath(new URL('closing-line-reporter.mjs', import.meta.url));
  const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs');
  const options = [
    'run',
    'client-matrix',
    'wire-bodies',
    '--testTimeout=20000',
    '--reporter=default',
    `--reporter=${reporter}`,
  ];
  const { status } = spawnSync(process.execPath, [vitest, ...options], { cwd: project, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(project, { recursive: true, force: true });
}
