// Runs the client matrix with today's newest clients, in an empty project with the packages as a release would pack
// them: node scripts/try-newest-clients.mjs, on the Node that the newest clients need.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './pack.mjs';

const tests = fileURLToPath(new URL('../test/', import.meta.url));
const reporter = fileURLToPath(new URL('closing-line-reporter.mjs', import.meta.url));

const project = mkdtempSync(join(tmpdir(), 'distillable-newest-clients-'));
try {
  for (const folder of ['clients', 'support'])
    cpSync(join(tests, folder), join(project, folder), { recursive: true });
  cpSync(join(tests, 'clients', 'newest', 'package.json'), join(project, 'package.json'));
  const tarballs = join(project, 'tarballs');
  mkdirSync(tarballs);
  const install = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...pack(tarballs)];
  execFileSync('npm', install, { cwd: project, stdio: 'inherit' });
  const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs');
  const options = ['--testTimeout=120000', '--reporter=default', `--reporter=${reporter}`];
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', 'client-matrix', 'wire-bodies', ...options],
    {
      cwd: project,
      stdio: 'inherit',
    },
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(project, { recursive: true, force: true });
}
