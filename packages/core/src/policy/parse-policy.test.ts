import { DistillableError } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { parsePolicy, policyJsonSchema } from './policy.js';

const everything = {
  mode: 'prune',
  allow: ['qwen', 'qwen/*', 'ours/private'],
  deny: ['qwen/qwen3-max'],
  hosts: { only: ['deepinfra', 'together'], ignore: ['deepinfra/turbo'] },
  terms: { mode: 'narrow', accept: ['name-prefix:Llama', 'unknown'] },
  presets: 'resolve',
  routers: 'reject',
  maxCatalogAge: 60_000,
  withoutCatalog: 'enforce-only',
};

describe('parsePolicy', () => {
  it('takes every setting, and leaves $schema out', () => {
    expect(parsePolicy({ $schema: './policy.schema.json', ...everything })).toEqual(everything);
  });

  it('takes an empty policy, and empty lists', () => {
    expect(parsePolicy({})).toEqual({});
    expect(parsePolicy({ allow: [], deny: [] })).toEqual({ allow: [], deny: [] });
  });

  it('has no field for what is not set', () => {
    expect(Object.keys(parsePolicy({ mode: undefined, deny: ['a'] }))).toEqual(['deny']);
  });

  it.each([
    ['no object', 'prune', ''],
    ['a list', [], ''],
    ['null', null, ''],
    ['a misspelled setting', { alow: ['a/b'] }, '/alow'],
    ['an unknown mode', { mode: 'Prune' }, '/mode'],
    ['text instead of a list', { deny: 'closed' }, '/deny'],
    ['null instead of a list', { allow: null }, '/allow'],
    ['an empty entry', { deny: ['a', ''] }, '/deny/1'],
    ['a number as an entry', { allow: [7] }, '/allow/0'],
    ['a ban on everything, which bans nothing', { deny: ['*'] }, '/deny/0'],
    ['a wildcard in a name, which bans nothing', { deny: ['closed/big-*'] }, '/deny/0'],
    ['a wildcard as an author', { allow: ['a', '*/small'] }, '/allow/1'],
    ['a space around an entry', { deny: ['closed '] }, '/deny/0'],
    ['a host by its name', { hosts: { ignore: ['together', 'Amazon Bedrock'] } }, '/hosts/ignore/1'],
    ['a list of hosts for both lists', { hosts: ['together'] }, '/hosts'],
    ['an unknown list of hosts', { hosts: { deny: ['together'] } }, '/hosts/deny'],
    ['null instead of a list of hosts', { hosts: { only: null } }, '/hosts/only'],
    ['terms that neither annotate nor narrow', { terms: 'narrow' }, '/terms'],
    ['terms without a mode', { terms: { accept: [] } }, '/terms/mode'],
    ['terms with another mode', { terms: { mode: 'annotate' } }, '/terms/mode'],
    [
      'a misspelled condition',
      { terms: { mode: 'narrow', accept: ['unknown', 'nameprefix:Llama'] } },
      '/terms/accept/1',
    ],
    [
      'a condition without its value',
      { terms: { mode: 'narrow', accept: ['name-prefix'] } },
      '/terms/accept/0',
    ],
    ['a negative age', { maxCatalogAge: -1 }, '/maxCatalogAge'],
    ['an age without end', { maxCatalogAge: Number.POSITIVE_INFINITY }, '/maxCatalogAge'],
    ['an age that is not a number', { maxCatalogAge: '1h' }, '/maxCatalogAge'],
    ['an unknown way to go without a catalog', { withoutCatalog: 'allow' }, '/withoutCatalog'],
  ])('refuses %s', (_, value, path) => {
    expect(() => parsePolicy(value)).toThrow(
      expect.objectContaining({ code: 'POLICY_INVALID', details: { path } }),
    );
  });

  it('says what is wrong and where', () => {
    expect(() => parsePolicy({ mode: 'Prun' })).toThrow(
      /^Not a policy: \/mode must be .+ Did you mean "prune"\?$/,
    );
    expect(() => parsePolicy(4)).toThrow(DistillableError);
  });
});

describe('policyJsonSchema', () => {
  it('names every setting, describes each, and allows no other', () => {
    const schema = policyJsonSchema();
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    const properties = Object.entries((schema as { properties: Record<string, unknown> }).properties);
    expect(properties.map(([name]) => name).sort()).toEqual(['$schema', ...Object.keys(everything)].sort());
    for (const [, property] of properties) expect(property).toHaveProperty('description');
  });
});
