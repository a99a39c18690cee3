import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archive, auditBoth, countBySql, settingsOf } from './duckdb/audit-both.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-duckdb-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Line = string | Buffer;
const clean = '{"model":"open/a","created":1780000000,"text":"Hello"}';
const bytes = (...parts: readonly (string | number)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))));

async function write(lines: readonly Line[], end = '\n'): Promise<string> {
  const path = join(folder, 'rows.jsonl');
  const ends = lines.map((_, index) => Buffer.from(index < lines.length - 1 ? '\n' : end));
  const pieces = lines.flatMap((line, index) => [Buffer.from(line), ends[index] ?? Buffer.alloc(0)]);
  await writeFile(path, Buffer.concat(pieces));
  return path;
}

/** Lines that SQL counts by itself. */
const counted: readonly [string, Line][] = [
  ['a missing model', '{"text":"x"}'],
  ['null', '{"model":null}'],
  ['empty text', '{"model":""}'],
  ['a number', '{"model":1.50}'],
  ['a number beyond doubles', '{"model":1e400}'],
  ['an integer beyond doubles', '{"model":12345678901234567890123}'],
  ['minus zero', '{"model":-0.0}'],
  ['true', '{"model":true}'],
  ['an object', '{"model":{"model":"closed/b"}}'],
  ['a list', '{"model":["closed/b"]}'],
  ['a nested model', '{"metadata":{"model":"closed/b"},"model":"open/a"}'],
  ['a model in a list before', '{"messages":[{"model":"closed/b"}],"model":"open/a"}'],
  ['an escaped key', '{"mod\\u0065l":"closed/b"}'],
  ['escapes in the name', '{"model":"closed\\/b \\u00e9\\n\\"x\\" \\ud83d\\ude00 \\\\"}'],
  ['an escaped NUL', '{"model":"closed/b\\u0000"}'],
  ['other letters', '{"model":"ünï/čödé 😀"}'],
  ['a key in capitals', '{"MODEL":"closed/b"}'],
  ['a key with a dot', '{"metadata.model":"closed/b"}'],
  ['a twin of another key', '{"x":1,"x":2,"model":"open/a"}'],
  ['a key named like a method', '{"constructor":1,"__proto__":{"model":"closed/b"}}'],
  ['an empty object', '{}'],
  ['spaces around', '  {"model" : "closed/b" }\t '],
  ['a return at the end', '{"model":"closed/b"}\r'],
  ['a blank line', ''],
  ['a line of spaces', ' \t\r'],
  ['NaN in text', '{"model":"closed/b","text":"x: NaN, [inf, ] {a,}"}'],
  ['a long line', `{"text":"${'x'.repeat(300_000)}","model":"closed/b"}`],
  ['deep lists', `{"x":${'['.repeat(900)}${']'.repeat(900)},"model":"closed/b"}`],
  ['seconds as text', '{"model":"open/a","created":"1780000000"}'],
  ['a fraction', '{"model":"open/a","created":1779926399.9996}'],
  ['milliseconds', '{"model":"open/a","created":1780000000123}'],
  ['microseconds', '{"model":"open/a","created":1780000000123456}'],
  ['microseconds beyond doubles', '{"model":"open/a","created":9999999999999999}'],
  ['nine digits', '{"model":"open/a","created":999999999}'],
  ['ten characters with a fraction', '{"model":"open/a","created":86399999.9}'],
  ['a whole number with a fraction', '{"model":"open/a","created":1780000000.0}'],
  ['nanoseconds', '{"model":"open/a","created":1780000000123456789}'],
  ['a number that is no time', '{"model":"open/a","created":-5}'],
  ['zero', '{"model":"open/a","created":0}'],
  ['seconds of 1970', '{"model":"open/a","created":86399}'],
  ['between seconds and milliseconds', '{"model":"open/a","created":253402300800}'],
  ['an exponent', '{"model":"open/a","created":1.78e9}'],
  ['an ISO time', '{"model":"open/a","created":"2026-06-30T23:59:59.999Z"}'],
  ['an ISO time with a zone', '{"model":"open/a","created":"2026-06-30T23:59:59-05:00"}'],
  ['an ISO time without one', '{"model":"open/a","created":"2026-06-30 23:59:59"}'],
  ['a day that is none', '{"model":"open/a","created":"2026-02-31T10:00:00Z"}'],
  ['an hour that is none', '{"model":"open/a","created":"2026-02-20T24:00:01Z"}'],
  ['a time that is an object', '{"model":"open/a","created":{"seconds":1}}'],
];

