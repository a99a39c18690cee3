import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { PolicyViolationError } from '../send/rejection.js';
import { evaluate } from './evaluate.js';

const snapshot = catalogSnapshot([
  catalogModel('open/small', { permission: 'distillable' }),
  catalogModel('open/large', { permission: 'distillable' }),
  catalogModel('closed/big', { permission: 'not-distillable' }),
]);
const judge = (body: object, mode: 'reject' | 'prune' = 'reject') => evaluate(body, snapshot, { mode });
const times = (count: number, item: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => item(index));
const router = (allowed_models: unknown, excluded_models: unknown = []) => ({
  model: 'openrouter/auto',
  plugins: [{ id: 'auto-router', allowed_models, excluded_models }],
});
const codesOf = (body: object) => [...new Set(judge(body).violations.map(({ code }) => code))];
const wildcard = (index: number) => `open/*${'l'.repeat(index % 2)}*${'*'.repeat(index)}`;

describe('the limits of one body', () => {
  it.each<[limit: string, within: object, beyond: object, code: string, says: RegExp]>([
    [
      'places that name a model',
      { models: times(2_048, () => 'open/small') },
      { models: times(2_049, () => 'open/small') },
      'TOO_MANY_REFERENCES',
      /2049 places .* 2048/,
    ],
    [
      'places in tools and unknown fields',
      { model: 'open/small', novelty: times(2_047, () => ({ model: 'open/small' })) },
      { model: 'open/small', novelty: times(9_000, () => ({ model: 'open/small' })) },
      'TOO_MANY_REFERENCES',
      /9001 places .* 2048/,
    ],
    [
      'different wildcards',
      router(times(128, wildcard)),
      router(times(129, wildcard)),
      'TOO_MANY_WILDCARDS',
      /number 129 .* 128/,
    ],
    [
      'different wildcards, exclusions included',
      router(
        times(64, wildcard),
        times(64, (index) => `closed/*${index}`),
      ),
      router(
        times(64, wildcard),
        times(65, (index) => `closed/*${index}`),
      ),
      'TOO_MANY_WILDCARDS',
      /number 129 .* 128/,
    ],
    [
      'characters of a slug',
      { model: 'open/small', models: ['open/small'] },
      { model: 'open/small', models: [`open/small${':nitro'.repeat(7_000)}`] },
      'NOT_A_SLUG',
      /a text of 42010 characters/,
    ],
    [
      'characters of a preset',
      { model: 'open/small' },
      { model: 'open/small', preset: 'p'.repeat(257) },
      'NOT_A_SLUG',
      /a text of 257 characters/,
    ],
    [
      'characters of a pattern',
      router([`${'*'.repeat(250)}small`]),
      router([`${'*'.repeat(252)}small`]),
      'NOT_A_SLUG',
      /a text of 257 characters/,
    ],
  ])('are reported with what there is: %s', (_, within, beyond, code, says) => {
    expect(codesOf(within)).toEqual([]);
    expect(codesOf(beyond)).toEqual([code]);
    expect(judge(beyond).violations[0]?.message).toMatch(says);
  });

  it('count for each body of a batch alone, wildcards for all of them together', () => {
    const body = { models: times(2_000, () => 'open/small') };
    expect(judge({ requests: [{ body }, { body }] }).allowed).toBe(true);
    const routers = times(129, (index) => ({ body: router([wildcard(index)]) }));
    expect(codesOf({ requests: routers })).toEqual(['TOO_MANY_WILDCARDS']);
    const equal = times(2_000, () => ({ body: router(['open/*'], ['closed/*']) }));
    expect(judge({ requests: equal }).allowed).toBe(true);
  });
});

describe('many violations', () => {
  const decision = judge({ model: 'open/small', models: times(500, (index) => `x/${index}`) });

  it('are reported up to 20, with their number', () => {
    expect(decision.violations).toHaveLength(20);
    expect(decision.violationCount).toBe(500);
    expect(decision.references).toHaveLength(501);
  });

  it('are counted in the message of the error', () => {
    const { message, details } = new PolicyViolationError({ ...decision });
    expect(message).toContain('(and 499 more: /models/1, /models/2, /models/3, /models/4, /models/5, …)');
    expect(details.violationCount).toBe(500);
  });
});

describe('places with long names', () => {
  it('are pointed to without them', () => {
    const { violations } = judge({
      model: 'open/small',
      outer: { ['n'.repeat(1_000)]: { model: 'closed/big' } },
    });
    expect(violations.map(({ path, code }) => `${path} ${code}`)).toEqual(['/outer/…/model NOT_DISTILLABLE']);
  });
});

describe('pruning', () => {
  it('replaces a list of which many entries are dropped', () => {
    const models = times(101, (index) => (index === 50 ? 'open/large' : 'closed/big'));
    const { changes, request } = judge({ model: 'open/small', models }, 'prune');
    expect(changes[0]).toEqual({ op: 'replace', path: '/models', value: ['open/large'] });
    expect(request).toMatchObject({ models: ['open/large'] });
  });

  it('gives no more than 256 routers of a batch a bound', () => {
    const requests = (count: number) => ({
      requests: times(count, () => ({ body: { model: 'openrouter/auto' } })),
    });
    expect(judge(requests(256), 'prune').allowed).toBe(true);
    expect(judge(requests(300), 'prune').violationCount).toBe(44);
  });
});
