import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { createGuard } from '../guard.js';
import { findUnmatchedEntries } from './unmatched-entries.js';

const snapshot = catalogSnapshot([
  catalogModel('qwen/qwen3-max', { canonicalSlug: 'qwen/qwen3-max-20250901' }),
  catalogModel('openai/gpt-4o', { permission: 'not-distillable' }),
  catalogAlias('~moonshotai/kimi-latest', 'qwen/qwen3-max'),
]);

describe('findUnmatchedEntries', () => {
  it.each([
    'qwen',
    'qwen/*',
    'qwen/qwen3-max',
    'qwen/qwen3-max-20250901',
    'qwen/qwen3-max:nitro',
    'moonshotai',
    '~moonshotai/kimi-latest',
    'openrouter',
    'openrouter/auto',
    '@preset/mine',
  ])('finds a model for %j', (entry) => {
    expect(findUnmatchedEntries({ deny: [entry], allow: [entry] }, snapshot)).toEqual([]);
  });

  it.each([
    ['qwenn', 'Did you mean qwen?'],
    ['Qwen/*', 'Did you mean qwen?'],
    ['~openai', 'Did you mean openai?'],
    ['gpt-4o', 'Did you mean openai/gpt-4o (not-distillable)?'],
    ['qwen/qwen3-maxx', 'Did you mean qwen/qwen3-max (distillable)?'],
    ['https://openrouter.ai/openai/gpt-4o', 'Did you mean openai/gpt-4o (not-distillable)?'],
    ['zzz', null],
  ])('finds none for %j, and says what may have been meant', (entry, advice) => {
    const message = [
      `"${entry}" in the policy's deny list matches no model of the catalog today.`,
      ...(advice === null ? [] : [advice]),
    ].join(' ');
    expect(findUnmatchedEntries({ deny: [entry] }, snapshot)).toEqual([{ list: 'deny', entry, message }]);
  });

  it('says that an allowed slug may be a private model', () => {
    expect(findUnmatchedEntries({ allow: ['ours/private'] }, snapshot)[0]?.message).toMatch(
      /admits a private model/,
    );
    expect(findUnmatchedEntries({ allow: ['ours'] }, snapshot)[0]?.message).not.toMatch(/private/);
  });

  it('suggests something for the first entries of a long list only, and names all', () => {
    const deny = Array.from({ length: 2_000 }, (_, index) => `qwen/qwen3-max${index}x`);
    const found = findUnmatchedEntries({ deny }, snapshot);
    expect(found).toHaveLength(2_000);
    expect(found.filter(({ message }) => message.includes('Did you mean'))).toHaveLength(10);
  });
});

describe('a guard', () => {
  it('reports each unmatched entry once, and again looks at a catalog that has changed', async () => {
    const reported: string[] = [];
    let current = snapshot;
    const guard = createGuard({
      catalog: { snapshot: async () => current },
      policy: { deny: ['qwenn', 'qwen', 'openai/gpt-4o'], allow: ['qwenn'] },
      onUnmatchedEntry: ({ list, entry }) => reported.push(`${list} ${entry}`),
    });
    expect(reported).toEqual([]);
    await guard.check({ model: 'qwen/qwen3-max' });
    await guard.check({ model: 'qwen/qwen3-max' });
    expect(reported).toEqual(['deny qwenn', 'allow qwenn']);
    current = catalogSnapshot([catalogModel('qwen/qwen3-max')]);
    await guard.check({ model: 'qwen/qwen3-max' });
    expect(reported).toEqual(['deny qwenn', 'allow qwenn', 'deny openai/gpt-4o']);
    await guard.with({ policy: { deny: ['zzz'] } }).check({});
    expect(reported.at(-1)).toBe('deny zzz');
  });
});
