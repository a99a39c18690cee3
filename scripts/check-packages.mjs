// Checks what would be published: packs every package, looks at the tarballs, and uses them in an empty project.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPackages } from './pack-packages.mjs';
import { runCommand } from './run-command.mjs';
import { tarballProblems } from './tarball-problems.mjs';
import { tryPacked } from './try-packed.mjs';

const root = new URL('..', import.meta.url);
const destination = mkdtempSync(join(tmpdir(), 'distillable-tarballs-'));

try {
  const packages = packPackages(root, destination);
  for (const packed of packages) check(packed);
  tryPacked(packages);
  console.log(`installed with npm, ran and imported: ${packages.length} packages`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(destination, { recursive: true, force: true });
}

/** @param {import('./pack-packages.mjs').PackedPackage} packed */
function check({ tarball, files, manifest }) {
  const problems = tarballProblems({ files, manifest });
  if (problems.length > 0) throw new Error(`${manifest.name}:\n${problems.join('\n')}`);
  runCommand(['npm', 'run', '--silent', 'package:lint', '--', tarball], { cwd: root });
  // Without an entry point (the command line) there are no types to look at.
  const hasEntryPoint = Object.keys(manifest.exports ?? {}).some((key) => !key.endsWith('.json'));
  if (hasEntryPoint) runCommand(['npm', 'run', '--silent', 'package:types', '--', tarball], { cwd: root });
  console.log(`${manifest.name}@${manifest.version}: ${files.length} files, good`);
}
