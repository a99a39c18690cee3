import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFileName, type GlobalFlags, loadConfig, readSettings } from './settings.js';

describe('readSettings', () => {
  it.each([
    [
      { baseUrl: 'http://flag.test/v1' },
      { OPENROUTER_BASE_URL: 'http://env.test/v1' },
      'http://flag.test/v1',
    ],
    [{}, { OPENROUTER_BASE_URL: 'http://env.test/v1/' }, 'http://env.test/v1'],
    [{}, { OPENROUTER_BASE_URL: ' ' }, 'https://openrouter.ai/api/v1'],
    [{}, {}, 'https://openrouter.ai/api/v1'],
  ])('of flags %j and environment %j takes the base URL %s', (flags, env, baseUrl) => {
    expect(readSettings(flags, env).baseUrl).toBe(baseUrl);
  });

  it.each<[GlobalFlags, object]>([
    [{}, { kind: 'live' }],
    [{ offline: true }, { kind: 'offline' }],
    [{ catalog: 'a.json' }, { kind: 'file', path: 'a.json' }],
    [{ sandbox: true }, { kind: 'sandbox' }],
  ])('takes the catalog of %j from %j', (flags, origin) => {
    expect(readSettings(flags, {}).origin).toEqual(origin);
  });

  it.each(['ftp://host/v1', 'not a url', 'https://user:hunter2@host/v1', 'https://host/v1?key=hunter2'])(
    'refuses the base URL %s without repeating what it holds',
    (url) => {
      expect(() => readSettings({}, { OPENROUTER_BASE_URL: url })).toThrow(
        expect.objectContaining({ code: 'USAGE', message: expect.not.stringContaining('hunter2') }),
      );
    },
  );

  it('names where a wrong base URL stands', () => {
    expect(() => readSettings({}, { OPENROUTER_BASE_URL: 'x' })).toThrow(/^OPENROUTER_BASE_URL /);
    expect(() => readSettings({ baseUrl: 'x' }, {})).toThrow(/^--base-url /);
  });

  it.each([
    [{ baseUrl: 'http://flag.test' }, {}, 'http://flag.test', 'key'],
    [{}, { OPENROUTER_BASE_URL: 'http://env.test' }, 'http://env.test', 'key'],
    [{}, {}, 'http://config.test', undefined],
  ])(
    'of flags %j and environment %j, before a file, takes the base URL %s and the key %s',
    (flags, env, baseUrl, apiKey) => {
      const config = { path: 'c.json', baseUrl: 'http://config.test', timeout: 7 };
      const settings = readSettings(flags, { ...env, OPENROUTER_API_KEY: 'key' }, config);
      expect(settings).toMatchObject({ baseUrl, timeout: 7 });
      expect(settings.apiKey).toBe(apiKey);
    },
  );

  it.each([
    ['https://openrouter.ai/api/v1', 'key'],
    ['https://eu.openrouter.ai/api/v1', 'key'],
    ['http://openrouter.ai/api/v1', undefined],
    ['https://openrouter.ai.test/api/v1', undefined],
    ['https://notopenrouter.ai/api/v1', undefined],
  ])('of a file that names %s lets it have the key: %s', (baseUrl, apiKey) => {
    const settings = readSettings({}, { OPENROUTER_API_KEY: 'key' }, { path: 'c.json', baseUrl });
    expect(settings.apiKey).toBe(apiKey);
  });

  it('names the file of a wrong base URL', () => {
    expect(() => readSettings({}, {}, { path: 'c.json', baseUrl: 'x' })).toThrow(/^baseUrl in c\.json /);
  });

  it('takes the timeout of a flag before that of a file', () => {
    expect(readSettings({ timeout: 5 }, {}, { path: 'c.json', timeout: 7 }).timeout).toBe(5);
  });
});

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
