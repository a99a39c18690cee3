import { describe, expect, it } from 'vitest';
import { createGuard, type Guard } from './guard.js';
import { guardAiSdk, guardAnthropic, guardLangChain, guardOpenAI, guardOpenRouter } from './integrations.js';

const apiKey = 'sk-or-v1-a-key';
const noCatalog = { snapshot: () => Promise.reject(new Error('No catalog.')) };

function guardAt(baseUrl?: string): Guard {
  return createGuard({ catalog: noCatalog, send: { baseUrl } });
}

class HTTPClient {
  readonly options: object;
  constructor(options: object) {
    this.options = options;
  }
}

describe('the base URL', () => {
  it.each<[string | undefined, string, string]>([
    [undefined, 'https://openrouter.ai/api/v1', 'https://openrouter.ai/api'],
    ['https://eu.openrouter.ai/api/v1/', 'https://eu.openrouter.ai/api/v1', 'https://eu.openrouter.ai/api'],
    ['http://127.0.0.1:8080/V1', 'http://127.0.0.1:8080/V1', 'http://127.0.0.1:8080'],
    [
      'https://gateway.example/openrouter',
      'https://gateway.example/openrouter',
      'https://gateway.example/openrouter',
    ],
    ['https://gateway.example', 'https://gateway.example', 'https://gateway.example'],
  ])('%s of a guard is given to each SDK as it wants it', (baseUrl, expected, withoutVersion) => {
    const guard = guardAt(baseUrl);
    expect(guardOpenAI(guard, { apiKey }).baseURL).toBe(expected);
    expect(guardLangChain(guard, { apiKey }).configuration.baseURL).toBe(expected);
    expect(guardAiSdk(guard).baseURL).toBe(expected);
    expect(guardOpenRouter(guard, { HTTPClient }).serverURL).toBe(expected);
    expect(guardAnthropic(guard, { apiKey }).baseURL).toBe(withoutVersion);
  });

  it.each(['openrouter.ai', 'https://user:password@openrouter.ai/api/v1'])('%s is invalid', (baseUrl) => {
    expect(() => guardAt(baseUrl)).toThrow(TypeError);
  });
});

describe('the key', () => {
  const guard = guardAt();

  it('is given under the name that each SDK has for it', () => {
    expect(guardOpenAI(guard, { apiKey })).toMatchObject({ apiKey });
    expect(guardLangChain(guard, { apiKey })).toMatchObject({ apiKey });
    expect(guardAiSdk(guard, { apiKey })).toMatchObject({ apiKey });
    expect(guardOpenRouter(guard, { HTTPClient, apiKey })).toMatchObject({ apiKey });
    expect(guardAnthropic(guard, { apiKey })).toMatchObject({ authToken: apiKey, apiKey: null });
  });

  it.each([undefined, ''])(
    '%j is an error for an SDK that would send the key of another company',
    (empty) => {
      const options = { apiKey: empty };
      expect(() => guardOpenAI(guard, options)).toThrow(/OPENROUTER_API_KEY/);
      expect(() => guardLangChain(guard, options)).toThrow(/OPENROUTER_API_KEY/);
      expect(() => guardAnthropic(guard, options)).toThrow(/OPENROUTER_API_KEY/);
    },
  );

  it('is left to an SDK that reads OPENROUTER_API_KEY', () => {
    expect(guardAiSdk(guard)).not.toHaveProperty('apiKey');
    expect(guardOpenRouter(guard, { HTTPClient, apiKey: undefined })).not.toHaveProperty('apiKey');
  });
});

describe('any other option', () => {
  const guard = guardAt();
  const others = { timeout: 5_000, anything: { else: true } };

  it('is passed through', () => {
    expect(guardOpenAI(guard, { apiKey, ...others })).toMatchObject(others);
    expect(guardAnthropic(guard, { apiKey, ...others })).toMatchObject(others);
    expect(guardAiSdk(guard, { apiKey, ...others, name: 'own' })).toMatchObject({ ...others, name: 'own' });
    expect(guardOpenRouter(guard, { HTTPClient, apiKey, ...others })).toMatchObject(others);
    expect(guardOpenRouter(guard, { HTTPClient })).not.toHaveProperty('HTTPClient');
    const configuration = { defaultHeaders: { 'x-own': 'a' } };
    expect(guardLangChain(guard, { apiKey, ...others, configuration })).toMatchObject({
      ...others,
      configuration: { ...configuration, baseURL: 'https://openrouter.ai/api/v1' },
    });
  });

  const fetch = async (): Promise<Response> => new Response();
  it.each<[name: string, create: (options: object) => unknown]>([
    ['baseURL', (options) => Reflect.apply(guardOpenAI, null, [guard, { apiKey, ...options }])],
    ['fetch', (options) => Reflect.apply(guardAnthropic, null, [guard, { apiKey, ...options }])],
    ['authToken', (options) => Reflect.apply(guardAnthropic, null, [guard, { apiKey, ...options }])],
    ['fetch', (options) => Reflect.apply(guardAiSdk, null, [guard, options])],
    ['httpClient', (options) => Reflect.apply(guardOpenRouter, null, [guard, { HTTPClient, ...options }])],
    ['baseURL', (configuration) => Reflect.apply(guardLangChain, null, [guard, { apiKey, configuration }])],
  ])('but %s, which comes from the guard, is an error', (name, create) => {
    expect(() => create({ [name]: fetch })).toThrow(name);
    expect(() => create({ [name]: undefined })).not.toThrow();
  });
});

describe('a rejection', () => {
  const send = (fetch: Guard['fetch']) =>
    fetch('https://openrouter.ai/api/v1/chat/completions', { method: 'POST', body: '{"model":"a/b"}' });

  it('is a response where an SDK would repeat a request that ends with an error', async () => {
    const guard = guardAt();
    for (const { fetch } of [
      guardOpenAI(guard, { apiKey }),
      guardAnthropic(guard, { apiKey }),
      guardLangChain(guard, { apiKey }).configuration,
    ]) {
      expect((await send(fetch)).status).toBe(403);
    }
  });

  it('is an error where an SDK passes it on', async () => {
    const guard = guardAt();
    const { httpClient } = guardOpenRouter(guard, { HTTPClient });
    expect(httpClient.options).toEqual({ fetcher: expect.any(Function) });
    await expect(send(guardAiSdk(guard).fetch)).rejects.toMatchObject({ code: 'POLICY_VIOLATION' });
  });

  it('is reported to the guard', async () => {
    const codes: string[] = [];
    const guard = guardAt().with({ onRejection: ({ code }) => codes.push(code) });
    await send(guardOpenAI(guard, { apiKey }).fetch);
    expect(codes).toEqual(['POLICY_VIOLATION']);
  });
});
