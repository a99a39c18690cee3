import { expect, it } from 'vitest';
import { renderCsv, renderMarkdown } from './markup.js';

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

it.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['~qwen/latest', '~qwen/latest'],
])('writes %s into CSV as %s', async (cell, written) => {
  expect(renderCsv(['name'], [[cell]])).toBe(`name\n${written}\n`);
});
