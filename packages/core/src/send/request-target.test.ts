import { describe, expect, it } from 'vitest';
import { createTargetReader, type RequestTarget } from './request-target.js';

interface Asked {
  readonly baseUrl?: string;
  readonly passThrough?: readonly string[];
  readonly headers?: Record<string, string>;
  readonly hasBody?: boolean;
}

function read(
  method: string,
  url: string,
  { baseUrl = 'https://openrouter.ai/api/v1', passThrough = [], headers = {}, hasBody = false }: Asked = {},
): RequestTarget {
  const readTarget = createTargetReader({ baseUrl: new URL(baseUrl), passThrough });
  return readTarget({ method, url: new URL(url), headers: new Headers(headers), hasBody });
}

/** The target in one word: an API shape, `pass`, `stored`, or why it is rejected. */
function wordFor(target: RequestTarget): string {
  if (target.kind === 'text') return target.shape;
  return target.kind === 'rejected' ? target.violation.code : target.kind;
}

const openRouter = 'https://openrouter.ai/api/v1';

describe('paths that make text', () => {
  it.each([
    ['https://openrouter.ai/api/v1/chat/completions', 'chat'],
    ['https://openrouter.ai/api/v1/completions', 'completions'],
    ['https://openrouter.ai/api/v1/responses', 'responses'],
    ['https://openrouter.ai/api/v1/messages', 'messages'],
    ['https://openrouter.ai/api/beta/batches', 'batch'],
    ['https://eu.openrouter.ai/api/v1/responses', 'responses'],
    ['https://us.openrouter.ai/api/beta/batches', 'batch'],
    ['https://openrouter.ai/api/v1/systemone', 'decisions'],
    ['https://eu.openrouter.ai/api/alpha/decisions', 'decisions'],
    ['https://openrouter.ai/api//%61lpha/Decisions/', 'decisions'],
    ['https://OPENROUTER.ai:443/api/v1/messages?beta=true#x', 'messages'],
  ])('POST %s is %s', (url, shape) => {
    expect(read('POST', url)).toEqual({ kind: 'text', shape });
  });

  it.each(['POST', 'post', 'PUT', 'PATCH', 'patch', 'QUERY', 'X'])('%s asks for text', (method) => {
    expect(wordFor(read(method, `${openRouter}/chat/completions`))).toBe('chat');
  });

  it.each(['GET', 'get', 'HEAD', 'OPTIONS', 'delete'])('%s with a body asks for text', (method) => {
    expect(wordFor(read(method, `${openRouter}/responses`, { hasBody: true }))).toBe('responses');
    expect(wordFor(read(method, `${openRouter}//%52esponses/`, { hasBody: true }))).toBe('responses');
  });

  it.each(['HEAD', 'OPTIONS', 'DELETE'])('%s without a body brings back no text', (method) => {
    expect(wordFor(read(method, `${openRouter}/responses`))).toBe('pass');
  });

  it.each([
    ['http://127.0.0.1:8080/api/v1', 'http://127.0.0.1:8080/api/v1/chat/completions', 'chat'],
    ['http://127.0.0.1:8080/api/v1/', 'http://127.0.0.1:8080/api/v1/chat/completions', 'chat'],
    ['http://127.0.0.1:8080/api/v1', 'http://127.0.0.1:8080/api/beta/batches', 'batch'],
    ['https://gateway.example/openrouter/v1', 'https://gateway.example/openrouter/v1/messages', 'messages'],
    ['https://gateway.example/openrouter/v1', 'https://gateway.example/openrouter/beta/batches', 'batch'],
    ['https://gateway.example/OpenRouter/V1', 'https://gateway.example/openrouter/v1/messages', 'messages'],
    ['https://gateway.example', 'https://gateway.example/chat/completions', 'chat'],
    ['https://gateway.example', 'https://gateway.example/batches', 'batch'],
    ['https://gateway.example/llm', 'https://gateway.example/llm/responses', 'responses'],
    ['https://openrouter.ai/api', 'https://openrouter.ai/api/v1/messages', 'messages'],
    ['https://gateway.example/api', 'https://gateway.example/api/v1/messages', 'messages'],
    ['https://gateway.example/api', 'https://gateway.example/api/beta/batches', 'batch'],
    ['http://127.0.0.1:8080/api/v1', 'https://openrouter.ai/api/v1/completions', 'completions'],
    ['https://gateway.example/v1', 'https://gateway.example/other/v1/messages', 'ENDPOINT_UNKNOWN'],
  ])('of the base URL %s: POST %s is %s', (baseUrl, url, word) => {
    expect(wordFor(read('POST', url, { baseUrl }))).toBe(word);
  });
});

