import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../catalog/built-in-catalog.js';
import { listedIds, listModels, rawRequest } from '../testing/requests.js';
import { runningSandbox, smallCatalog } from '../testing/sandboxes.js';
import { parseModelQuery } from './models.js';

const texts = ['qwen/one', 'qwen/two', 'openai/three', '~qwen/latest', '~openai/latest', 'openrouter/auto'];

describe('filters', () => {
  it.each<[string, readonly string[]]>([
    ['', texts],
    ['?output_modalities=all', [...texts.slice(0, 3), 'openai/sound', ...texts.slice(3)]],
    ['?output_modalities=audio', ['openai/sound']],
    ['?output_modalities=image', []],
    ['?distillable=true', ['qwen/one', 'qwen/two']],
    ['?distillable=false', ['openai/three']],
    ['?distillable=false&output_modalities=all', ['openai/three', 'openai/sound']],
    ['?q=TWO', ['qwen/two']],
    ['?q=one-2026', ['qwen/one']],
    ['?q=name%20of%20openai', ['openai/three']],
    ['?q=nothing', []],
    ['?model_authors=openai', ['openai/three', '~openai/latest']],
    ['?model_authors=openrouter,openai', ['openai/three', '~openai/latest', 'openrouter/auto']],
    ['?supported_parameters=tools', ['qwen/two', 'openai/three']],
    ['?supported_parameters=tools,temperature', ['qwen/two']],
    ['?distillable=true&supported_parameters=tools', ['qwen/two']],
  ])('lists for %j %j', async (query, expected) => {
    const { url } = await runningSandbox({ catalog: smallCatalog });
    const list = await listModels(url, query);
    expect(list.data.map(({ id }) => id)).toEqual(expected);
    expect(list.total_count).toBe(expected.length);
    expect(list.links).toEqual({ next: null });
  });

  it.each<[string, readonly string[]]>([
    ['?distillable=true', ['qwen/one', 'qwen/two', '~qwen/latest']],
    ['?distillable=false', ['openai/three', '~openai/latest', 'openrouter/auto']],
  ])(
    'puts aliases by their target and routers as not distillable into %s on request',
    async (query, expected) => {
      const { url } = await runningSandbox({ catalog: smallCatalog, aliasesInFiltered: true });
      expect(await listedIds(url, query)).toEqual(expected);
    },
  );

  it('parts the concrete models of the built-in catalog into distillable and others', async () => {
    const { url } = await runningSandbox();
    const all = '&output_modalities=all';
    const [permitted, others] = [
      await listedIds(url, `?distillable=true${all}`),
      await listedIds(url, `?distillable=false${all}`),
    ];
    expect(new Set(permitted)).toEqual(builtInCatalog().distillable);
    expect(permitted.filter((id) => others.includes(id))).toEqual([]);
    const concrete = builtInCatalog().models.filter(
      ({ architecture }) => architecture?.tokenizer !== 'Router',
    );
    expect(permitted.length + others.length).toBe(concrete.length);
  });

  it('serves rows exactly as the catalog holds them', async () => {
    const { url } = await runningSandbox();
    const { data } = await listModels(url, '?output_modalities=all');
    expect(data).toEqual(builtInCatalog().models);
  });
});

describe('the hosts of a model', () => {
  it.each<[string, readonly string[]]>([
    ['openai/gpt-oss-120b', ['sandbox-openai', 'deepinfra/fp8', 'together', 'amazon-bedrock']],
    ['qwen/qwen3-max', ['sandbox-qwen']],
    ['openai/gpt-oss-120b%3Anitro', ['sandbox-openai', 'deepinfra/fp8', 'together', 'amazon-bedrock']],
    ['~anthropic/claude-opus-latest', ['sandbox-anthropic']],
    ['openrouter/auto', []],
  ])('%s: %j', async (slug, expected) => {
    const { url } = await runningSandbox();
    const response = await rawRequest(`${url}/models/${slug}/endpoints`);
    const { data } = JSON.parse(response.body.toString());
    expect(data.endpoints.map(({ tag }: { tag: string }) => tag)).toEqual(expected);
  });
});

describe('pages', () => {
  it.each(['', '&distillable=true', '&output_modalities=all&q=qwen'])(
    'add up to the full list when links.next is followed with %j',
    async (filter) => {
      const { url } = await runningSandbox();
      const full = await listedIds(url, `?${filter.slice(1)}`);
      const walked: string[] = [];
      let next: string | null = `/api/v1/models?limit=7${filter}`;
      for (let steps = 0; next !== null && steps < 100; steps += 1) {
        const page = await listModels(url, new URL(next, url).search);
        walked.push(...page.data.map(({ id }) => id));
        expect(page.total_count).toBe(full.length);
        next = page.links.next;
      }
      expect(walked).toEqual(full);
    },
  );

  it('keeps the other parameters in a relative links.next', async () => {
    const { url } = await runningSandbox({ catalog: smallCatalog });
    const page = await listModels(url, '?q=qwen&offset=0&limit=2');
    expect(page.links.next).toBe('/api/v1/models?q=qwen&offset=2&limit=2');
  });

  it('ends after the last row', async () => {
    const { url } = await runningSandbox({ catalog: smallCatalog });
    expect(await listModels(url, '?limit=6')).toMatchObject({ links: { next: null } });
    expect(await listModels(url, '?offset=6')).toEqual({ data: [], total_count: 6, links: { next: null } });
  });
});

