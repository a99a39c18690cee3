import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startThreeWays } from '../support/transport/three-ways.js';
import { type Respond, sendEvents, sendJson } from '../support/transport/upstream.js';

let respond: Respond;
const world = await startThreeWays((...call) => respond(...call));
const { ways, upstream, receipts } = world;
afterAll(() => world.close());
beforeEach(() => {
  respond = (response) => sendJson(response, { marker: 'SECRET TEXT' });
  receipts.length = 0;
});

const chat = (model?: string) => ({ id: 'gen-1', model, choices: [{ message: { content: 'SECRET TEXT' } }] });
const message = (model?: string) => ({ id: 'm', model, content: [{ type: 'text', text: 'SECRET TEXT' }] });
const line = (body: unknown) => ({
  id: 'r',
  custom_id: 'a',
  response: { status_code: 200, body },
  error: null,
});
const failedLine = { id: 'r', custom_id: 'b', response: null, error: { message: 'No.' } };
const batch = (...results: unknown[]) => ({ id: 'batch_1', object: 'batch', status: 'completed', results });
const jsonl = (...lines: unknown[]): string => lines.map((each) => `${JSON.stringify(each)}\n`).join('');

const batchPath = '/api/beta/batches/batch_1';
const filePath = '/api/v1/files/file-1/content';
const responsePath = '/api/v1/responses/resp_1';

interface Case {
  readonly what: string;
  readonly path: string;
  readonly body: object | string;
  readonly outcome: string;
}

// biome-ignore format: a table
const cases: readonly Case[] = [
  { what: 'a batch that runs', path: batchPath, body: { id: 'batch_1', status: 'in_progress', results: null }, outcome: 'deferred' },
  { what: 'a batch with allowed results', path: batchPath, body: batch(line(chat('open/small')), failedLine), outcome: 'verified' },
  { what: 'a batch of failed results', path: batchPath, body: batch(failedLine), outcome: 'failed' },
  { what: 'a batch with one other result', path: batchPath, body: batch(line(chat('open/small')), line(chat('closed/big'))), outcome: 'unverified' },
  { what: 'a batch with one unnamed result', path: batchPath, body: batch(line(chat('open/small')), line(chat())), outcome: 'unverified' },
  { what: 'a batch with results in a text', path: batchPath, body: { id: 'batch_1', results: jsonl(line(chat('open/small'))) }, outcome: 'unverified' },
  { what: 'a batch that is a response', path: batchPath, body: chat(), outcome: 'unverified' },
  { what: 'a wrapped batch', path: batchPath, body: { data: batch(line(chat('closed/big'))) }, outcome: 'unverified' },
  { what: 'a list of batches', path: '/api/beta/batches', body: { data: [batch(line(chat('open/small'))), batch(line(chat()))] }, outcome: 'unverified' },
  { what: 'a batch of messages', path: batchPath, body: batch({ custom_id: 'a', result: { type: 'succeeded', message: message('open/small') } }), outcome: 'verified' },
  { what: 'a batch that is cancelled', path: batchPath, body: 'not JSON', outcome: 'unverified' },
  { what: 'lines of allowed results', path: filePath, body: jsonl(line(chat('open/small')), failedLine, line(chat('open/large'))), outcome: 'verified' },
  { what: 'lines that end without a line break', path: filePath, body: jsonl(line(chat('open/small'))).trim(), outcome: 'verified' },
  { what: 'lines with a byte order mark and CRLF', path: filePath, body: `\uFEFF${jsonl(line(chat('open/small'))).replace('\n', '\r\n\r\n')}`, outcome: 'verified' },
  { what: 'lines with one of another model', path: filePath, body: jsonl(line(chat('open/small')), line(chat('closed/big'))), outcome: 'unverified' },
  { what: 'lines with one unnamed', path: filePath, body: jsonl(line(chat('open/small')), line(chat())), outcome: 'unverified' },
  { what: 'lines with one that is not JSON', path: filePath, body: `${jsonl(line(chat('open/small')))}SECRET TEXT\n`, outcome: 'unverified' },
  { what: 'lines with one that is a list', path: filePath, body: jsonl(line(chat('open/small')), [line(chat())]), outcome: 'unverified' },
  { what: 'lines with text beside the response', path: filePath, body: jsonl({ ...failedLine, text: 'SECRET TEXT' }), outcome: 'unverified' },
  { what: 'lines with text in a failed response', path: filePath, body: jsonl({ ...failedLine, response: { text: 'SECRET TEXT' } }), outcome: 'unverified' },
  { what: 'lines of errors', path: filePath, body: jsonl(failedLine, line({ error: { code: 400, message: 'No.' } })), outcome: 'failed' },
  { what: 'a file of other things', path: filePath, body: '%PDF-1.7', outcome: 'unverified' },
  { what: 'a batch where lines are asked for', path: filePath, body: { status: 'completed', text: 'SECRET TEXT' }, outcome: 'unverified' },
  { what: "Anthropic's results", path: '/api/v1/messages/batches/b/results', body: jsonl({ custom_id: 'a', result: { type: 'succeeded', message: message('open/small') } }, { custom_id: 'b', result: { type: 'errored', error: { type: 'error' } } }), outcome: 'verified' },
  { what: "Anthropic's results with another model", path: '/api/v1/messages/batches/b/results', body: jsonl({ custom_id: 'a', result: { type: 'succeeded', message: message('closed/big') } }), outcome: 'unverified' },
  { what: 'a stored response', path: responsePath, body: { id: 'resp_1', model: 'open/small', output: [] }, outcome: 'verified' },
  { what: 'a stored response of another model', path: responsePath, body: { id: 'resp_1', model: 'closed/big', output: [] }, outcome: 'unverified' },
  { what: 'a stored response without a model', path: responsePath, body: { id: 'resp_1', output: [] }, outcome: 'unverified' },
  { what: 'a stored chat of another model', path: '/api/v1/chat/completions/gen-1', body: chat('closed/big'), outcome: 'unverified' },
];

