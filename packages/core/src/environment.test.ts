import { createCatalog, readBaseUrl, readEnvironment } from '@distillable/catalog';
import { describe, expect, it, vi } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import { createGuard, type GuardOptions } from './guard.js';
import { guardAiSdk, guardAnthropic, guardLangChain, guardOpenAI, guardOpenRouter } from './integrations.js';

const eu = 'https://eu.openrouter.ai/api/v1';
const us = 'https://us.openrouter.ai/api/v1';
const world = 'https://openrouter.ai/api/v1';
const snapshot = catalogSnapshot([catalogModel('qwen/small')]);
const catalog = { snapshot: async () => snapshot };

/** Where everything that a guard sends would go. */
async function placesOf(options: Partial<GuardOptions>): Promise<readonly string[]> {
  const asked: string[] = [];
  const presets = {
    apiKey: 'key',
    ...options.presets,
    fetch: async (url: string | URL | Request) => {
      asked.push(String(url).replace('/presets/mine', ''));
      return Response.json({ data: { designated_version: { config: { model: 'qwen/small' } } } });
    },
  };
  const guard = createGuard({ catalog, policy: { presets: 'resolve' }, ...options, presets });
  await guard.check({ preset: 'mine', messages: [] });
  class HTTPClient {}
  const apiKey = 'key';
  return [
    ...asked,
    guard.options.send.baseUrl,
    guard.with({ verify: { unverified: 'warn' } }).options.send.baseUrl,
    guardOpenAI(guard, { apiKey }).baseURL,
    guardAiSdk(guard).baseURL,
    guardLangChain(guard, { apiKey }).configuration.baseURL,
    guardOpenRouter(guard, { HTTPClient }).serverURL,
    `${guardAnthropic(guard, { apiKey }).baseURL}/v1`,
  ];
}

describe('the base URL', () => {
  it.each<[string | undefined, Partial<GuardOptions>, string]>([
    [undefined, {}, world],
    ['  ', {}, world],
    [eu, {}, eu],
    [`${eu}/`, {}, eu],
    [eu, { send: { baseUrl: us } }, us],
    [undefined, { catalog: { ...catalog, baseUrl: eu } }, eu],
    [us, { catalog: { ...catalog, baseUrl: eu } }, eu],
    [us, { catalog: { ...catalog, baseUrl: us }, send: { baseUrl: eu } }, eu],
  ])(
    'with OPENROUTER_BASE_URL=%j and %j is one for all that is sent: %s',
    async (variable, options, expected) => {
      vi.stubEnv('OPENROUTER_BASE_URL', variable);
      expect(new Set(await placesOf(options))).toEqual(new Set([expected]));
    },
  );

  it('of the catalog is that of the environment, unless one is given', () => {
    vi.stubEnv('OPENROUTER_BASE_URL', eu);
    expect(createCatalog().baseUrl).toBe(eu);
    expect(createCatalog({ baseUrl: `${us}/` }).baseUrl).toBe(us);
    expect(createGuard({ catalog: createCatalog({ baseUrl: us }) }).options.send.baseUrl).toBe(us);
  });

  it('of presets may be another, and follows a guard that is changed', async () => {
    expect((await placesOf({ presets: { baseUrl: us }, send: { baseUrl: eu } }))[0]).toBe(us);
    const asked: string[] = [];
    const fetch = async (url: string | URL | Request) => {
      asked.push(String(url));
      return new Response('{}');
    };
    const guard = createGuard({ catalog, policy: { presets: 'resolve' }, presets: { apiKey: 'key', fetch } });
    await guard.with({ send: { baseUrl: eu } }).check({ preset: 'mine' });
    expect(asked).toEqual([`${eu}/presets/mine`]);
  });

  it('that is invalid in the environment is rejected by the name of the variable, without its text', () => {
    vi.stubEnv('OPENROUTER_BASE_URL', 'https://user:s3cret@eu.openrouter.ai/api/v1');
    for (const create of [createCatalog, () => createGuard({ catalog })]) {
      expect(create).toThrow(/^OPENROUTER_BASE_URL must not have a user name/);
      expect(create).not.toThrow(/s3cret/);
    }
  });
});

describe('the key', () => {
  it('is that of the environment for the helpers that need one, unless one is given', () => {
    vi.stubEnv('OPENROUTER_API_KEY', ' from-env ');
    const guard = createGuard({ catalog });
    expect(guardOpenAI(guard, {}).apiKey).toBe('from-env');
    expect(guardLangChain(guard, {}).apiKey).toBe('from-env');
    expect(guardAnthropic(guard, {}).authToken).toBe('from-env');
    expect(guardOpenAI(guard, { apiKey: 'given' }).apiKey).toBe('given');
    expect(() => guardOpenAI(guard, { apiKey: '' })).toThrow('There is no key for OpenRouter');
  });

  it('is that of the environment for presets, and is never sent with other requests', async () => {
    vi.stubEnv('OPENROUTER_API_KEY', 'from-env');
    const fetch = vi.fn(async (_url: string, _init?: RequestInit) => new Response('{}'));
    vi.stubGlobal('fetch', fetch);
    await createGuard({ catalog, policy: { presets: 'resolve' } }).check({ preset: 'mine' });
    expect(fetch.mock.calls[0]?.[1]?.headers).toMatchObject({ authorization: 'Bearer from-env' });
    await createGuard({ catalog }).fetch(`${world}/models`);
    expect(String(new Headers(fetch.mock.calls[1]?.[1]?.headers).get('authorization'))).toBe('null');
  });

  it('is needed for presets', () => {
    vi.stubEnv('OPENROUTER_API_KEY', ' ');
    for (const presets of [undefined, {}]) {
      expect(() => createGuard({ catalog, policy: { presets: 'resolve' }, presets })).toThrow(
        /set OPENROUTER_API_KEY/,
      );
    }
  });
});

it.each([undefined, {}, { env: undefined }])('nothing is needed of a process that is %j', (process) => {
  vi.stubGlobal('process', process);
  const found = [readEnvironment('OPENROUTER_API_KEY'), readBaseUrl().href];
  const { baseUrl } = createGuard({ catalog }).options.send;
  vi.unstubAllGlobals();
  expect([...found, baseUrl]).toEqual([undefined, world, world]);
});
