import { describe, expect, it } from 'vitest';
import { createGuard, type Guard } from '../guard.js';
import { guardAiSdk, guardAnthropic, guardLangChain, guardOpenAI, guardOpenRouter } from '../integrations.js';

const apiKey = 'sk-or-v1-a-key';
const noCatalog = { snapshot: () => Promise.reject(new Error('No catalog.')) };

function guardAt(baseUrl?: string): Guard {
  return createGuard({ catalog: noCatalog, ...(baseUrl === undefined ? {} : { baseUrl }) });
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
    expect(guardOpenAI(guard).baseURL).toBe(expected);
    expect(guardLangChain(guard).configuration.baseURL).toBe(expected);
    expect(guardAiSdk(guard).baseURL).toBe(expected);
    expect(guardOpenRouter(guard, { HTTPClient }).serverURL).toBe(expected);
    expect(guardAnthropic(guard).baseURL).toBe(withoutVersion);
  });

  it('that is given beside the guard wins, and is guarded', async () => {
    const { baseURL, fetch } = guardAiSdk(guardAt(), { baseUrl: 'http://127.0.0.1:9/api/v1' });
    expect(baseURL).toBe('http://127.0.0.1:9/api/v1');
    await expect(fetch(`${baseURL}/chat/completions`, { method: 'POST', body: '{}' })).rejects.toThrow(
      'No catalog.',
    );
  });

  it.each(['openrouter.ai', 'https://user:password@openrouter.ai/api/v1'])('%s is refused', (baseUrl) => {
    expect(() => guardOpenAI(guardAt(), { baseUrl })).toThrow(TypeError);
  });
});

describe('the key', () => {
  it('is given under the name that each SDK has for it', () => {
    const guard = guardAt();
    expect(guardOpenAI(guard, { apiKey })).toMatchObject({ apiKey });
    expect(guardLangChain(guard, { apiKey })).toMatchObject({ apiKey });
    expect(guardAiSdk(guard, { apiKey })).toMatchObject({ apiKey });
    expect(guardOpenRouter(guard, { HTTPClient, apiKey })).toMatchObject({ apiKey });
    expect(guardAnthropic(guard, { apiKey })).toMatchObject({ authToken: apiKey, apiKey: null });
  });

  it('is empty where none is given to an SDK that would send the key of another company', () => {
    const guard = guardAt();
    expect(guardOpenAI(guard).apiKey).toBe('');
    expect(guardLangChain(guard, { apiKey: undefined }).apiKey).toBe('');
    expect(guardAnthropic(guard)).toMatchObject({ authToken: '', apiKey: null });
  });

  it('is left to an SDK that reads OPENROUTER_API_KEY', () => {
    expect(guardAiSdk(guardAt())).not.toHaveProperty('apiKey');
    expect(guardOpenRouter(guardAt(), { HTTPClient })).not.toHaveProperty('apiKey');
  });
});

describe('a refusal', () => {
  const send = (fetch: Guard['fetch']) =>
    fetch('https://openrouter.ai/api/v1/chat/completions', { method: 'POST', body: '{"model":"a/b"}' });

  it('is an answer where an SDK would try an error again', async () => {
    const guard = guardAt();
    for (const { fetch } of [
      guardOpenAI(guard),
      guardAnthropic(guard),
      guardLangChain(guard).configuration,
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

  it('is told to who is given beside the guard', async () => {
    const told: string[] = [];
    await send(guardOpenAI(guardAt(), { onRefusal: ({ code }) => told.push(code) }).fetch);
    expect(told).toEqual(['POLICY_VIOLATION']);
  });
});
