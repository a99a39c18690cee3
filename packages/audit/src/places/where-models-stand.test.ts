import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { roles } from './found-name.js';
import { knownPlaces } from './known-places.js';

const page = '../../../../docs/where-models-stand.md';
const mark =
  '<!-- The table of packages/audit/src/places/known-places.ts. Written by a test: vitest -u where-models-stand -->';

describe('the table of known places', () => {
  it('is in the docs', async () => {
    const text = readFileSync(fileURLToPath(new URL(page, import.meta.url)), 'utf8');
    const before = text.slice(0, text.indexOf(mark));
    const rows = roles.flatMap((role) =>
      knownPlaces
        .filter((place) => place.role === role)
        .map(
          ({ path, maybe, source }) =>
            `| \`${path}\` | ${role}${maybe === true ? ' (maybe)' : ''} | ${source} |`,
        ),
    );
    const table = ['| place | role | written by |', '| --- | --- | --- |', ...rows].join('\n');
    await expect(`${before}${mark}\n\n${table}\n`).toMatchFileSnapshot(page);
  });

  it('names each place once', () => {
    const paths = knownPlaces.map(({ path }) => path);
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
  });
});
