import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogAlias as alias, catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import type { CatalogModel, Permission } from './model.js';

const model = (slug: string, permission: Permission, more: Partial<CatalogModel> = {}) =>
  catalogModel(slug, { permission, ...more });

const rows = [
  model('open/chat', 'distillable', { canonicalSlug: 'open/chat-20260101' }),
  model('open/chat:free', 'distillable', { canonicalSlug: 'open/chat-20260101' }),
  model('open/chat:batch', 'not-distillable', { canonicalSlug: 'open/chat-20260101' }),
  model('open/free-only:free', 'distillable', { canonicalSlug: 'open/free-only-1' }),
  model('open/mixed:free', 'distillable', { canonicalSlug: 'open/mixed-1' }),
  model('open/mixed:thinking', 'not-distillable', { canonicalSlug: 'open/mixed-1' }),
  model('open/own-nitro', 'distillable'),
  model('open/own-nitro:nitro', 'not-distillable'),
  model('open/expired', 'distillable', { expirationDate: '2020-01-01' }),
  model('closed/chat', 'not-distillable', { canonicalSlug: 'closed/4-chat-20260217' }),
  model('moved/both', 'conflicting'),
  model('moved/neither', 'unlisted'),
  model('renamed/model', 'distillable', { canonicalSlug: 'other-author/uncensored' }),
  model('openrouter/horizon-alpha', 'not-distillable'),
  model('openrouter/new-router', 'distillable', { kind: 'router' }),
  model('openrouter/auto', 'distillable', { kind: 'router' }),
  model('evil/chat@preset/mine', 'distillable'),
  alias('~open/latest', 'open/chat'),
  alias('~open/dated', 'open/chat-20260101'),
  alias('~open/fast', 'open/chat:nitro'),
  alias('~closed/latest', 'closed/chat'),
  alias('~gone/latest', 'gone/model'),
  alias('~chain/latest', '~open/latest'),
  alias('~loop/latest', '~loop/latest'),
  alias('~router/latest', 'openrouter/auto'),
  alias('~preset/latest', '@preset/mine'),
  alias('~denied/latest', 'open/chat', 'not-distillable'),
  alias('~torn/latest', 'open/chat', 'conflicting'),
  alias('~agreed/latest', 'open/chat', 'distillable'),
  alias('~boasting/latest', 'closed/chat', 'distillable'),
  ...['open/chat', 'closed/chat'].map((target, index) => ({
    ...alias(`~shared/${index}`, target),
    canonicalSlug: 'shared/aliases-1',
  })),
  { ...alias('~twin/latest', 'open/chat'), canonicalSlug: 'twin/chat-1' },
  model('twin/chat', 'distillable', { canonicalSlug: 'twin/chat-1' }),
  { ...alias('~odd/latest', 'open/chat'), canonicalSlug: 'odd/chat-1' },
  model('odd/chat', 'not-distillable', { canonicalSlug: 'odd/chat-1' }),
  alias('~mute/allowed', null, 'distillable'),
  alias('~mute/unlisted', null),
];
const snapshot = catalogSnapshot(rows);

