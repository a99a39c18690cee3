import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { noColours } from './style.js';
import { chooseTableStyle, renderMarkdown, renderTable, type TableColumn } from './table.js';

const columns: readonly TableColumn[] = [
  { header: 'SLUG', align: 'left', importance: 3 },
  { header: 'PRICE', align: 'right', importance: 2 },
  { header: 'NAME', align: 'left', importance: 1 },
];
const rows = [
  ['qwen/qwen3-max', '12.00', '通义千问'],
  ['a/b', '0.50', 'B'],
];
const style = { width: Number.POSITIVE_INFINITY, colours: noColours };

describe('renderTable', () => {
  it('puts text to the left, numbers to the right, and no space at the end of a line', () => {
    expect(renderTable({ columns, rows }, style).text).toBe(
      ['SLUG            PRICE  NAME', 'qwen/qwen3-max  12.00  通义千问', 'a/b              0.50  B', ''].join(
        '\n',
      ),
    );
  });

  it('aligns wide characters by the columns that they take', () => {
    const reversed = { columns: columns.toReversed(), rows: rows.map((row) => row.toReversed()) };
    const { text } = renderTable(reversed, style);
    expect(text).toBe(
      ['NAME      PRICE  SLUG', '通义千问  12.00  qwen/qwen3-max', 'B          0.50  a/b', ''].join('\n'),
    );
  });

  it.each([
    { width: 31, shown: ['SLUG', 'PRICE', 'NAME'] },
    { width: 26, shown: ['SLUG', 'PRICE'] },
    { width: 21, shown: ['SLUG', 'PRICE'] },
    { width: 20, shown: ['SLUG'] },
    { width: 1, shown: ['SLUG'] },
  ])('shows $shown at a width of $width', ({ width, shown }) => {
    const { hidden, text } = renderTable({ columns, rows }, { ...style, width });
    expect(columns.filter((column) => !hidden.includes(column)).map(({ header }) => header)).toEqual(shown);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('leaves out the least important column wherever it stands', () => {
    const { hidden } = renderTable({ columns: columns.toReversed(), rows }, { ...style, width: 21 });
    expect(hidden.map(({ header }) => header)).toEqual(['NAME']);
  });

  it('shortens the last column left only when it alone is too wide, in the middle', () => {
    expect(renderTable({ columns, rows }, { ...style, width: 14 }).text).toBe('SLUG\nqwen/qwen3-max\na/b\n');
    expect(renderTable({ columns, rows }, { ...style, width: 8 }).text).toBe('SLUG\nqwen…max\na/b\n');
  });

  it('never cuts within a character that takes several code points', () => {
    const family = '👩‍👩‍👧';
    const { text } = renderTable(
      { columns: columns.slice(0, 1), rows: [[family.repeat(4)]] },
      { ...style, width: 5 },
    );
    expect(text).toContain(`${family}…${family}`);
  });

  const audit: readonly TableColumn[] = [
    { header: 'MODEL', align: 'left', importance: 100, isEssential: true, shrinksTo: 12 },
    { header: 'ROWS', align: 'right', importance: 90 },
    { header: 'VERDICT', align: 'left', importance: 110, isEssential: true },
    { header: 'FIRST ROW', align: 'left', importance: 50 },
  ];
  const audited = [['someone/a-model-with-a-very-long-name', '12', 'not-distillable', 'data.jsonl:1']];

  it.each([
    [80, 'someone/a-model-with-a-very-long-name    12  not-distillable  data.jsonl:1'],
    [60, 'someone/a-m…y-long-name    12  not-distillable'],
    [40, 'someone/…ong-name    12  not-distillable'],
    [30, 'someon…g-name  not-distillable'],
    [20, 'some…ame  not-d…able'],
  ])('keeps essential columns at a width of %i', (width, line) => {
    const { text, hidden } = renderTable({ columns: audit, rows: audited }, { ...style, width });
    expect(text.split('\n')[1]).toContain(line);
    expect(hidden.map(({ header }) => header)).not.toContain('VERDICT');
    for (const each of text.split('\n')) expect(each.length).toBeLessThanOrEqual(width);
  });
});

describe('renderMarkdown', () => {
  it('escapes what would end a cell or begin something else in Markdown', () => {
    const text = renderMarkdown({
      columns: [
        { header: 'SLUG', align: 'left', importance: 1 },
        { header: 'PRICE', align: 'right', importance: 1 },
      ],
      rows: [
        ['a|b', '1.00'],
        ['<img>', '`x` *y* [z](u) \\'],
      ],
    });
    expect(text).toBe(
      [
        '| SLUG | PRICE |',
        '| --- | ---: |',
        '| a\\|b | 1.00 |',
        '| &lt;img> | \\`x\\` \\*y\\* \\[z\\](u) \\\\ |',
        '',
      ].join('\n'),
    );
  });
});

describe('the width of a table', () => {
  it.each([
    [true, 120, 120],
    [true, undefined, 80],
    [true, 0, 80],
    [false, undefined, Number.POSITIVE_INFINITY],
  ])('on a terminal (%s) of %s columns is %s', (isTTY, columns, width) => {
    const stdout = Object.assign(new PassThrough(), { isTTY, columns });
    expect(chooseTableStyle({ stdout, env: {} }).width).toBe(width);
  });
});
