import { builtInTerms } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { readSnapshot, row } from '../../__fixtures__/read-snapshot.js';
import { createPolicyLookup } from '../../policy-lists.js';
import { noColours } from '../../terminal/style.js';
import { explainSlug, renderExplanation } from './explanation.js';

const router = {
  architecture: { input_modalities: ['text'], output_modalities: ['text'], tokenizer: 'Router' },
};
const snapshot = await readSnapshot(
  [
    row('qwen/qwen3-max', { canonical_slug: 'qwen/qwen3-max-20260101', expiration_date: '2026-12-31' }),
    row('qwen/qwen3-max:free', { canonical_slug: 'qwen/qwen3-max-20260101' }),
    row('mistralai/mistral-large'),
    row('openai/gpt-oss-120b'),
    row('~qwen/qwen-latest', { ...router, alias_target: { name: 'Qwen', slug: 'qwen/qwen3-max' } }),
    row('~openai/gpt-latest', { ...router, alias_target: { name: 'GPT', slug: 'openai/gpt-oss-120b' } }),
    row('~lost/lost-latest', { ...router, alias_target: { name: 'Lost', slug: 'lost/lost-1' } }),
    row('openrouter/auto', { ...router, pricing: { prompt: '-1', completion: '-1' } }),
  ],
  ['qwen/qwen3-max', 'qwen/qwen3-max:free', 'mistralai/mistral-large'],
);
const today = '2026-11-23';
const options = { today, lookUp: () => null, terms: builtInTerms(), host: null, findRetired: () => null };

describe('explainSlug', () => {
  it.each([
    { slug: 'qwen/qwen3-max', verdict: 'distillable', rows: ['qwen/qwen3-max'], alternatives: false },
    {
      slug: 'qwen/qwen3-max:free',
      verdict: 'distillable',
      rows: ['qwen/qwen3-max:free'],
      alternatives: false,
    },
    { slug: 'qwen/qwen3-max:nitro', verdict: 'distillable', rows: ['qwen/qwen3-max'], alternatives: false },
    {
      slug: 'qwen/qwen3-max-20260101',
      verdict: 'distillable',
      rows: ['qwen/qwen3-max'],
      alternatives: false,
    },
    { slug: 'qwen/qwen3-max:batch', verdict: 'unknown', rows: ['qwen/qwen3-max'], alternatives: false },
    {
      slug: '~qwen/qwen-latest',
      verdict: 'distillable',
      rows: ['~qwen/qwen-latest', 'qwen/qwen3-max'],
      alternatives: false,
    },
    {
      slug: '~openai/gpt-latest',
      verdict: 'not-distillable',
      rows: ['~openai/gpt-latest', 'openai/gpt-oss-120b'],
      alternatives: true,
    },
    { slug: '~lost/lost-latest', verdict: 'unknown', rows: ['~lost/lost-latest'], alternatives: false },
    {
      slug: 'openai/gpt-oss-120b',
      verdict: 'not-distillable',
      rows: ['openai/gpt-oss-120b'],
      alternatives: true,
    },
    { slug: 'openrouter/auto', verdict: 'dynamic', rows: ['openrouter/auto'], alternatives: false },
    { slug: '@preset/mine', verdict: 'dynamic', rows: [], alternatives: false },
    { slug: 'nobody/nothing', verdict: 'unknown', rows: [], alternatives: false },
  ])('finds $slug $verdict, by way of $rows', ({ slug, verdict, rows, alternatives }) => {
    const explanation = explainSlug(slug, snapshot, options);
    expect(explanation.resolution.verdict).toBe(verdict);
    expect(explanation.rows.map((touched) => touched.slug)).toEqual(rows);
    expect(explanation.alternatives.length > 0).toBe(alternatives);
    for (const { permission } of explanation.alternatives) expect(permission).toBe('distillable');
  });

  it.each([
    [' Qwen/Qwen3-Max ', ['qwen/qwen3-max']],
    ['QWEN/qwen3-max:nitro', ['qwen/qwen3-max:nitro']],
    ['qwen/qwen3-max:batch', ['qwen/qwen3-max']],
    ['qwen3-max', ['qwen/qwen3-max']],
    ['qwen/qwen3-mxa', ['qwen/qwen3-max']],
    ['openai/gpt-oss-20b', ['openai/gpt-oss-120b']],
    ['', []],
  ])('suggests for %j %j first', (slug, suggestions) => {
    const [first] = explainSlug(slug, snapshot, options).suggestions;
    expect(first === undefined ? [] : [first.slug]).toEqual(suggestions);
  });

  it('says what the policy denies, and offers only what it does not', () => {
    const lookUp = createPolicyLookup({ deny: ['qwen'] }, snapshot);
    const explanation = explainSlug('qwen/qwen3-max', snapshot, { ...options, lookUp });
    expect(explanation).toMatchObject({ policy: 'DENIED_BY_POLICY', resolution: { verdict: 'distillable' } });
    expect(explanation.alternatives.map(({ slug }) => slug)).toEqual(['mistralai/mistral-large']);
  });
});

describe('renderExplanation', () => {
  it.each([
    'qwen/qwen3-max:nitro',
    'qwen/qwen3-max-20260101',
    'qwen/qwen3-max:batch',
    '~openai/gpt-latest',
    '~lost/lost-latest',
    'openrouter/auto',
    '@preset/mine',
    'qwen/qwen3-mxa',
    'evil\u001b[2J/name',
  ])('describes %j for people', async (slug) => {
    const style = { width: 100, colours: noColours };
    const text = renderExplanation(explainSlug(slug, snapshot, options), today, style);
    const file = slug.replaceAll(/[^a-z0-9]+/g, '-').replace(/^-/, '');
    await expect(text).toMatchFileSnapshot(`__fixtures__/${file}.txt`);
    expect(text).not.toContain('\u001b');
  });
});
