import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PolicyViolationError } from './rejection.js';
import { type RequestBody, readRequestBody } from './request-body.js';

function read(body: RequestBody | undefined, headers: Record<string, string> = {}): Promise<unknown> {
  return readRequestBody(body, new Headers(headers));
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

describe('a form as a body', () => {
  const fields: readonly (readonly [name: string, text: string])[] = [
    ['model', 'open/small'],
    ['stop', 'a'],
    ['stop', 'b'],
    ['models[]', 'open/small'],
    ['messages', '[{"role":"user","content":"Grüße"}]'],
    ['provider', '{"zdr":true}'],
    ['temperature', '0.5'],
    ['stream', 'false'],
    ['seed', 'null'],
    ['prompt', '"quoted"'],
    ['empty', ''],
    ['__proto__', '{"model":"other"}'],
  ];
  const expected = {
    model: 'open/small',
    stop: ['a', 'b'],
    models: ['open/small'],
    messages: [{ role: 'user', content: 'Grüße' }],
    provider: { zdr: true },
    temperature: 0.5,
    stream: false,
    seed: null,
    prompt: '"quoted"',
    empty: '',
    ['__proto__']: { model: 'other' },
  };
  function formData(): FormData {
    const form = new FormData();
    for (const [name, content] of fields) form.append(name, content);
    return form;
  }
  function search(): URLSearchParams {
    return new URLSearchParams(fields.map(([name, content]): [string, string] => [name, content]));
  }
  const urlencoded = { 'content-type': 'Application/X-WWW-Form-Urlencoded; charset=UTF-8' };

  it('becomes an object of its fields', async () => {
    expect(await read(formData())).toEqual(expected);
    expect(await read(search())).toEqual(expected);
    expect(await read(search().toString(), urlencoded)).toEqual(expected);
    expect(await read(gzipSync(search().toString()), { ...urlencoded, 'content-encoding': 'gzip' })).toEqual(
      expected,
    );
  });

  it('becomes one from the bytes that a Request makes of it', async () => {
    for (const body of [formData(), search()]) {
      const request = new Request('http://x', { method: 'POST', body });
      expect(await readRequestBody(request.body, request.headers)).toEqual(expected);
    }
  });

  it('becomes one by the type of a Blob, where no header says it', async () => {
    const blob = new Blob(['model=open/small'], { type: 'application/x-www-form-urlencoded' });
    expect(await read(blob)).toEqual({ model: 'open/small' });
    expect(await codeOf(read(blob, { 'content-type': 'application/json' }))).toBe('BODY_NOT_JSON');
  });

  it('has no inherited fields in it', async () => {
    const reading = await read(new URLSearchParams('__proto__={"model":"x"}'));
    expect(Object.keys(Object(reading))).toEqual(['__proto__']);
  });

  it('makes a list of a name with and without brackets', async () => {
    expect(await read(new URLSearchParams('a=1&a[]=2&[]=3'))).toEqual({ a: [1, 2], '': [3] });
  });

  it('is rejected with a file in it', async () => {
    const form = formData();
    form.append('file', new Blob(['x']), 'x.txt');
    const request = new Request('http://x', { method: 'POST', body: form });
    expect(await codeOf(read(form))).toBe('BODY_NOT_JSON');
    expect(await codeOf(readRequestBody(request.body, request.headers))).toBe('BODY_NOT_JSON');
  });

  it.each(['multipart/form-data', 'multipart/form-data; boundary=other'])(
    'is rejected where its boundary is not that of %j',
    async (type) => {
      const body = '--x\r\nContent-Disposition: form-data; name="model"\r\n\r\nopen/small\r\n--x--\r\n';
      expect(await codeOf(read(body, { 'content-type': type }))).toBe('BODY_NOT_JSON');
      expect(await read(body, { 'content-type': 'multipart/form-data; boundary=x' })).toEqual({
        model: 'open/small',
      });
    },
  );

  it('of another copy of undici is read like any other', async () => {
    class FormData {
      readonly [Symbol.toStringTag] = 'FormData';
      *[Symbol.iterator](): Generator<[string, string]> {
        yield ['model', 'open/small'];
      }
    }
    expect(await Reflect.apply(read, null, [new FormData()])).toEqual({ model: 'open/small' });
  });
});
