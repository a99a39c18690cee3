import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.js';
import type { RowHandler } from './reader.js';

function read(text: string, delimiter = ',', chunkLength = text.length) {
  const told: unknown[] = [];
  const handler: RowHandler = {
    row: (value, { line, offset }) => told.push([line, offset, value]),
    corrupt: (message, { line, offset }, kept) => told.push([line, offset, message, kept]),
    other: () => {},
  };
  const reader = readCsv(handler, { delimiter, keepsText: true });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkLength) reader.push(bytes.subarray(at, at + chunkLength));
  reader.end();
  return told;
}

describe('readCsv', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['nothing', '', []],
    ['a header alone', 'model,text\n', []],
    ['plain cells', 'model,text\na/b,hi\n', [[2, null, { model: 'a/b', text: 'hi' }]]],
    [
      'a byte order mark and CRLF',
      '\ufeffmodel,text\r\na/b,hi\r\n',
      [[2, null, { model: 'a/b', text: 'hi' }]],
    ],
    ['a last line without a newline', 'model\na/b', [[2, null, { model: 'a/b' }]]],
    ['a column called like a path', 'metadata.model\na/b\n', [[2, null, { 'metadata.model': 'a/b' }]]],
    [
      'cells over several lines, and blank lines',
      'model,text\n\na/b,"one\n""two"""\n\n\nc/d,x\n',
      [
        [3, null, { model: 'a/b', text: 'one\n"two"' }],
        [7, null, { model: 'c/d', text: 'x' }],
      ],
    ],
    [
      'records with too few and too many cells',
      'model,text\na/b\nc/d,x,y\ne/f,z\n',
      [
        [2, null, 'more or fewer cells than the header', 'a/b\n'],
        [3, null, 'more or fewer cells than the header', 'c/d,x,y\n'],
        [4, null, { model: 'e/f', text: 'z' }],
      ],
    ],
    [
      'a quote that is not closed',
      'model,text\na/b,x\nc/d,"open\n',
      [
        [2, null, { model: 'a/b', text: 'x' }],
        [3, null, 'a quote that is not closed', expect.stringContaining('c/d')],
      ],
    ],
  ])('reads %s, however it is cut into chunks', (_, text, rows) => {
    for (const length of [1, 2, 5, 1_000]) expect(read(text, ',', length)).toEqual(rows);
  });

  it('reads tabs', () => {
    expect(read('model\ttext\na/b\t1,2\n', '\t')).toEqual([[2, null, { model: 'a/b', text: '1,2' }]]);
  });
});