/** Lines that DuckDB reads otherwise, or not at all: they have to be noticed. */
const noticed: readonly [string, Line][] = [
  ['a twin', '{"model":"open/a","model":"closed/b"}'],
  ['an escaped twin', '{"model":"open/a","mod\\u0065l":"closed/b"}'],
  ['a twin of the time', '{"created":1780000000,"model":"open/a","created":1700000000}'],
  ['a cut-off line', '{"model":"closed/b"'],
  ['no JSON', 'model: closed/b'],
  ['two objects', '{"model":"open/a"}{"model":"closed/b"}'],
  ['two objects apart', '{"model":"open/a"} {"model":"closed/b"}'],
  ['a list of rows', '[{"model":"closed/b"}]'],
  ['a number', '42'],
  ['text', '"closed/b"'],
  ['null', 'null'],
  ['a comma too many', '{"model":"closed/b",}'],
  ['a comma too many, apart', '{"x":[1, \t ],"model":"closed/b"}'],
  ['NaN', '{"model":"closed/b","x":NaN}'],
  ['nAn in a list', '{"model":"closed/b","x":[ nAn]}'],
  ['-Infinity after a comma', '{"model":"closed/b","x":[1,-Infinity ,2]}'],
  ['inf', '{"x": inf,"model":"closed/b"}'],
  ['NaN for a model', '{"model":NaN}'],
  ['a comment', '{"model":"closed/b"} // yes'],
  ['single quotes', "{'model':'closed/b'}"],
  ['a leading zero', '{"model":"closed/b","x":01}'],
  ['half a surrogate pair', '{"model":"closed/b\\ud800"}'],
  ['a NUL', bytes('{"model":"closed/b', 0, '"}')],
  ['a tab in text', '{"model":"closed\t/b"}'],
  ['a return in text', '{"model":"closed\r/b"}'],
  ['what is not UTF-8', bytes('{"model":"closed/b', 0xff, 0xfe, '"}')],
  ['UTF-16', Buffer.from('{"model":"closed/b"}', 'utf16le')],
  ['a byte order mark', '\ufeff{"model":"closed/b"}'],
  ['a form feed before', '\f{"model":"closed/b"}'],
  ['a vertical tab after', '{"model":"closed/b"}\v'],
  ['a line of a form feed', '\f'],
  ['a no-break space', '\u00a0{"model":"closed/b"}'],
];

describe('a line of JSONL', () => {
  it.each(counted)('with %s is counted by SQL as by JSON.parse', async (_, line) => {
    const path = await write([clean, line, clean, line]);
    const { js, duckdb } = await auditBoth([path]);
    expect(duckdb).toEqual(js);
    expect(await countBySql(path)).not.toBeNull();
  });

  it.each(noticed)('with %s is left to JSON.parse', async (_, line) => {
    const path = await write([clean, line, clean]);
    const { js, duckdb } = await auditBoth([path]);
    expect(duckdb).toEqual(js);
    expect(await countBySql(path)).toBeNull();
  });
});

