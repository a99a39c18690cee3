// Publishes every package whose version is not on the registry yet: node scripts/publish.mjs [--dry-run]
//
// npm itself publishes the tarballs that pnpm packs, since npm is what the registry trusts (provenance, no token).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pack } from './pack.mjs';

const isDryRun = process.argv.includes('--dry-run');
// Only a build that the registry can trace to its sources can be signed for.
const provenance = process.env['GITHUB_ACTIONS'] === 'true' && !isDryRun ? ['--provenance'] : [];

const folder = mkdtempSync(join(tmpdir(), 'distillable-publish-'));
try {
  for (const tarball of pack(folder)) {
    const how = ['--access', 'public', ...provenance, ...(isDryRun ? ['--dry-run'] : [])];
    const { status, stderr } = spawnSync('npm', ['publish', tarball, ...how], { encoding: 'utf8' });
    const isThere = /previously published|cannot publish over/i.test(stderr);
    if (status !== 0 && !isThere) throw new Error(`npm publish ended with ${status}\n${stderr}`);
    console.log(
      `${basename(tarball)}: ${isThere ? 'is published already' : isDryRun ? 'can be published' : 'published'}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
