import { describe, expect, it } from 'vitest';
import { labelModels } from './label-models.js';
import { parseListPage, type UnlabelledModel } from './wire-schema.js';

function list(...ids: string[]): { readonly rows: ReadonlyMap<string, UnlabelledModel> } {
  const body = Buffer.from(JSON.stringify({ data: ids.map((id) => ({ id })) }));
  const { rows } = parseListPage(new URL('https://openrouter.test/'), body);
  return { rows: new Map(rows.map((row) => [row.slug, row])) };
}

const open = ['open/a', 'open/b', 'open/c', 'open/d'];
const closed = ['closed/a', 'closed/b', 'closed/c', 'closed/d', 'closed/e'];
const all = list(...open, ...closed, '~open/latest', 'openrouter/auto');
const label = (distillable: string[], notDistillable: string[]) =>
  labelModels({ all, distillable: list(...distillable), notDistillable: list(...notDistillable) });
const permissionsOf = (labelled: ReturnType<typeof labelModels>) =>
  Object.fromEntries(labelled.models.map((model) => [model.slug, model.permission]));

describe('labelModels', () => {
  it('gives the permission to what is only in the distillable list', () => {
    const labelled = label(open, closed);
    expect(permissionsOf(labelled)).toMatchObject({ 'open/a': 'distillable', 'closed/a': 'not-distillable' });
    expect(labelled).toMatchObject({ overlapping: [], incomplete: [] });
  });

  it('does not expect aliases and routers in the filtered lists, which omit them', () => {
    expect(permissionsOf(label(open, closed))).toMatchObject({
      '~open/latest': 'unlisted',
      'openrouter/auto': 'unlisted',
    });
  });

  it('calls a row in both filtered lists conflicting', () => {
    const labelled = label(open, [...closed, 'open/a']);
    expect(permissionsOf(labelled)['open/a']).toBe('conflicting');
    expect(labelled.overlapping).toEqual(['open/a']);
  });

  it('calls a model in neither list unlisted, and names rows that only a filtered list has', () => {
    const labelled = label([...open.slice(1), 'open/new'], closed);
    expect(permissionsOf(labelled)['open/a']).toBe('unlisted');
    expect(labelled.incomplete).toEqual(['open/a', 'open/new']);
    expect(permissionsOf(labelled)['open/new']).toBeUndefined();
  });

  it.each([
    ['true returns everything', [...open, ...closed], closed],
    ['true returns everything, aliases and routers too', [...all.rows.keys()], closed],
    ['false returns everything', open, [...open, ...closed]],
    ['both return everything', [...open, ...closed], [...open, ...closed]],
    ['both return the same part', [...open, 'closed/a', 'closed/b'], [...open, 'closed/a', 'closed/c']],
  ])('sees that the server ignores the filter: %s', (_title, distillable, notDistillable) => {
    expect(() => label(distillable, notDistillable)).toThrowError(
      expect.objectContaining({ code: 'CATALOG_FILTER_IGNORED' }),
    );
  });

  it('rejects an empty distillable list and an empty catalog', () => {
    expect(() => label([], closed)).toThrowError(expect.objectContaining({ code: 'CATALOG_EMPTY' }));
    const nothing = { all: list(), distillable: list(), notDistillable: list() };
    expect(() => labelModels(nothing)).toThrowError(expect.objectContaining({ code: 'CATALOG_EMPTY' }));
  });
});
