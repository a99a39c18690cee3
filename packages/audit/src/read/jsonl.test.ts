import { findDuplicateKey } from '@distillable/catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonl } from './jsonl.js';
import type { RowHandler } from './reader.js';

/** The results of a reader, with the bytes of each line as text. */
function read(bytes: Buffer, chunkLength: number, maxBytes?: number) {
  const told: unknown[] = [];
  const kept: Buffer[] = [];
  const keep = (line: Buffer | null, start: number, end: number): void => {
    if (line !== null) kept.push(Buffer.from(line.subarray(start, end)));
  };
  const handler: RowHandler = {
    row(value, { line, offset, bytes: from, start, end }) {
      told.push([line, offset, value]);
      keep(from, start, end);
    },
    corrupt(message, { line, offset, bytes: from, start, end }) {
      told.push([line, offset, message]);
      keep(from, start, end);
    },
    other: (_, other) => kept.push(Buffer.from(other)),
  };
  const reader = readJsonl(handler, maxBytes);
  for (let at = 0; at < bytes.length; at += chunkLength) reader.push(bytes.subarray(at, at + chunkLength));
  reader.end();
  return { told, kept: Buffer.concat(kept) };
}

const chunkLengths = [1, 2, 3, 7, 16, 64, 4_096];
const tables: readonly [string, Buffer | string, readonly unknown[]][] = [
  ['nothing', '', []],
  ['blank lines alone', '\n \r\n\t\n', []],
  [
    'a last line without a newline',
    '{"a":1}\n{"a":2}',
    [
      [1, 0, { a: 1 }],
      [2, 8, { a: 2 }],
    ],
  ],
  [
    'numbers that Python writes',
    '{"a":NaN,"b":[-Infinity, Infinity],"c":"NaN \\" NaN"}\n{"a":NaNs}\n{"a":NaN "b"}\n',
    [
      [1, 0, { a: null, b: [null, null], c: 'NaN " NaN' }],
      [2, 53, 'not JSON'],
      [3, 64, 'not JSON (at position 10)'],
    ],
  ],
  [
    'CRLF',
    '{"a":1}\r\n\r\n{"a":2}\r\n',
    [
      [1, 0, { a: 1 }],
      [3, 11, { a: 2 }],
    ],
  ],
  [
    'a byte order mark',
    '\ufeff{"a":1}\n{"a":2}\n',
    [
      [1, 0, { a: 1 }],
      [2, 11, { a: 2 }],
    ],
  ],
  [
    'a byte order mark on a later line',
    '{"a":1}\n\ufeff{"a":2}\n',
    [
      [1, 0, { a: 1 }],
      [2, 8, expect.stringMatching(/^not JSON/)],
    ],
  ],
  ['duplicate keys', '{"m":"x","m":"y"}\n', [[1, 0, 'ambiguous: one object has the same key twice']]],
  ['escaped keys', '{"mod\\u0065l":"x"}\n', [[1, 0, { model: 'x' }]]],
  ['nested keys', '{"a":{"model":"x"},"b":["model"]}\n', [[1, 0, { a: { model: 'x' }, b: ['model'] }]]],
  ['more than ASCII', '{"a":"é通😀"}\n', [[1, 0, { a: 'é通😀' }]]],
  ['line separators of Unicode', '{"a":"\u2028\u2029\u0085"}\n', [[1, 0, { a: '\u2028\u2029\u0085' }]]],
  ['an escaped NUL', '{"a":"\\u0000"}\n', [[1, 0, { a: '\0' }]]],
  [
    'a bare NUL',
    '{"a":"\0"}\n{"b":1}',
    [
      [1, 0, expect.stringMatching(/^not JSON/)],
      [2, 10, { b: 1 }],
    ],
  ],
  ['a bare carriage return', '{"a":1}\r{"a":2}\n', [[1, 0, expect.stringMatching(/^not JSON/)]]],
  [
    'lists and numbers',
    '[{"a":1}]\n7\n"x"\nnull\n',
    [
      [1, 0, 'a list, not an object'],
      [2, 10, 'not an object'],
      [3, 12, 'not an object'],
      [4, 16, 'not an object'],
    ],
  ],
  [
    'half an object',
    '{"a":\n{"a":1}\n',
    [
      [1, 0, 'not JSON'],
      [2, 6, { a: 1 }],
    ],
  ],
  ['two objects on a line', '{"a":1}{"a":2}\n', [[1, 0, 'not JSON (at position 7)']]],
  [
    'what is not UTF-8',
    Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n{"a":1}\n')]),
    [
      [1, 0, 'not UTF-8'],
      [2, 11, { a: 1 }],
    ],
  ],
];

describe('readJsonl', () => {
  it.each(tables)('reads %s, however it is cut into chunks', (_, text, rows) => {
    const bytes = Buffer.from(text);
    for (const length of chunkLengths) {
      const { told, kept } = read(bytes, length);
      expect(told).toEqual(rows);
      expect(kept.equals(bytes)).toBe(true);
    }
  });

  it('holds nothing of a line that is too long, and hands on its bytes', () => {
    const bytes = Buffer.from(`{"a":1}\n{"long":"${'x'.repeat(5_000)}"}\n{"a":2}\n`);
    for (const length of chunkLengths) {
      const { told, kept } = read(bytes, length, 1_048);
      expect(told).toEqual([
        [1, 0, { a: 1 }],
        [2, 8, expect.stringMatching(/^longer than /)],
        [3, 5_020, { a: 2 }],
      ]);
      expect(kept.equals(bytes)).toBe(true);
    }
  });

  it('sees a key twice in the rows that have one twice, and in no other', () => {
    const key = fc.constantFrom('a', '\\u0061', 'b', 'a\\":', ':', '');
    const object: fc.Arbitrary<string> = fc.letrec<{ object: string; value: string }>((tie) => ({
      value: fc.oneof(fc.constantFrom('1', '":"', '"a\\": \\"a\\":"', 'null', '[{},{"a":1}]'), tie('object')),
      object: fc
        .array(fc.tuple(key, fc.constantFrom(':', ' :', ' : '), tie('value')), { maxLength: 3 })
        .map((pairs) => `{${pairs.map(([name, colon, value]) => `"${name}"${colon}${value}`).join()}}`),
    })).object;
    fc.assert(
      fc.property(fc.array(object, { maxLength: 20 }), fc.boolean(), (rows, isAscii) => {
        const last = isAscii ? '{}' : '{"é":1}';
        const { told } = read(Buffer.from([...rows, last].join('\n')), 4_096);
        const ambiguous = 'ambiguous: one object has the same key twice';
        expect(told.map((each) => Array.isArray(each) && each[2] === ambiguous)).toEqual(
          [...rows, last].map((row) => findDuplicateKey(row) !== null),
        );
      }),
    );
  });
});