describe('a JSONL file', () => {
  const everything = [...counted, ...noticed].map(([, line]) => line);

  it.each([
    ['at once', '\n'],
    ['without a last newline', ''],
  ])('of all these lines is reported alike, %s', async (_, end) => {
    const path = await write([clean, ...everything, clean], end);
    const { js, duckdb } = await auditBoth([path]);
    expect(duckdb).toEqual(js);
    expect(js.totals.corrupt).toBeGreaterThan(20);
    expect(js.corrupt).toHaveLength(js.totals.corrupt);
  });

  it('is reported alike where a mark begins it, where it is empty, and where it is blank', async () => {
    for (const lines of [[`\ufeff${clean}`, clean], [''], ['', '', ' '], ['[]']]) {
      const { js, duckdb } = await auditBoth([await write(lines)]);
      expect(duckdb).toEqual(js);
    }
  });

  it('with nested fields is counted by SQL, unless a key is the whole path or a part is no object', async () => {
    const nested = '{"metadata":{"model":"closed/b","created_at":"2026-05-05T10:00:00Z"}}';
    const cases: readonly [Line, boolean][] = [
      ['{"metadata":{"model":"open/a"}}', true],
      ['{"metadata":null}', true],
      ['{"metadata":{"model":"open/a","model":"closed/b"}}', false],
      ['{"metadata":{"model":"open/a"},"metadata":{"model":"closed/b"}}', false],
      ['{"metadata.model":"open/a","metadata":{"model":"closed/b"}}', false],
      ['{"metadata\\u002emodel":"open/a","metadata":{"model":"closed/b"}}', false],
      ['{"metadata":"open/a"}', false],
      ['{"metadata":[{"model":"open/a"}]}', false],
    ];
    for (const [line, isCounted] of cases) {
      const path = await write([nested, line, nested]);
      const { js, duckdb } = await auditBoth([path]);
      expect(duckdb).toEqual(js);
      expect([line, (await countBySql(path)) !== null]).toEqual([line, isCounted]);
    }
  });

  it.each(['model', 'metadata.model', 'a b', 'x"y', "x'y", 'choices[0].model', 'Model', 'response'])(
    'is reported alike by the field %s',
    async (model) => {
      const path = await write([
        '{"model":"open/a","Model":"closed/b","metadata":{"model":"closed/b"},"a b":"open/a","x\\"y":"open/a"}',
        '{"x\'y":"closed/b","choices":[{"model":"open/a"}],"response":{"created":1780000000}}',
      ]);
      const settings = settingsOf({ fields: { model } });
      const { js, duckdb } = await auditBoth([path], settings);
      expect(duckdb).toEqual(js);
    },
  );

  it('whose times come late is left to JSON.parse, and else counted', async () => {
    const untimed = '{"model":"open/a","text":"x"}';
    const late = await write([...Array(40).fill(untimed), clean]);
    expect(await countBySql(late, settingsOf(), 1)).not.toBeNull();
    const settings = settingsOf();
    const path = await write([...Array(40_000).fill(untimed), '{"model":"open/a","date":"2026-05-05"}']);
    expect(await countBySql(path, settings, 1)).toBeNull();
    const { js, duckdb } = await auditBoth([path]);
    expect(duckdb).toEqual(js);
  });

  it('finds the line and the offset of a model that comes late, between blank lines and returns', async () => {
    const many = Array.from({ length: 40_000 }, (_, row) => (row % 1_000 === 0 ? ' \r' : clean));
    const late = '{"model":"closed/b","created":1780000000}';
    for (const newline of ['\n', '\r\n']) {
      const path = join(folder, 'late.jsonl');
      await writeFile(path, [...many, late, clean, 'x'.replace('x', clean)].join(newline));
      const found = await countBySql(path, settingsOf(), 1);
      const { js } = await auditBoth([path]);
      expect(found?.groups.map(({ text, line, offset }) => ({ text, line, offset }))).toEqual(
        js.models
          .map(({ model, first }) => ({ text: model, line: first.line, offset: first.offset }))
          .toSorted((a, b) => a.line - b.line),
      );
      expect(found?.groups.map(({ text }) => text)).toEqual(['open/a', 'closed/b']);
    }
  });

  it('is judged by the catalogs in force at its times, to the millisecond', async () => {
    const around = [
      '2026-03-10T12:34:56.788Z',
      '2026-03-10T12:34:56.789Z',
      '2026-05-31T23:59:59.999Z',
      '2026-06-01T00:00:00Z',
      '2026-09-20T23:59:59.998Z',
      '2026-09-20T23:59:59.999Z',
      '2026-09-21T00:00:00+00:00',
    ];
    const times = around.flatMap((time) => {
      const ms = Date.parse(time);
      return [`"${time}"`, `${ms}`, `${Math.floor(ms / 1_000)}`, `${ms / 1_000}`, `"${ms}"`, 'null'];
    });
    const path = await write(times.map((time) => `{"created":${time},"model":"turned/c"}`));
    const settings = settingsOf({ catalogs: archive });
    const { js, duckdb } = await auditBoth([path], { ...settings });
    expect(duckdb).toEqual(js);
    expect(js.models.map(({ verdict }) => verdict).toSorted()).toEqual([
      'distillable',
      'not-distillable',
      'unknown',
    ]);
    expect(await countBySql(path, settings)).not.toBeNull();
  });

  it('of any rows is reported alike', async () => {
    const lines = [...everything, ...Array<Line>(everything.length).fill(clean)];
    const settings = settingsOf({ catalogs: archive });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...lines), { maxLength: 12 }), async (rows) => {
        const { js, duckdb } = await auditBoth([await write(rows)], settings);
        expect(duckdb).toEqual(js);
      }),
      { numRuns: 60 },
    );
  });
});
