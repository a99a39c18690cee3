// `npm run pnpm -- <arguments>`: pnpm at the pinned version.
import { spawnSync } from 'node:child_process';
import { pinnedPnpm } from './pinned-pnpm.mjs';

const [command, ...commandArguments] = pinnedPnpm(new URL('..', import.meta.url), ...process.argv.slice(2));
const { status } = spawnSync(command, commandArguments, {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
