import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFileName, loadConfig, parseConfig, parsePolicyFile } from './config.js';

let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distillable-config-'));
  await mkdir(join(directory, 'near/deep/er'), { recursive: true });
  await mkdir(join(directory, 'folder', configFileName), { recursive: true });
  await writeFile(join(directory, configFileName), '{"timeout": 1000}');
  await writeFile(join(directory, 'near', configFileName), '\ufeff{"policy": {"mode": "prune"}}');
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe('loadConfig', () => {
  it('takes the nearest file upward, whole', async () => {
    const path = join(directory, 'near', configFileName);
    const expected = { path, policy: { mode: 'prune' } };
    expect(await loadConfig(join(directory, 'near/deep/er'))).toEqual(expected);
    expect(await loadConfig(join(directory, 'near'))).toEqual(expected);
  });

  it('goes up to the root', async () => {
    expect(await loadConfig(join(directory, 'no/such/folder'))).toMatchObject({ timeout: 1_000 });
    expect(await loadConfig('/')).toBeNull();
  });

  it('does not take one that cannot be read for none', async () => {
    await expect(loadConfig(join(directory, 'folder'))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/folder.*it is a directory/),
    });
  });
});

describe('parseConfig', () => {
  it('takes every setting', async () => {
    const text = JSON.stringify({
      $schema: './config.schema.json',
      baseUrl: 'https://eu.openrouter.ai/api/v1',
      timeout: 5_000,
      policy: { $schema: 'x', deny: ['qwen'], presets: 'reject' },
    });
    expect(await parseConfig(text, 'a.json')).toEqual({
      baseUrl: 'https://eu.openrouter.ai/api/v1',
      timeout: 5_000,
      policy: { deny: ['qwen'], presets: 'reject' },
    });
  });

  it.each([
    ['nonsense', /a\.json: it is not JSON/],
    ['[]', /it is not a JSON object/],
    ['null', /it is not a JSON object/],
    ['{"polcy": {}}', /\/polcy is no setting\. There are \$schema, baseUrl, timeout, policy/],
    ['{"apiKey": "sk-or-hunter2"}', /\/apiKey.*OPENROUTER_API_KEY/],
    ['{"OPENROUTER_API_KEY": "sk-or-hunter2"}', /a secret does not belong/],
    ['{"baseUrl": 1}', /\/baseUrl must be text/],
    ['{"timeout": "5s"}', /\/timeout must be a whole number of milliseconds/],
    ['{"timeout": 0}', /\/timeout/],
    ['{"timeout": 2147483648}', /\/timeout/],
    ['{"policy": {"mode": "lenient"}}', /not a policy: .* at \/mode.*\(\/policy\)/],
    ['{"policy": {"denny": []}}', /not a policy: .*denny/],
    ['{"policy": null}', /not a policy/],
  ])('refuses %s', async (text, message) => {
    const refusal = await parseConfig(text, 'a.json').catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) });
    expect(String(refusal)).not.toContain('hunter2');
  });
});

describe('parsePolicyFile', () => {
  it.each([
    ['{}', {}],
    ['{"mode": "prune"}', { mode: 'prune' }],
    ['{"policy": {"mode": "prune"}}', { mode: 'prune' }],
    ['{"baseUrl": "https://a.test", "policy": {}}', {}],
  ])('reads %s as %j', async (text, policy) => {
    expect(await parsePolicyFile(text, 'a.json')).toEqual(policy);
  });

  it.each([
    ['{"baseUrl": "https://a.test"}', /a configuration without a "policy"/],
    ['{"policy": {}, "mode": "prune"}', /\/mode is no setting/],
    ['{"mode": 1}', /not a policy/],
  ])('refuses %s', async (text, message) => {
    await expect(parsePolicyFile(text, 'a.json')).rejects.toThrow(message);
  });
});
