// `npm run pnpm -- <arguments>`: pnpm through npx, at the version that package.json pins, so that no one has to install it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { status } = spawnSync('npx', ['--yes', packageManager, ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Windows finds npx.cmd only through a shell.
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
