import { Readable } from 'node:stream';
import zlib, { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PolicyViolationError } from './rejection.js';
import { type RequestBody, readRequestBody } from './request-body.js';

const value = { model: 'open/small', messages: [{ role: 'user', content: 'Grüße, 你好 🎈' }] };
const text = JSON.stringify(value);
const bytes = new TextEncoder().encode(text);
const padded = new Uint8Array([1, 2, 3, ...bytes, 4, 5]);

function read(
  body: RequestBody | undefined,
  headers: Record<string, string> = {},
  maxBytes?: number,
): Promise<unknown> {
  return readRequestBody(body, new Headers(headers), maxBytes);
}

/** The code of a rejection; `read` where there is none. */
async function codeOf(reading: Promise<unknown>): Promise<string | undefined> {
  try {
    await reading;
    return 'read';
  } catch (error) {
    if (!(error instanceof PolicyViolationError)) throw error;
    return error.decision.violations[0]?.code;
  }
}

/** Null where this Node has no zstd. */
function zstdOf(content: string): Buffer | null {
  const compress: unknown = Reflect.get(zlib, 'zstdCompressSync');
  return typeof compress === 'function' ? Reflect.apply(compress, zlib, [content]) : null;
}

const { constants } = zlib;
const brotliBomb = brotliCompressSync(new Uint8Array(200_000_000), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
});

function streamOf(...chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function* iterate(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

describe('a body of any shape', () => {
  const shapes: readonly (readonly [string, () => RequestBody])[] = [
    ['text', () => text],
    ['text with a byte order mark', () => `\uFEFF${text}`],
    ['bytes', () => bytes],
    ['a part of longer bytes', () => padded.subarray(3, -2)],
    ['a view of a part of longer bytes', () => new DataView(padded.buffer, 3, bytes.length)],
    ['a Buffer', () => Buffer.from(text)],
    ['an ArrayBuffer', () => Uint8Array.from(bytes).buffer],
    ['bytes with a byte order mark', () => new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])],
    ['a Blob', () => new Blob([bytes])],
    ['a File', () => new File([bytes], 'request.json')],
    ['a stream', () => streamOf(bytes)],
    ['a stream of single bytes', () => streamOf(...[...bytes].map((byte) => Uint8Array.of(byte)))],
    ['the body of a Request', () => new Request('http://x', { method: 'POST', body: text }).body],
    ['an async iterable', () => iterate(bytes.subarray(0, 7), bytes.subarray(7))],
    ['a Node stream', () => Readable.from([Buffer.from(text)])],
    ['a Node stream of text', () => Readable.from([text.slice(0, 9), text.slice(9)])],
  ];
  it.each(shapes)('is read from %s', async (_, make) => {
    expect(await read(make())).toEqual(value);
  });

  it.each(['application/json', 'text/plain', 'application/octet-stream', 'nonsense', ''])(
    'is read as JSON with the content type %j',
    async (type) => {
      expect(await read(text, { 'content-type': type })).toEqual(value);
    },
  );

  it.each(['[1]', 'null', '3', '"x"'])('is read although %s is not an object', async (json) => {
    expect(await read(json)).toEqual(JSON.parse(json));
  });
});

describe('a zipped body', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['identity', bytes],
    ['', bytes],
    ['br', brotliCompressSync(text)],
    ['br, gzip', gzipSync(brotliCompressSync(text))],
    ['identity, gzip', gzipSync(text)],
    ['deflate, gzip', gzipSync(deflateSync(text))],
    ['gzip,deflate , identity', deflateSync(gzipSync(text))],
  ])('is unzipped: %j', async (encoding, body) => {
    expect(await read(body, { 'content-encoding': encoding })).toEqual(value);
    expect(await read(streamOf(body), { 'content-encoding': encoding })).toEqual(value);
  });

  it.each([
    ['br', bytes, 'BODY_NOT_JSON'],
    ['br', brotliCompressSync(text).subarray(0, -4), 'BODY_NOT_JSON'],
    ['aws-chunked', bytes, 'BODY_ENCODING_UNKNOWN'],
    ['gzip, compress', bytes, 'BODY_ENCODING_UNKNOWN'],
    ['gzip, gzip, gzip, gzip, gzip', bytes, 'BODY_ENCODING_UNKNOWN'],
    ['gzip', bytes, 'BODY_NOT_JSON'],
    ['gzip', gzipSync(text).subarray(0, -12), 'BODY_NOT_JSON'],
    ['gzip', new Uint8Array(), 'BODY_NOT_JSON'],
    ['deflate', deflateRawSync(text), 'BODY_NOT_JSON'],
    ['gzip, deflate', gzipSync(deflateSync(text)), 'BODY_NOT_JSON'],
  ])('of encoding %j that can not be undone is rejected: %#', async (encoding, body, code) => {
    expect(await codeOf(read(body, { 'content-encoding': encoding }))).toBe(code);
  });

  it('of zstd is unzipped where Node can', async () => {
    const zipped = zstdOf(text);
    const reading = read(zipped ?? bytes, { 'content-encoding': 'zstd' });
    if (zipped === null) expect(await codeOf(reading)).toBe('BODY_ENCODING_UNKNOWN');
    else expect(await reading).toEqual(value);
  });

  it('is rejected as text, which is not what was zipped', async () => {
    expect(await codeOf(read(text, { 'content-encoding': 'gzip' }))).toBe('BODY_NOT_JSON');
  });
});

