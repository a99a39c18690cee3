import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { builtInCatalog } from './built-in-catalog.js';
import { modelListSchema } from './read-catalog-files.js';
import { isAlias, isDistillable, isRouter, type ModelRow } from './sandbox-catalog.js';

const { models, distillable, sample } = builtInCatalog();
const ids = new Set(models.map(({ id }) => id));
const find = (id: string): ModelRow | undefined => models.find((row) => row.id === id);
const count = (matches: (row: ModelRow) => boolean): number => models.filter(matches).length;
const labelOf = (id: string): boolean => {
  const row = find(id);
  expect(row, id).toBeDefined();
  return row !== undefined && isDistillable(row, builtInCatalog());
};

const requiredFields = [
  'id',
  'canonical_slug',
  'hugging_face_id',
  'name',
  'created',
  'description',
  'context_length',
  'architecture',
  'pricing',
  'top_provider',
  'per_request_limits',
  'supported_parameters',
  'default_parameters',
  'supported_voices',
  'knowledge_cutoff',
  'expiration_date',
  'links',
];

describe('builtInCatalog', () => {
  it('has at least 80 rows with unique ids', () => {
    expect(models.length).toBeGreaterThanOrEqual(80);
    expect(ids.size).toBe(models.length);
  });

  it('passes the schema that users’ files must pass', () => {
    expect(modelListSchema.safeParse({ data: models }).success).toBe(true);
  });

  it.each(requiredFields)('has `%s` on every row', (field) => {
    expect(models.filter((row) => !(field in row))).toEqual([]);
  });

  it('says nothing of permissions in any row', () => {
    expect(JSON.stringify(models)).not.toMatch(/"(is_)?(distill|train)[^"]*":/);
  });

  it('has a row for the target of every alias', () => {
    const aliases = models.filter(isAlias);
    expect(aliases.length).toBeGreaterThanOrEqual(10);
    expect(aliases.filter((row) => !ids.has(row.alias_target?.slug ?? ''))).toEqual([]);
  });

  it('has all routers that were known', () => {
    expect(
      models
        .filter(isRouter)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([
      'openrouter/auto',
      'openrouter/auto-beta',
      'openrouter/bodybuilder',
      'openrouter/free',
      'openrouter/fusion',
      'openrouter/pareto-code',
    ]);
  });

  it.each<[string, (row: ModelRow) => boolean]>([
    [':free variant', (row) => row.id.endsWith(':free')],
    [':batch variant', (row) => row.id.endsWith(':batch')],
    [':thinking variant', (row) => row.id.endsWith(':thinking')],
    ['dated canonical slug', (row) => /-20\d{6}$/.test(row.canonical_slug ?? '')],
    ['canonical slug of another author', (row) => row.canonical_slug === 'venice/uncensored'],
    ['far expiration date', (row) => row['expiration_date'] === '2098-12-31'],
    ['near expiration date', (row) => /^202/.test(String(row['expiration_date']))],
    ['price override', (row) => JSON.stringify(row['pricing']).includes('"overrides":[')],
    ['price that depends on the model', (row) => JSON.stringify(row['pricing']).includes('"prompt":"-1"')],
    ['Hugging Face id', (row) => /\//.test(String(row['hugging_face_id']))],
    ['empty Hugging Face id', (row) => row['hugging_face_id'] === ''],
    ['Hugging Face id of null', (row) => row['hugging_face_id'] === null],
    ['image output', (row) => row.architecture?.output_modalities?.includes('image') === true],
    ['audio output', (row) => row.architecture?.output_modalities?.includes('audio') === true],
    ['output without text', (row) => row.architecture?.output_modalities?.includes('text') === false],
    ['row with benchmarks', (row) => 'benchmarks' in row],
    ['row without benchmarks', (row) => !('benchmarks' in row)],
    ['row with reasoning', (row) => 'reasoning' in row],
    ['row without reasoning', (row) => !('reasoning' in row)],
  ])('has a %s', (_kind, matches) => {
    expect(count(matches)).toBeGreaterThan(0);
  });

  it('calls distillable only ids that it lists, and neither aliases nor routers among them', () => {
    const rows = [...distillable].map(find);
    expect(rows.filter((row) => row === undefined || isAlias(row) || isRouter(row))).toEqual([]);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.length).toBeLessThan(models.length / 2);
  });

  it.each([
    ['qwen/qwen3.8-max', true],
    ['qwen/qwen3-max', true],
    ['mistralai/mistral-large', true],
    ['meta-llama/llama-3.3-70b-instruct', true],
    ['microsoft/phi-4', true],
    ['nvidia/nemotron-3-ultra-550b-a55b:batch', true],
    ['~moonshotai/kimi-latest', true],
    ['~deepseek/deepseek-v4-flash-latest', true],
    ['openai/gpt-5', false],
    ['openai/gpt-oss-120b', false],
    ['google/gemma-4-31b-it', false],
    ['anthropic/claude-sonnet-4.6', false],
    ['x-ai/grok-4.6', false],
    ['nousresearch/hermes-4-405b', false],
    ['~anthropic/claude-opus-latest', false],
    ['openrouter/auto', false],
    ['qwen/qwen-plus-2025-07-28', true],
    ['qwen/qwen-plus-2025-07-28:thinking', false],
  ])('labels %s as the site showed it: %s', (id, label) => {
    expect(labelOf(id)).toBe(label);
  });

  it('names its date in the sample text and its provenance in the file', async () => {
    expect(sample).toBe("permissions as observed on 2026-09-02: a dated sample, not today's truth");
    const file = await readFile(new URL('../../catalog/permissions.json', import.meta.url), 'utf8');
    expect(JSON.parse(file)).toMatchObject({
      date: '2026-09-02',
      provenance: "as OpenRouter's site showed them on 2026-09-02",
    });
  });
});