describe('transfer', () => {
  it('responds with 304 to the ETag of the same response, and 200 once the catalog has changed', async () => {
    const sandbox = await runningSandbox({ catalog: smallCatalog });
    const first = await rawRequest(`${sandbox.url}/models`);
    const headers = { 'if-none-match': first.headers.etag ?? '' };
    const second = await rawRequest(`${sandbox.url}/models`, { headers });
    expect(first.headers.etag).toMatch(/^"/);
    expect(second).toMatchObject({
      status: 304,
      headers: { etag: first.headers.etag },
      body: Buffer.alloc(0),
    });
    expect(second.headers['x-distillable-sample']).toBe(smallCatalog.sample);
    expect(second.headers).not.toHaveProperty('content-type');
    expect(await rawRequest(`${sandbox.url}/models?q=one`, { headers })).toMatchObject({ status: 200 });
    sandbox.setCatalog({ ...smallCatalog, models: smallCatalog.models.slice(1) });
    expect(await rawRequest(`${sandbox.url}/models`, { headers })).toMatchObject({ status: 200 });
  });

  it('compresses as the client asks, each coding with its own strong tag', async () => {
    const { url } = await runningSandbox();
    const ask = (coding: string) => rawRequest(`${url}/models`, { headers: { 'accept-encoding': coding } });
    const [plain, gzipped, br] = [await ask('identity'), await ask('gzip'), await ask('br')];
    expect(gzipped.headers['content-encoding']).toBe('gzip');
    expect(br.headers['content-encoding']).toBe('br');
    expect(gunzipSync(gzipped.body).equals(plain.body)).toBe(true);
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
    expect(new Set([plain, gzipped, br].map(({ headers }) => headers.etag)).size).toBe(3);
    expect(plain.headers).toMatchObject({
      vary: 'accept-encoding',
      'content-length': String(plain.body.length),
    });
  });

  it('responds to HEAD with the headers of GET only', async () => {
    const { url } = await runningSandbox({ catalog: smallCatalog });
    const get = await rawRequest(`${url}/models`);
    const head = await rawRequest(`${url}/models`, { method: 'HEAD' });
    expect(head.body.length).toBe(0);
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
  });
});

describe('errors', () => {
  it.each([
    ['GET', '/models?distillable=maybe', 400],
    ['GET', '/models?limit=5000', 400],
    ['GET', '/nothing', 404],
    ['GET', '/models/', 404],
    ['GET', '/models/nobody/none/endpoints', 404],
    ['GET', '/models/qwen/endpoints', 404],
    ['GET', '/models/qwen/%zz/endpoints', 400],
    ['POST', '/models', 405],
    ['DELETE', '/models', 405],
  ])('responds to %s %s with %i in OpenRouter’s error shape', async (method, path, status) => {
    const { url, sample } = await runningSandbox();
    const response = await rawRequest(url + path, { method });
    expect(response.status).toBe(status);
    expect(response.headers['x-distillable-sample']).toBe(sample);
    expect(JSON.parse(response.body.toString())).toEqual({
      error: { code: status, message: expect.any(String) },
    });
  });

  it('names the allowed methods with 405', async () => {
    const { url } = await runningSandbox();
    expect((await rawRequest(`${url}/models`, { method: 'PUT' })).headers.allow).toBe('GET, HEAD');
  });
});

describe('the query', () => {
  const parse = (query: string) => parseModelQuery(new URLSearchParams(query));

  it('asks for all text models in one response by default', () => {
    expect(parse('')).toEqual({
      distillable: undefined,
      outputModalities: ['text'],
      text: '',
      authors: [],
      supportedParameters: [],
      page: undefined,
    });
  });

  it.each([
    ['distillable=true', { distillable: true }],
    ['distillable=false', { distillable: false }],
    ['output_modalities=all', { outputModalities: 'all' }],
    ['output_modalities=image,%20audio', { outputModalities: ['image', 'audio'] }],
    ['q=Claude%20Opus', { text: 'claude opus' }],
    ['model_authors=qwen,openai', { authors: ['qwen', 'openai'] }],
    ['supported_parameters=tools,seed', { supportedParameters: ['tools', 'seed'] }],
    ['offset=0', { page: { offset: 0, limit: 500 } }],
    ['limit=1000', { page: { offset: 0, limit: 1000 } }],
    ['offset=7&limit=3', { page: { offset: 7, limit: 3 } }],
    ['unheard_of=1', { page: undefined }],
  ])('reads %s', (query, expected) => {
    expect(parse(query)).toMatchObject(expected);
  });

  it.each([
    'distillable=',
    'distillable=TRUE',
    'distillable=1',
    'distillable=true&distillable=false',
    'output_modalities=',
    'output_modalities=text,smell',
    'output_modalities=all,text',
    'model_authors=',
    'supported_parameters=,',
    'limit=0',
    'limit=1001',
    'limit=-1',
    'limit=1.5',
    'limit=1e2',
    'limit=',
    'offset=-1',
    'offset=x',
    'offset=99999999999999999999',
    'sort=newest',
    'min_price=1',
    'zdr=true',
  ])('rejects %s with status 400', (query) => {
    expect(() => parse(query)).toThrow(
      expect.objectContaining({
        status: 400,
        message: expect.stringMatching(/^Invalid request parameters: /),
      }),
    );
  });
});