describe.each(ways)('by $name, stored text', ({ name, send }) => {
  it.each(cases)('is verified: $what', async ({ path, body, outcome }) => {
    respond = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      // In pieces, as a large file comes.
      for (let at = 0; at < bytes.length; at += 40) response.write(bytes.subarray(at, at + 40));
      response.end();
    };
    const { status, text } = await send({ method: 'GET', path });
    expect(receipts.map((receipt) => receipt.outcome)).toEqual([outcome]);
    expect(status).toBe(outcome === 'unverified' ? 403 : 200);
    if (outcome === 'unverified') expect(text).not.toContain('SECRET TEXT');
    else expect(text).toBe(typeof body === 'string' ? body : JSON.stringify(body));
  });

  it('has a hash for the text of each result', async () => {
    respond = (response) => response.end(jsonl(line(chat('open/small')), line(message('open/small'))));
    await send({ method: 'GET', path: filePath });
    expect(receipts[0]?.textHashes).toHaveLength(2);
    expect(new Set(receipts[0]?.textHashes).size).toBe(1);
  });

  it('that is streamed again breaks off where it names another model', async () => {
    respond = (response) =>
      sendEvents(response, [
        { type: 'response.created', response: { id: 'r', model: 'open/small' } },
        { type: 'response.completed', response: { id: 'r', model: 'closed/big' } },
      ]);
    const { text, isWhole } = await send({ method: 'GET', path: `${responsePath}?stream=true` });
    expect(isWhole).toBe(false);
    expect(text).not.toContain('closed/big","output');
    expect(receipts).toMatchObject([{ outcome: 'unverified', endpoint: 'responses' }]);
  });

  it('of a batch is not verified by events', async () => {
    respond = (response) => sendEvents(response, [chat('open/small'), chat()]);
    expect(await send({ method: 'GET', path: filePath })).toMatchObject({ status: 403 });
  });

  it.each([
    '/api/v1/generation/content?id=gen-1',
    '/api/v1/generation%2Fcontent?id=gen-1',
    '/api/v1/Generation/content',
    '/api/v1/containers/c/files/f/content',
    '/api/v1/responses/r/input_items',
    '/api/v1/files/a%2Fb/content',
    '/api/v1/unheard-of',
  ])('that can not be verified is not asked for: %s', async (path) => {
    const before = upstream.requests.length;
    for (const method of name === 'proxy' ? ['GET'] : ['GET', 'get']) {
      const { status, text } = await send({ method, path });
      expect(status).toBe(403);
      expect(JSON.parse(text)).toMatchObject({ error: { metadata: { code: 'POLICY_VIOLATION' } } });
    }
    expect(upstream.requests).toHaveLength(before);
  });
});

describe.each(ways)('by $name, a body at a judged path', ({ send }) => {
  const closed = JSON.stringify({ model: 'closed/big', messages: [{ role: 'user', content: 'Hi' }] });
  const methods = ['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT', 'PATCH', 'get', 'delete'];
  const paths = ['/api/v1/chat/completions', '/api/v1/messages', '/api/v1//Responses/'];

  it.each(methods)('is never sent unjudged: %s', async (method) => {
    const before = upstream.requests.length;
    for (const path of paths) {
      const headers = { 'content-type': 'application/json' };
      const { status } = await send({ method, path, headers, body: closed });
      expect([400, 403, 405]).toContain(status);
    }
    expect(upstream.requests).toHaveLength(before);
  });

  it.each(['x-http-method-override', 'X-HTTP-Method', 'x-method-override'])(
    'is never sent by a header that changes the method: %s',
    async (name) => {
      const before = upstream.requests.length;
      for (const [method, other] of [
        ['GET', 'post'],
        ['POST', 'GET'],
        ['DELETE', 'POST'],
      ] as const) {
        const headers = { 'content-type': 'application/json', [name]: other };
        const { status } = await send({ method, path: '/api/v1/chat/completions', headers, body: closed });
        expect([400, 403, 405]).toContain(status);
      }
      expect(upstream.requests).toHaveLength(before);
    },
  );
});

describe.each(ways)('by $name, a harmless path of a known SDK', ({ name, send }) => {
  it.each([
    ['POST', '/api/v1/messages/count_tokens?beta=true'],
    ['POST', '/api/v1/responses/input_tokens'],
    ['POST', '/api/v1/moderations'],
    ['DELETE', '/api/v1/responses/resp_1'],
    ['GET', '/api/v1/models/open%2Fsmall'],
  ])('passes: %s %s', async (method, path) => {
    const body = method === 'POST' ? '{"model":"closed/big"}' : null;
    const { status, text } = await send({ method, path, body });
    expect([name, status, text]).toEqual([name, 200, '{"marker":"SECRET TEXT"}']);
  });

  it.each(['/api/v1/messages/batches', '/api/v1/messages/unheard-of'])(
    "of Anthropic's is rejected in its own format of errors: %s",
    async (path) => {
      const { status, text } = await send({ method: 'POST', path, body: '{}' });
      expect(status).toBe(403);
      expect(JSON.parse(text)).toMatchObject({
        type: 'error',
        error: { type: 'permission_error', details: { error_code: 'POLICY_VIOLATION' } },
      });
    },
  );
});
