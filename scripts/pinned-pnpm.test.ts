import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pinnedPnpm } from './pinned-pnpm.mjs';

describe('pinnedPnpm', () => {
  it.each(['pnpm@10.1.2', 'pnpm@10.1.2+sha512.0a1b2c'])(
    'asks npx for the version of packageManager: %s',
    (pin) => {
      const folder = mkdtempSync(join(tmpdir(), 'pinned-pnpm-'));
      try {
        writeFileSync(join(folder, 'package.json'), JSON.stringify({ packageManager: pin }));
        expect(pinnedPnpm(pathToFileURL(`${folder}/`), 'install', '--offline')).toEqual([
          ...['npx', '--yes', 'pnpm@10.1.2'],
          ...['install', '--offline'],
        ]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
