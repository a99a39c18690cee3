import { deflateSync, gzipSync } from 'node:zlib';
import { rawRequest } from './raw-request.js';

/** Bytes that try to get something past the proxy, and what must come of them. */
export interface Attack {
  readonly name: string;
  /** Each of their requests has the header `x-attack` with the attack's name. */
  readonly bytes: Buffer;
  /** Status of each response, in order; none where the connection is closed without one. */
  readonly statuses: readonly number[];
}

/** A model that may be used, and one that may not. */
export const allowed = 'qwen/qwen3-coder';
export const forbidden = 'openai/gpt-4o-mini';

const text = (model: string, more: object = {}): string =>
  JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }], ...more });
const good = text(allowed);
const bad = text(forbidden);
const chat = 'POST /v1/chat/completions HTTP/1.1';

/** Adds a header to each request in these bytes, by which its server can tell where it comes from. */
function tag(bytes: Buffer, name: string): Buffer {
  const tagged = bytes.toString('latin1').replaceAll(' HTTP/1.1\r\n', ` HTTP/1.1\r\nX-Attack: ${name}\r\n`);
  return Buffer.from(tagged, 'latin1');
}

/** The attacks on a proxy at this port. */
export function attacksOn(port: number): readonly Attack[] {
  const host = `Host: 127.0.0.1:${port}`;
  const json = 'Content-Type: application/json';
  const attack = (name: string, bytes: Buffer, ...statuses: readonly number[]): Attack => ({
    name,
    bytes: tag(bytes, name),
    statuses,
  });
  const post = (start: string, body: string | Buffer, headers: readonly string[] = [json]): Buffer =>
    rawRequest(start, [host, ...headers, `Content-Length: ${Buffer.byteLength(body)}`], body);
  const body = (
    name: string,
    content: string | Buffer,
    status: number,
    headers?: readonly string[],
  ): Attack => attack(name, post(chat, content, headers), status);
  const path = (target: string, status: number): Attack =>
    attack(`path ${target}`, post(`POST ${target} HTTP/1.1`, bad), status);
  const head = (name: string, headers: readonly string[], ...statuses: readonly number[]): Attack =>
    attack(name, rawRequest(chat, [...headers, json, `Content-Length: ${good.length}`], good), ...statuses);
  const framed = (
    name: string,
    headers: readonly string[],
    content: string,
    ...statuses: readonly number[]
  ): Attack => attack(name, rawRequest(chat, [host, json, ...headers], content), ...statuses);
  const chunked = (content: string): string => `${content.length.toString(16)}\r\n${content}\r\n0\r\n\r\n`;

  return [
    // Bodies
    body('what may be sent', good, 200),
    body('duplicate key, the bad one last', `{"model":"${allowed}",${bad.slice(1)}`, 403),
    body('duplicate key, the good one last', `{"model":"${forbidden}",${good.slice(1)}`, 200),
    body('duplicate key of another case', `{"Model":"${forbidden}",${good.slice(1)}`, 403),
    body('escaped key', bad.replace('"model"', '"mod\\u0065l"'), 403),
    body('escaped slug', bad.replace('openai', '\\u006fpenai'), 403),
    body('__proto__ with a model', `{"__proto__":{"model":"${forbidden}"},${good.slice(1)}`, 403),
    body('flag taken back', text(allowed, { provider: { enforce_distillable_text: false } }), 200),
    body('bad fallback', text(allowed, { models: [forbidden] }), 403),
    body('two documents', good + bad, 403),
    body('a list of bodies', `[${good}]`, 403),
    body('NUL after the document', `${bad}\0`, 403),
    body('no body', '', 403),
    // Content types and encodings of text
    body('JSON as plain text', bad, 403, ['Content-Type: text/plain']),
    body('JSON without a type', bad, 403, []),
    body('JSON as XML', bad, 403, ['Content-Type: application/xml']),
    body('a form', `model=${forbidden}&messages=[]`, 415, [
      'Content-Type: application/x-www-form-urlencoded',
    ]),
    body('a multipart form', multipart(forbidden), 415, ['Content-Type: multipart/form-data; boundary=b']),
    body('UTF-16', Buffer.from(bad, 'utf16le'), 403, ['Content-Type: application/json; charset=utf-16le']),
    body('UTF-7', bad.replace('{', '+AHs-'), 403, ['Content-Type: application/json; charset=utf-7']),
    body('UTF-8 that calls itself UTF-16', bad, 403, ['Content-Type: application/json; charset=utf-16']),
    body('byte order mark', `\uFEFF${bad}`, 403),
    body('bytes that are no UTF-8', Buffer.concat([Buffer.from([0xff]), Buffer.from(bad)]), 403),
    // Framing and compression
    framed('chunked', ['Transfer-Encoding: chunked'], chunked(bad), 403),
    framed('chunked, good', ['Transfer-Encoding: chunked'], chunked(good), 200),
    body('gzip', gzipSync(bad), 403, [json, 'Content-Encoding: gzip']),
    body('gzip, good', gzipSync(good), 200, [json, 'Content-Encoding: gzip']),
    body('gzip twice', gzipSync(gzipSync(bad)), 403, [json, 'Content-Encoding: gzip, gzip']),
    body('deflate in two headers', deflateSync(gzipSync(bad)), 403, [
      json,
      'Content-Encoding: gzip',
      'Content-Encoding: deflate',
    ]),
    body('brotli', good, 403, [json, 'Content-Encoding: br']),
    body('not gzip, though it says so', good, 403, [json, 'Content-Encoding: gzip']),
    body('gzip of too much', gzipSync(Buffer.alloc(67_108_865, 32)), 413, [json, 'Content-Encoding: gzip']),
    framed('more than may come, as announced', ['Content-Length: 67108865'], good, 413),
    // Paths
    path('//v1/chat/completions', 404),
    path('/v1//chat/completions', 403),
    path('/V1/chat/completions', 404),
    path('/v1/CHAT/Completions', 403),
    path('/v1/%63hat/completions', 403),
    path('/v1/%2563hat/completions', 403),
    path('/v1/chat%2Fcompletions', 403),
    path('/v1/embeddings/../chat/completions', 403),
    path('/v1/embeddings/%2e%2e/chat/completions', 403),
    path('/v1/embeddings/..%2fchat/completions', 403),
    path('/v1/embeddings/..;/chat/completions', 403),
    path('/v1/./chat/completions', 403),
    path('/v1/chat/completions/', 403),
    path('/v1/chat/completions;a=b', 403),
    path('/v1/chat\\completions', 403),
    path('/v1/chat/completions%00', 403),
    path('/v1/chat/completions?path=/embeddings', 403),
    path('/v1/../chat/completions', 404),
    path('/v1/..%2f..%2fchat/completions', 404),
    path('/api/v1/../../api/v1/chat/completions', 403),
    path('/v1/unheard-of', 403),
    // Targets and methods
    path('http://127.0.0.1/v1/chat/completions', 400),
    path('https://openrouter.ai/api/v1/chat/completions', 400),
    attack('asterisk', rawRequest('OPTIONS * HTTP/1.1', [host]), 400),
    attack('CONNECT', rawRequest(`CONNECT openrouter.ai:443 HTTP/1.1`, [host]), 405),
    attack('TRACE', rawRequest('TRACE /v1/chat/completions HTTP/1.1', [host]), 405),
    // Who asks
    head('another name as Host', ['Host: evil.example'], 403),
    head('another name with the port', [`Host: evil.example:${port}`], 403),
    head('Host without the port', ['Host: 127.0.0.1'], 403),
    head('Host with a user', [`Host: 127.0.0.1:${port}@evil.example`], 403),
    head('Host with a dot', [`Host: localhost.:${port}`], 403),
    head('two Hosts', [host, 'Host: evil.example'], 403),
    head('no Host', [], 400),
    head('localhost', [`Host: LocalHost:${port}`], 200),
    head('IPv6 loopback', [`Host: [::1]:${port}`], 200),
    head('Origin', [host, 'Origin: https://evil.example'], 403),
    head('Origin null', [host, 'Origin: null'], 403),
    head('Origin of this machine', [host, `Origin: http://127.0.0.1:${port}`], 403),
    head('a page of another site', [host, 'Sec-Fetch-Site: cross-site'], 403),
    head('a page of another port', [host, 'Sec-Fetch-Site: same-site'], 403),
    attack(
      'preflight',
      rawRequest('OPTIONS /v1/models HTTP/1.1', [host, 'Origin: https://evil.example']),
      403,
    ),
    attack('a page that reads metrics', rawRequest('GET /metrics HTTP/1.1', [host, 'Origin: null']), 403),
    // Request smuggling
    framed(
      'both lengths',
      [`Content-Length: ${good.length}`, 'Transfer-Encoding: chunked'],
      chunked(bad),
      400,
    ),
    framed('two lengths', ['Content-Length: 5', `Content-Length: ${bad.length}`], bad, 400),
    framed('a length with a sign', [`Content-Length: +${bad.length}`], bad, 400),
    framed('an unknown transfer encoding', ['Transfer-Encoding: xchunked'], chunked(bad)),
    framed('chunked, and then not', ['Transfer-Encoding: chunked, identity'], chunked(bad), 400),
    framed('blank before the colon', [`Content-Length : ${bad.length}`], bad, 400),
    framed('folded header', [`X-Folded: a\r\n Content-Length: 5`, `Content-Length: ${bad.length}`], bad, 400),
    framed('headers of 40 kB', [`X-Long: ${'x'.repeat(40_000)}`, `Content-Length: ${bad.length}`], bad, 431),
    attack(
      'line feeds alone',
      Buffer.from(`${chat}\n${host}\n${json}\nContent-Length: ${bad.length}\n\n${bad}`),
      400,
    ),
    attack('HTTP/1.0', post(chat.replace('1.1', '1.0'), good), 400),
    attack('HTTP/2', Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 400),
    // Several requests in one
    attack('pipelined, the bad one second', Buffer.concat([post(chat, good), post(chat, bad)]), 200, 403),
    attack('pipelined, the bad one first', Buffer.concat([post(chat, bad), post(chat, good)]), 403, 200),
    framed('hidden behind a length', [`Content-Length: ${good.length}`], good + post(chat, bad), 200, 403),
    attack(
      'rubbish behind a request',
      Buffer.concat([post('GET /healthz HTTP/1.1', '', []), Buffer.from('\0\0')]),
    ),
    // Other methods, and waiting
    ...['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].map((name) =>
      attack(
        `GET with ${name}`,
        post('GET /v1/chat/completions HTTP/1.1', bad, [json, `${name}: POST`]),
        405,
      ),
    ),
    attack('PUT', post(chat.replace('POST', 'PUT'), bad), 405),
    attack('GET with a body', post('GET /v1/generation HTTP/1.1', bad), 400),
    attack(
      'override on another path',
      post('POST /v1/unheard-of HTTP/1.1', bad, [json, 'X-HTTP-Method-Override: GET']),
      403,
    ),
    framed('waits to go on', ['Expect: 100-continue', `Content-Length: ${bad.length}`], bad, 100, 403),
    framed(
      'waits to go on, good',
      ['Expect: 100-continue', `Content-Length: ${good.length}`],
      good,
      100,
      200,
    ),
    attack(
      'waits to go on, from a page',
      post(chat, good, [json, 'Expect: 100-continue', 'Origin: https://evil.example']),
      403,
    ),
    framed('expects something else', ['Expect: a-miracle', `Content-Length: ${bad.length}`], bad, 417),
    body('upgrade to HTTP/2', bad, 403, [
      json,
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABk',
    ]),
    attack(
      'upgrade to a web socket',
      rawRequest('GET /v1/responses HTTP/1.1', [
        host,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
      ]),
      405,
    ),
  ];
}

function multipart(model: string): string {
  return `--b\r\nContent-Disposition: form-data; name="model"\r\n\r\n${model}\r\n--b--\r\n`;
}