describe('a header that overrides the method', () => {
  it.each([
    ['GET', 'x-http-method-override', 'POST', 'chat'],
    ['GET', 'X-HTTP-Method', 'post', 'chat'],
    ['DELETE', 'x-method-override', ' Put ', 'chat'],
    ['GET', 'x-http-method-override', 'GET, POST', 'chat'],
    ['POST', 'x-http-method-override', 'GET', 'chat'],
    ['GET', 'x-http-method-override', 'HEAD', 'ENDPOINT_UNKNOWN'],
    ['HEAD', 'x-http-method-override', 'GET', 'ENDPOINT_UNKNOWN'],
    ['DELETE', 'x-http-method-override', '', 'pass'],
  ])('%s with %s: %s is judged by the stricter', (method, name, value, word) => {
    expect(wordFor(read(method, `${openRouter}/chat/completions`, { headers: { [name]: value } }))).toBe(
      word,
    );
  });

  it.each([
    ['HEAD', 'POST', '/embeddings', 'pass'],
    ['GET', 'POST', '/embeddings', 'ENDPOINT_UNKNOWN'],
    ['POST', 'GET', '/files', 'pass'],
    ['POST', 'GET', '/responses/resp_1/cancel', 'ENDPOINT_UNKNOWN'],
    ['GET', 'POST', '/audio/transcriptions', 'ENDPOINT_UNKNOWN'],
    ['PATCH', 'POST', '/keys', 'ENDPOINT_UNKNOWN'],
    ['POST', 'PATCH', '/keys', 'ENDPOINT_UNKNOWN'],
    ['POST', 'DELETE', '/keys', 'pass'],
  ])('%s as %s of %s: %s', (method, override, path, word) => {
    const headers = { 'x-http-method-override': override };
    expect(wordFor(read(method, openRouter + path, { headers }))).toBe(word);
  });
});

describe('a header by which some servers take another path', () => {
  it.each(['X-Original-URL', 'x-rewrite-url', 'X-Override-URL'])('%s is not sent', (name) => {
    for (const path of ['/embeddings', '/models', '/chat/completions']) {
      const target = read('POST', openRouter + path, { headers: { [name]: '/api/v1/chat/completions' } });
      expect(wordFor(target)).toBe('ENDPOINT_UNKNOWN');
      expect(target).toMatchObject({ problem: expect.stringContaining(name.toLowerCase()) });
    }
  });
});

