import { describe, expect, it } from 'vitest';
import { tarballProblems } from './tarball-problems.mjs';

const manifest = { name: 'example', version: '1.0.0', dependencies: { zod: '4.6.7' } };
const files = ['LICENSE', 'README.md', 'package.json', 'dist/index.js'];

describe('tarballProblems', () => {
  it('finds none in a whole tarball', () => {
    expect(tarballProblems({ files, manifest })).toEqual([]);
  });

  it.each(['LICENSE', 'README.md', 'package.json'])('misses %s', (name) => {
    const problems = tarballProblems({ files: files.filter((file) => file !== name), manifest });
    expect(problems).toEqual([`${name} is missing.`]);
  });

  it.each([
    'src/decide.test.ts',
    'dist/decide.test.js.map',
    'dist/tsconfig.tsbuildinfo',
    'src/__fixtures__/models.json',
    'node_modules/.cache/record',
  ])('refuses %s', (name) => {
    expect(tarballProblems({ files: [...files, name], manifest })).toEqual([`${name} does not belong.`]);
  });

  it.each([
    { dependencies: { a: 'workspace:*' } },
    { peerDependencies: { a: 'catalog:' } },
    { optionalDependencies: { a: 'link:../a' } },
  ])('refuses a range that was not replaced: %o', (ranges) => {
    expect(tarballProblems({ files, manifest: { ...manifest, ...ranges } })).toEqual([
      expect.stringMatching(/^a is asked for as (workspace|catalog|link):/),
    ]);
  });
});
