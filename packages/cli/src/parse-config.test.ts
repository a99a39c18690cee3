import { describe, expect, it } from 'vitest';
import { configJsonSchema, parseConfig, parsePolicyFile } from './parse-config.js';

describe('parseConfig', () => {
  it('takes every setting of its schema', () => {
    const settings = {
      baseUrl: 'https://eu.openrouter.ai/api/v1',
      timeout: 5_000,
      names: { 'gpt-4o-mini': 'openai/gpt-4o-mini' },
      terms: 'terms.json',
      cache: 'redis://cache.test:6379/0',
      policy: { deny: ['qwen'], presets: 'reject' },
    };
    const { policy } = settings;
    const text = JSON.stringify({ $schema: 'x', ...settings, policy: { $schema: 'x', ...policy } });
    expect(parseConfig(text, 'a.json')).toEqual(settings);
    expect(parsePolicyFile(text, 'a.json')).toEqual(policy);
    expect(configJsonSchema()).toMatchObject({
      properties: Object.fromEntries(['$schema', ...Object.keys(settings)].map((name) => [name, {}])),
    });
  });

  it.each([
    ['nonsense', /^a\.json: not JSON \(at column 1\)\.$/],
    ['{\n  "timeout": 1,\n}', /^a\.json: not JSON \(at line 3, column 1\)\.$/],
    ['[]', /^a\.json: not a JSON object\.$/],
    ['null', /not a JSON object/],
    [
      '{\n"polcy": {}}',
      /^a\.json, line 2: \/polcy is not a setting\. The settings are \$schema, baseUrl, timeout, policy, names, terms, cache\.$/,
    ],
    ['{"apiKey": "sk-or-hunter2"}', /\/apiKey.*OPENROUTER_API_KEY/],
    ['{"OPENROUTER_API_KEY": "sk-or-hunter2"}', /is a secret, which does not belong/],
    ['{"baseUrl": 1}', /\/baseUrl must be text/],
    ['{"timeout": "5s"}', /\/timeout must be a whole number of milliseconds/],
    ['{"timeout": 0}', /\/timeout/],
    ['{"timeout": 2147483648}', /\/timeout/],
    [
      '{"policy": {\n"deny": [],\n"mode": "lenient"}}',
      /^a\.json, line 3: \/policy\/mode must be "reject" or "prune"\.$/,
    ],
    ['{"policy": {\n"deny": ["a",\n"b*"]}}', /^a\.json, line 3: \/policy\/deny\/1 /],
    [
      '{\n"policy": {"denny": []}}',
      /^a\.json, line 2: \/policy\/denny is not an option\. Did you mean "deny"\?$/,
    ],
    ['{"policy": null}', /\/policy must be an object\.$/],
  ])('rejects %j', (text, message) => {
    expect(() => parseConfig(text, 'a.json')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    expect(() => parseConfig(text, 'a.json')).toThrow(message);
    expect(() => parseConfig(text, 'a.json')).not.toThrow(/hunter2/);
  });
});

describe('parsePolicyFile', () => {
  it.each([
    ['{}', {}],
    ['{"mode": "prune"}', { mode: 'prune' }],
    ['{"terms": "annotate"}', { terms: 'annotate' }],
    ['{"policy": {"mode": "prune"}}', { mode: 'prune' }],
    ['{"baseUrl": "https://a.test", "policy": {}}', {}],
  ])('reads %s as %j', (text, policy) => {
    expect(parsePolicyFile(text, 'a.json')).toEqual(policy);
  });

  it.each([
    ['{"baseUrl": "https://a.test"}', /a configuration without a "policy"/],
    ['{"cache": "redis://cache.test"}', /a configuration without a "policy"/],
    ['{"policy": {}, "mode": "prune"}', /\/mode is not a setting/],
    ['{"mode": 1}', /^a\.json, line 1: \/mode must be "reject" or "prune"\.$/],
  ])('rejects %s', (text, message) => {
    expect(() => parsePolicyFile(text, 'a.json')).toThrow(message);
  });
});

it('publishes the schema that the code gives (`npm run schemas` writes it)', async () => {
  const schema = JSON.stringify(configJsonSchema(), null, 2);
  await expect(`${schema}\n`).toMatchFileSnapshot('../config.schema.json');
});