describe('what makes no text', () => {
  it.each([
    ['POST', '/embeddings'],
    ['POST', '/rerank'],
    ['POST', '/audio/speech'],
    ['POST', '/videos'],
    ['POST', '/files'],
    ['POST', '/keys'],
    ['PATCH', '/keys/0f3a'],
    ['POST', '/guardrails/0f-3a/assignments/keys/remove'],
    ['POST', '/presets/my-preset/chat/completions'],
    ['POST', '/presets/my-preset/messages'],
    ['POST', '/presets/m%C3%A9moire/responses'],
    ['PUT', '/workspaces/main/budgets/daily'],
    ['POST', '/generation/feedback'],
    ['POST', '/auth/keys/code'],
    ['POST', '/messages/count_tokens?beta=true'],
    ['GET', '/generation?id=x'],
    ['GET', '/models/qwen%2Fqwen3-max'],
    ['DELETE', '/anything/at/all'],
    ['HEAD', '/generation/content'],
    ['DELETE', '/files/file-1'],
  ])('%s %s passes', (method, path) => {
    expect(read(method, openRouter + path)).toEqual({ kind: 'pass' });
  });

  it('passes at the root of the base URL too', () => {
    const baseUrl = 'https://gateway.example/openrouter/v1';
    expect(wordFor(read('POST', `${baseUrl}/embeddings`, { baseUrl }))).toBe('pass');
    expect(wordFor(read('POST', 'https://gateway.example/api/v1/embeddings', { baseUrl }))).toBe(
      'ENDPOINT_UNKNOWN',
    );
  });

  it.each([
    ['POST', '/audio/transcriptions'],
    ['POST', '/images'],
    ['POST', '/interns/1/chat/completions'],
    ['POST', '/messages/batches'],
    ['GET', '/anything/at/all'],
    ['GET', '/models/qwen%2Fqwen3%2Fmax'],
    ['GET', '/Models'],
    ['POST', '/chat/completions/more'],
    ['POST', '/batches'],
    ['PUT', '/embeddings'],
    ['PATCH', '/keys'],
    ['PATCH', '/keys/'],
    ['POST', '/Embeddings'],
    ['POST', '/embeddings/'],
    ['POST', '//embeddings'],
    ['POST', '/%65mbeddings'],
    ['POST', '/presets/a/b/chat/completions'],
    ['POST', '/presets/a%2Fb/chat/completions'],
    ['POST', '/presets/a%255cb/messages'],
    ['POST', '/presets/a;b/messages'],
    ['POST', '/presets/a%3Fb/messages'],
    ['PATCH', '/keys/%252e%252e'],
    ['POST', '/toString'],
  ])('%s %s is rejected', (method, path) => {
    expect(wordFor(read(method, openRouter + path))).toBe('ENDPOINT_UNKNOWN');
  });

  it.each([
    '...',
    '%20',
    '..%20',
    '..%09',
    '..%0d',
    '..%00',
    '.%00.',
    '%2e%252e%00',
    '%c0%ae%c0%ae',
    '%c0%ae.',
    '%EF%BC%8E%EF%BC%8E',
    '%E2%80%A4%E2%80%A4',
    'x%EF%BC%8Fy',
    '..%E2%80%8B',
    '%u002e%u002e',
  ])('the segment %s, which some servers read as another place, is rejected', (segment) => {
    const path = `/presets/${segment}/chat/completions`;
    expect(wordFor(read('POST', openRouter + path))).toBe('ENDPOINT_UNKNOWN');
  });

  it.each([
    ['POST', '/interns/i/chat/completions', 'documented as never used'],
    ['POST', '/interns', 'an agent'],
    ['PATCH', '/interns/i', 'an agent'],
    ['POST', '/interns/i/provision', 'an agent'],
    ['POST', '/interns/i/suspend', 'an agent'],
    ['POST', '/audio/transcriptions', 'out of speech'],
    ['POST', '/images', 'text of an SVG'],
  ])('%s %s is rejected with the reason: %s', (method, path, reason) => {
    const target = read(method, openRouter + path);
    expect(target.kind === 'rejected' && target.violation.message).toContain(reason);
  });

  it('is rejected with what to do about it', () => {
    expect(read('POST', `${openRouter}/unheard-of?key=secret`)).toMatchObject({
      kind: 'rejected',
      violation: {
        path: '',
        code: 'ENDPOINT_UNKNOWN',
        message:
          'POST /api/v1/unheard-of is not a path that is judged, nor one that is known to return no text. To send it unjudged, list "/api/v1/unheard-of" in passThrough.',
        alternatives: [],
      },
    });
  });
});

