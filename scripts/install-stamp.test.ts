import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clearInstallStamp, installStamp, isInstalled, writeInstallStamp } from './install-stamp.mjs';

const runtime = { node: '20.20.2', platform: 'linux', arch: 'x64' };
const packageFolders = ['.', 'test', 'packages/catalog'];
let folder: string;
let root: URL;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-stamp-'));
  root = pathToFileURL(`${folder}/`);
  for (const name of packageFolders) {
    mkdirSync(join(folder, name, 'node_modules'), { recursive: true });
    writeFileSync(join(folder, name, 'package.json'), '{ "devDependencies": { "zod": "4.6.7" } }');
  }
  writeFileSync(join(folder, 'pnpm-lock.yaml'), 'lock');
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), 'workspace');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('installStamp', () => {
  it('is the same for the same files and another patch release of Node', () => {
    expect(installStamp(root, { ...runtime, node: '20.19.0' })).toBe(installStamp(root, runtime));
  });

  it.each([
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'test/package.json',
    'packages/catalog/package.json',
  ])('changes with %s', (path) => {
    const before = installStamp(root, runtime);
    writeFileSync(join(folder, path), '{ "changed": true }');
    expect(installStamp(root, runtime)).not.toBe(before);
  });

  it('changes when a package is added', () => {
    const before = installStamp(root, runtime);
    mkdirSync(join(folder, 'packages/core'));
    writeFileSync(join(folder, 'packages/core/package.json'), '{}');
    expect(installStamp(root, runtime)).not.toBe(before);
  });

  it.each([{ node: '24.0.0' }, { platform: 'darwin' }, { arch: 'arm64' }])(
    'changes with the runtime: %o',
    (other) => {
      expect(installStamp(root, { ...runtime, ...other })).not.toBe(installStamp(root, runtime));
    },
  );
});

describe('isInstalled', () => {
  it('holds after an install for the same stamp alone', () => {
    writeInstallStamp(root, 'one');
    expect([isInstalled(root, 'one'), isInstalled(root, 'two')]).toEqual([true, false]);
  });

  it('holds without a node_modules in a package that has no dependencies', () => {
    rmSync(join(folder, 'test/node_modules'), { recursive: true });
    writeFileSync(join(folder, 'test/package.json'), '{}');
    writeInstallStamp(root, 'one');
    expect(isInstalled(root, 'one')).toBe(true);
  });

  it('does not hold on a fresh clone', () => {
    expect(isInstalled(root, 'one')).toBe(false);
  });

  it('does not hold for an install that began and was cut off', () => {
    writeInstallStamp(root, 'one');
    clearInstallStamp(root);
    expect(isInstalled(root, 'one')).toBe(false);
  });

  it.each(packageFolders)('does not hold when the node_modules of %s is gone', (name) => {
    writeInstallStamp(root, 'one');
    rmSync(join(folder, name, 'node_modules'), { recursive: true });
    expect(isInstalled(root, 'one')).toBe(false);
  });
});