describe('resolve', () => {
  it.each([
    ['an id', 'open/chat', 'distillable', 'open/chat'],
    ['an id without the permission', 'closed/chat', 'not-distillable', 'closed/chat'],
    ['a row in both lists', 'moved/both', 'not-distillable', 'moved/both'],
    ['a row in neither list', 'moved/neither', 'not-distillable', 'moved/neither'],
    ['an expired row by its permission', 'open/expired', 'distillable', 'open/expired'],
    ['a canonical slug by the base, not by its variants', 'open/chat-20260101', 'distillable', 'open/chat'],
    ['a canonical slug of another form', 'closed/4-chat-20260217', 'not-distillable', 'closed/chat'],
    ['a canonical slug of another author', 'other-author/uncensored', 'distillable', 'renamed/model'],
    ['a canonical slug that only a variant has', 'open/free-only-1', 'distillable', 'open/free-only:free'],
    [
      'a canonical slug of several aliases by the strictest',
      'shared/aliases-1',
      'not-distillable',
      'closed/chat',
    ],
    ['a canonical slug of a model and a stricter alias', 'odd/chat-1', 'not-distillable', 'odd/chat'],
    ['a canonical slug of a model and its equal alias', 'twin/chat-1', 'distillable', 'twin/chat'],
    [
      'a canonical slug of several variants by the strictest',
      'open/mixed-1',
      'not-distillable',
      'open/mixed:thinking',
    ],
    ['a static variant by its own row', 'open/chat:batch', 'not-distillable', 'open/chat:batch'],
    [
      'a static variant of a canonical slug',
      'open/chat-20260101:batch',
      'not-distillable',
      'open/chat:batch',
    ],
    ['a static variant without a row', 'open/chat:thinking', 'unknown', null],
    ['the base of a model that only has a variant', 'open/free-only', 'unknown', null],
    ['an unknown variant', 'open/chat:turbo', 'unknown', null],
    ['an empty variant', 'open/chat:', 'unknown', null],
    ['a dynamic variant by its base', 'open/chat:nitro', 'distillable', 'open/chat'],
    ['a dynamic variant of a closed model', 'closed/chat:floor', 'not-distillable', 'closed/chat'],
    [
      'a dynamic variant by its own row where it has one',
      'open/own-nitro:nitro',
      'not-distillable',
      'open/own-nitro:nitro',
    ],
    ['a dynamic variant of a static one', 'open/chat:batch:online', 'not-distillable', 'open/chat:batch'],
    ['a dynamic variant of a canonical slug', 'open/chat-20260101:exacto', 'distillable', 'open/chat'],
    ['two dynamic variants', 'open/chat:nitro:online', 'distillable', 'open/chat'],
    ['a static variant behind a dynamic one', 'open/chat:nitro:free', 'unknown', null],
    ['an alias by its target', '~open/latest', 'distillable', 'open/chat'],
    ['an alias of a canonical slug', '~open/dated', 'distillable', 'open/chat'],
    ['an alias of a dynamic variant', '~open/fast', 'distillable', 'open/chat'],
    ['a dynamic variant of an alias', '~open/latest:nitro', 'distillable', 'open/chat'],
    ['a static variant of an alias', '~open/latest:free', 'unknown', null],
    ['an alias of a closed model', '~closed/latest', 'not-distillable', 'closed/chat'],
    ['an alias of a model that is gone', '~gone/latest', 'unknown', null],
    ['an alias of an alias', '~chain/latest', 'unknown', null],
    ['an alias of itself', '~loop/latest', 'unknown', null],
    ['an alias of a router', '~router/latest', 'dynamic', 'openrouter/auto'],
    ['an alias of a preset', '~preset/latest', 'unknown', null],
    ['an alias that is listed as not distillable itself', '~denied/latest', 'not-distillable', 'open/chat'],
    ['an alias in both lists', '~torn/latest', 'not-distillable', 'open/chat'],
    ['an alias whose label agrees with its target', '~agreed/latest', 'distillable', 'open/chat'],
    ['an alias whose label says more than its target', '~boasting/latest', 'not-distillable', 'closed/chat'],
    ['an alias without a target by itself', '~mute/allowed', 'distillable', '~mute/allowed'],
    ['an unlisted alias without a target', '~mute/unlisted', 'not-distillable', '~mute/unlisted'],
    ['an alias that is not a row', '~open/newest', 'unknown', null],
    ['a router, whatever its label', 'openrouter/auto', 'dynamic', 'openrouter/auto'],
    ['a router that we do not know by name', 'openrouter/new-router', 'dynamic', 'openrouter/new-router'],
    ['a known router that the list leaves out', 'openrouter/pareto-code', 'dynamic', null],
    ['a variant of a router', 'openrouter/auto:online', 'dynamic', 'openrouter/auto'],
    [
      'a model by OpenRouter itself',
      'openrouter/horizon-alpha',
      'not-distillable',
      'openrouter/horizon-alpha',
    ],
    ['a preset', '@preset/mine', 'dynamic', null],
    ['a preset on a distillable model', 'open/chat@preset/mine', 'dynamic', null],
    ['a preset even where a row has that id', 'evil/chat@preset/mine', 'dynamic', null],
    ['another case as written', 'Open/Chat', 'unknown', null],
    ['white space as written', ' open/chat', 'unknown', null],
    ['nothing', '', 'unknown', null],
    ['a property of every object', '__proto__', 'unknown', null],
  ])('judges %s: %s', (_title, slug, verdict, judged) => {
    const resolution = snapshot.resolve(slug);
    expect({ verdict: resolution.verdict, judged: resolution.model?.slug ?? null }).toEqual({
      verdict,
      judged,
    });
    expect(resolution.requested).toBe(slug);
  });

  it('reports the steps on the way', () => {
    expect(snapshot.resolve('~open/fast:online').steps).toEqual([
      { kind: 'dynamic-variant', variant: 'online', base: '~open/fast' },
      { kind: 'id', slug: '~open/fast' },
      { kind: 'alias', slug: '~open/fast', target: 'open/chat:nitro' },
      { kind: 'dynamic-variant', variant: 'nitro', base: 'open/chat' },
      { kind: 'id', slug: 'open/chat' },
    ]);
    expect(snapshot.resolve('open/chat:turbo').steps).toEqual([
      { kind: 'variant-without-row', variant: 'turbo', base: 'open/chat' },
    ]);
  });

  it('gives the same frozen object for the same slug', () => {
    const resolution = snapshot.resolve('~open/latest');
    expect(snapshot.resolve('~open/latest')).toBe(resolution);
    expect(Object.isFrozen(resolution) && Object.isFrozen(resolution.steps)).toBe(true);
  });

  it('keeps no results for names with dynamic variants, of which there is no end', () => {
    expect(snapshot.resolve('open/chat:nitro')).not.toBe(snapshot.resolve('open/chat:nitro'));
  });

  it('reads a chain of variants, but no text that is longer than any slug', () => {
    const chain = (length: number) => `open/chat${':nitro'.repeat(length)}`;
    expect(snapshot.resolve(chain(169)).verdict).toBe('distillable');
    for (const tooLong of [chain(170), chain(200_000), `@preset/${'a'.repeat(1_024)}`]) {
      expect(snapshot.resolve(tooLong)).toMatchObject({
        requested: tooLong,
        verdict: 'unknown',
        steps: [{ kind: 'no-row', slug: tooLong }],
      });
    }
  });

  it.each([
    ['open/chat', 'model', 'open/chat', null, null],
    ['open/chat:free', 'model', 'open/chat', 'free', null],
    ['open/chat:free:nitro', 'model', 'open/chat:free', 'nitro', null],
    ['open/chat:', 'model', 'open/chat', '', null],
    ['none/such', 'model', 'none/such', null, null],
    ['~open/latest:online', 'alias', '~open/latest', 'online', null],
    ['~none/latest', 'alias', '~none/latest', null, null],
    ['openrouter/pareto-code', 'router', 'openrouter/pareto-code', null, null],
    ['openrouter/auto:online', 'router', 'openrouter/auto', 'online', null],
    ['@preset/mine', 'preset', '', null, 'mine'],
    ['@preset/', 'preset', '', null, ''],
    ['open/chat:free@Preset/mine:x', 'preset', 'open/chat', 'free', 'mine:x'],
    ['preset/mine', 'model', 'preset/mine', null, null],
    [':free', 'model', '', 'free', null],
    ['', 'model', '', null, null],
  ])('takes %j apart, with and without rows', (slug, kind, base, variant, preset) => {
    expect(snapshot.resolve(slug)).toMatchObject({ kind, base, variant, preset });
    expect(catalogSnapshot([]).resolve(slug)).toMatchObject({ kind, base, variant, preset });
  });

  it.each([
    ['a router that is not known by name', 'openrouter/new-router', 'router'],
    ['an alias of a router', '~router/latest', 'alias'],
    ['an alias by its canonical slug', 'shared/aliases-1', 'alias'],
  ])('takes the kind of %s from its row', (_title, slug, kind) => {
    expect(snapshot.resolve(slug).kind).toBe(kind);
  });

  it('calls distillable only what ends at a row with the permission, for any text', () => {
    const parts = fc.constantFrom(
      ...rows.map((row) => row.slug),
      ':',
      '@preset/',
      'nitro',
      'free',
      '~',
      ' ',
      'A',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 5 }), (pieces) => {
        const { verdict, model: judged } = snapshot.resolve(pieces.join(''));
        if (verdict === 'distillable') expect(judged?.permission).toBe('distillable');
      }),
      { numRuns: 2_000 },
    );
  });
});