describe('other origins', () => {
  const urls = [
    'http://openrouter.ai/api/v1/models',
    'https://openrouter.ai:8443/api/v1/models',
    'https://openrouter.ai./api/v1/models',
    'https://www.openrouter.ai/api/v1/models',
    'https://openrouter.ai.example.com/api/v1/models',
    'https://user@openrouter.ai/api/v1/models',
    'https://user:password@openrouter.ai/api/v1/models',
    'https://example.com/api/v1/models',
    'blob:https://openrouter.ai/0f3a',
    'data:text/plain,hello',
  ];
  it.each(urls.flatMap((url) => ['GET', 'POST', 'DELETE'].map((method) => [method, url] as const)))(
    '%s %s is rejected',
    (method, url) => {
      expect(wordFor(read(method, url))).toBe('ORIGIN_NOT_GUARDED');
    },
  );

  it('are rejected without a word of the credentials or the query', () => {
    const target = read('POST', 'https://user:password@openrouter.ai/api/v1/messages?key=secret');
    expect(JSON.stringify(target)).not.toMatch(/user:|password@|secret/);
  });
});

describe('passThrough', () => {
  it.each([
    ['/api/v1/audio/transcriptions', `${openRouter}/audio/transcriptions`, 'pass'],
    ['/api/v1/audio/transcriptions', 'https://eu.openrouter.ai/api/v1/audio/transcriptions', 'pass'],
    ['/api/v1/audio/transcriptions', `${openRouter}/audio/transcriptions/`, 'ENDPOINT_UNKNOWN'],
    ['/api/v1/audio/transcriptions', `${openRouter}/Audio/transcriptions`, 'ENDPOINT_UNKNOWN'],
    ['/api/v1/audio', `${openRouter}/audio/transcriptions`, 'ENDPOINT_UNKNOWN'],
    ['/api/v1/audio/transcriptions', 'https://example.com/api/v1/audio/transcriptions', 'ORIGIN_NOT_GUARDED'],
    ['/api/v1/interns/{id}/suspend', `${openRouter}/interns/42/suspend`, 'pass'],
    ['/api/v1/interns/{id}/suspend', `${openRouter}/interns/4/2/suspend`, 'ENDPOINT_UNKNOWN'],
    ['https://openrouter.ai/api/v1/images', `${openRouter}/images`, 'pass'],
    ['https://openrouter.ai/api/v1/images', 'https://us.openrouter.ai/api/v1/images', 'ENDPOINT_UNKNOWN'],
    ['https://example.com', 'https://example.com/v1/chat/completions', 'pass'],
    ['https://EXAMPLE.com/', 'https://example.com/v1/chat/completions', 'pass'],
    ['https://example.com:443', 'https://example.com/', 'pass'],
    ['https://example.com', 'http://example.com/', 'ORIGIN_NOT_GUARDED'],
    ['https://example.com', 'https://sub.example.com/', 'ORIGIN_NOT_GUARDED'],
    ['https://example.com/v1/log', 'https://example.com/v1/log', 'pass'],
    ['https://example.com/v1/log', 'https://example.com/v1/chat', 'ORIGIN_NOT_GUARDED'],
    ['/api/v1/chat/completions', `${openRouter}/chat/completions`, 'chat'],
    ['https://openrouter.ai/api/v1/%63hat/completions', `${openRouter}/%63hat/completions`, 'chat'],
    ['/api/v1/{any}', `${openRouter}/messages`, 'messages'],
    ['/{a}/{b}/{c}', `${openRouter}/chat%2Fcompletions`, 'chat'],
    ['/api/v1/images', 'https://user@openrouter.ai/api/v1/images', 'ORIGIN_NOT_GUARDED'],
  ])('with %s listed, POST %s is %s', (entry, url, word) => {
    expect(wordFor(read('POST', url, { passThrough: ['/else', entry] }))).toBe(word);
  });

  it.each([
    '',
    'example.com',
    'ftp://example.com',
    'https://',
    'https://user@example.com',
    'https://example.com?x=1',
    '/path?x=1',
    '/path#part',
    '/api/v1/*',
    'https://example.com/*',
    '/api/v1/{}',
    'https://exa mple.com',
    'https://openrouter.ai',
    'https://eu.openrouter.ai/',
    'http://127.0.0.1:8080',
  ])('can not list %j', (entry) => {
    expect(() =>
      read('GET', openRouter, { passThrough: [entry], baseUrl: 'http://127.0.0.1:8080/v1' }),
    ).toThrow(TypeError);
  });
});