describe('the limit of bytes', () => {
  const shapes: readonly (readonly [string, () => RequestBody])[] = [
    ['text', () => text],
    ['bytes', () => bytes],
    ['a Blob', () => new Blob([bytes])],
    ['a stream', () => streamOf(bytes.subarray(0, 5), bytes.subarray(5))],
    ['an async iterable', () => iterate(bytes.subarray(0, 5), bytes.subarray(5))],
  ];
  it.each(shapes)('counts the bytes of %s', async (_, make) => {
    expect(await codeOf(read(make(), {}, bytes.length))).toBe('read');
    expect(await codeOf(read(make(), {}, bytes.length - 1))).toBe('BODY_TOO_LARGE');
  });

  it('counts after each step of unzipping', async () => {
    const large = JSON.stringify('x'.repeat(10_000));
    const headers = { 'content-encoding': 'gzip, gzip' };
    const body = gzipSync(gzipSync(large));
    expect(await codeOf(read(body, headers, large.length))).toBe('read');
    expect(await codeOf(read(body, headers, large.length - 1))).toBe('BODY_TOO_LARGE');
  });

  it('is 64 MiB by default', async () => {
    const blank = ' '.repeat(64 * 1024 * 1024 - 2);
    expect(await codeOf(read(`{}${blank}`))).toBe('read');
    expect(await codeOf(read(`{}${blank} `))).toBe('BODY_TOO_LARGE');
  });

  it.each([
    ['within one layer', 'gzip', gzipSync(new Uint8Array(200_000_000), { level: 1 })],
    ['of brotli', 'br', brotliBomb],
    ['within two', 'gzip, gzip', gzipSync(gzipSync(new Uint8Array(200_000_000), { level: 1 }))],
  ])('ends a zip bomb %s at the limit', async (_, encoding, bomb) => {
    expect(bomb.length).toBeLessThan(2_000_000);
    expect(await codeOf(read(bomb, { 'content-encoding': encoding }))).toBe('BODY_TOO_LARGE');
  });

  it('rejects what follows a zipped body, whichever way Node takes it', async () => {
    const member = gzipSync('{"model":"qwen/one"}');
    const twice = read(Buffer.concat([member, member]), { 'content-encoding': 'gzip' });
    expect(await codeOf(twice)).toBe('BODY_NOT_JSON');
  });

  it('ends an endless stream, and cancels it', async () => {
    let cancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
      cancel() {
        cancelled = true;
      },
    });
    expect(await codeOf(read(endless, {}, 10_000))).toBe('BODY_TOO_LARGE');
    expect(cancelled).toBe(true);
  });
});

describe('what is not JSON', () => {
  const bodies: readonly (readonly [string, RequestBody | undefined])[] = [
    ['no body', undefined],
    ['null', null],
    ['empty text', ''],
    ['empty bytes', new Uint8Array()],
    ['half an object', '{"model":'],
    ['two objects', '{}{}'],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['a UTF-8 sequence that is cut', Uint8Array.of(0x22, 0xe4, 0xbd, 0x22)],
  ];
  it.each(bodies)('%s is rejected', async (_, body) => {
    expect(await codeOf(read(body))).toBe('BODY_NOT_JSON');
  });

  it('is rejected without a word of it', async () => {
    const error = await read('secret prompt').catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      decision: {
        violations: [{ path: '', code: 'BODY_NOT_JSON', message: 'The body is not JSON.', alternatives: [] }],
      },
    });
    expect(String(error)).not.toContain('secret');
  });

  it('is what fetch would make of an object that it does not know', async () => {
    const body: unknown = { model: 'open/small' };
    expect(await codeOf(Reflect.apply(read, null, [body]))).toBe('BODY_NOT_JSON');
    expect(await Reflect.apply(read, null, [{ toString: () => text }])).toEqual(value);
  });
});

describe('a form', () => {
  const fields = new FormData();
  fields.set('model', 'open/small');
  const search = new URLSearchParams({ model: 'open/small' });
  const asRequest = (body: FormData | URLSearchParams) => new Request('http://x', { method: 'POST', body });

  it.each<[string, RequestBody, Record<string, string>]>([
    ['FormData', fields, {}],
    ['URLSearchParams', search, {}],
    ['a Blob', new Blob(['model=x'], { type: 'application/x-www-form-urlencoded' }), {}],
    ['what curl -d sends', text, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a type in capitals', text, { 'content-type': ' Multipart/Form-Data; boundary=x' }],
    ['zipped', gzipSync('model=x'), { 'content-type': 'multipart/form-data', 'content-encoding': 'gzip' }],
    ['of an unknown encoding', text, { 'content-type': 'multipart/form-data', 'content-encoding': 'x' }],
  ])('is rejected with what to send: %s', async (_, body, headers) => {
    const error = await read(body, headers).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ decision: { violations: [{ code: 'BODY_IS_FORM' }] } });
    expect(String(error)).toContain('send application/json');
  });

  it('is rejected in a Request', async () => {
    for (const request of [asRequest(fields), asRequest(search)]) {
      expect(await codeOf(readRequestBody(request.body, request.headers))).toBe('BODY_IS_FORM');
    }
  });
});

describe('a stream that can not be read', () => {
  it('rejects with its own error', async () => {
    const failure = new Error('the disk is gone');
    const failing = new ReadableStream({ pull: (controller) => controller.error(failure) });
    await expect(read(failing)).rejects.toBe(failure);
  });

  it('rejects where it is locked', async () => {
    const locked = streamOf(bytes);
    locked.getReader();
    await expect(read(locked)).rejects.toThrow(TypeError);
  });

  it('rejects where a chunk is neither bytes nor text', async () => {
    await expect(read(Readable.from([{ model: 'open/small' }]))).rejects.toThrow(TypeError);
  });
});
