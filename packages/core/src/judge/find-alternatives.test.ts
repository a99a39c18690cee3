import type { CatalogModel } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { findAlternatives } from './find-alternatives.js';

const model = (slug: string, permission: CatalogModel['permission'], more: Partial<CatalogModel> = {}) =>
  catalogModel(slug, { permission, ...more });
const snapshotOf = (...models: CatalogModel[]) => catalogSnapshot(models);

const snapshot = snapshotOf(
  model('closed/llama-3.1-70b-tuned', 'not-distillable'),
  model('closed/vision', 'not-distillable', { inputModalities: ['text', 'image'] }),
  model('closed/painter', 'not-distillable', { outputModalities: ['image'] }),
  model('open/llama-3.1-70b', 'distillable'),
  model('open/llama-3.1-70b:free', 'distillable'),
  model('open/llama-3.1-8b', 'distillable', { completionPrice: '0.00000003', contextLength: 16_384 }),
  model('open/sees', 'distillable', { inputModalities: ['text', 'image'] }),
  model('open/retired', 'distillable', { expirationDate: '2026-01-01', inputModalities: ['text', 'image'] }),
  model('~open/llama-latest', 'unlisted', { kind: 'alias', aliasTarget: 'open/llama-3.1-70b' }),
);
const namesFor = (slug: string, options = {}) =>
  findAlternatives(snapshot, snapshot.resolve(slug), options).map((row) => row.slug);

describe('findAlternatives', () => {
  it('names the same family first, then what is near in context and price', () => {
    expect(namesFor('closed/llama-3.1-70b-tuned').slice(0, 2)).toEqual([
      'open/llama-3.1-70b',
      'open/llama-3.1-8b',
    ]);
  });

  it('prefers a model that reads what the other reads', () => {
    expect(namesFor('closed/vision', { today: '2026-09-02' })[0]).toBe('open/sees');
  });

  it('leaves out what expires by the given day', () => {
    expect(namesFor('closed/vision', { limit: 9 })).toContain('open/retired');
    expect(namesFor('closed/vision', { limit: 9, today: '2026-01-01' })).not.toContain('open/retired');
  });

  it('names nothing where no distillable model produces what is wanted', () => {
    expect(namesFor('closed/painter')).toEqual([]);
  });

  it.each(['somebody/llama-3.1-8b', 'openrouter/auto', '@preset/mine', ''])(
    'names nothing for %j, of which nothing says what it can do',
    (slug) => {
      expect(namesFor(slug)).toEqual([]);
    },
  );

  it('names only distillable models, no alias, no variant, and no more than asked', () => {
    const all = namesFor('closed/vision', { limit: 99 });
    expect(all).toEqual(expect.arrayContaining(['open/llama-3.1-70b', 'open/llama-3.1-8b', 'open/sees']));
    expect(all.every((slug) => snapshot.resolve(slug).verdict === 'distillable')).toBe(true);
    expect(all.some((slug) => slug.includes(':') || slug.startsWith('~'))).toBe(false);
    expect(namesFor('closed/vision', { limit: 1 })).toHaveLength(1);
  });
});
