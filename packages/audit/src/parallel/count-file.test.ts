import { describe, expect, it } from 'vitest';
import { findRowFields } from '../fields/row-fields.js';
import { readJsonl } from '../read/jsonl.js';
import { countRows } from '../rows.js';
import { type CountedFile, countFile, type FileCounts } from './count-file.js';
import type { ScanPool } from './pool.js';
import { scanBlock } from './scan-block.js';

/** Answers late and out of order, as threads do; messages are copies. */
const pool: ScanPool = {
  capacity: 4,
  async scan(task) {
    const copy = structuredClone(task);
    const counts = structuredClone(scanBlock(copy));
    for (let turns = task.bytes.length % 5; turns > 0; turns -= 1) await Promise.resolve();
    return { counts, bytes: copy.bytes };
  },
  close: async () => {},
};

async function* cut(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

function inParallel(bytes: Buffer, length: number, scan: Partial<CountedFile> = {}): Promise<FileCounts> {
  const chunks = cut(bytes, length);
  return countFile({
    file: 'f',
    chunks,
    fields: {},
    since: null,
    pool,
    maxPlaces: 1_000,
    onRows: () => {},
    ...scan,
  });
}

function inOrder(bytes: Buffer, maxLineBytes?: number, named: CountedFile['fields'] = {}): FileCounts {
  const fields = findRowFields(named);
  const counter = countRows({ file: 'f', since: null, fields, maxPlaces: 1_000, each: null });
  const reader = readJsonl(counter, maxLineBytes);
  reader.push(bytes);
  reader.end();
  return {
    rows: counter.rows(),
    corrupt: counter.corruptRows(),
    corruptRows: counter.places,
    groups: counter.groups(),
    modelField: fields.model.path(),
  };
}

const lines = [
  '\ufeff{"text":"names no model"}',
  '{"generator":"a/b","created":1700000000}',
  '{"model":"c/d","created":"2026-01-01"}',
  '',
  '{"generator":"c/d","model":"a/b","date":"2025-01-01"}',
  '[1]',
  '{"generator":7}',
  '{"generator":"a/b"',
  '\r',
  '{"generator":"é/通","created":1710000000}',
  '{"generator":"a/b","created":1700000100}',
];

describe('countFile', () => {
  it.each([1, 10, 60, 150, 100_000])(
    'in chunks of %i bytes comes to the same as reading in order',
    async (length) => {
      for (const ending of ['', '\n']) {
        const bytes = Buffer.from(lines.join('\n') + ending);
        expect(await inParallel(bytes, length)).toEqual(inOrder(bytes));
      }
    },
  );

  it('judges blocks by the column of the first rows, though they were handed out before it was known', async () => {
    const bytes = Buffer.from(
      `{"text":1}\n{"text":2}\n{"generator":"a/b"}\n${'{"model":"c/d"}\n'.repeat(9)}`,
    );
    const { groups, modelField } = await inParallel(bytes, 12);
    expect(modelField).toBe('generator');
    expect(groups.map(({ text, rows }) => [text, rows])).toEqual([
      ['', 11],
      ['a/b', 1],
    ]);
  });

  it('tells lines that are too long by line and offset', async () => {
    const bytes = Buffer.from(`{"model":"a/b"}\n{"long":"${'x'.repeat(500)}"}\n{"model":"a/b"}\n[]\n`);
    for (const length of [1, 16, 17, 100, 515, 1_000]) {
      expect(await inParallel(bytes, length, { maxLineBytes: 100 })).toEqual(inOrder(bytes, 100));
    }
  });

  it('counts each row in the time of its own catalog', async () => {
    const bytes = Buffer.from(
      '{"model":"a/b","created":1700000000}\n{"model":"a/b","created":1700000100}\n{"model":"a/b"}\n',
    );
    const { groups } = await inParallel(bytes, 20, { since: [1_700_000_050_000] });
    expect(groups.map(({ period, rows }) => [period, rows])).toEqual([
      [-1, 2],
      [0, 1],
    ]);
  });

  it('tells no more names apart than memory has room for', async () => {
    const names = Array.from({ length: 50_010 }, (_, index) => `{"model":"x/${index}"}\n`).join('');
    const bytes = Buffer.from(`${names}{"model":"x/7"}\n{"text":"none"}\n{"model":8}\n`);
    const scanned = await inParallel(bytes, 524_288);
    expect(scanned).toEqual(inOrder(bytes));
    expect(scanned.groups).toHaveLength(50_002);
    expect(scanned.groups.find(({ namedBy }) => namedBy === 'uncounted')).toMatchObject({
      rows: 11,
      line: 50_001,
    });
    expect(scanned.groups.find(({ text }) => text === 'x/7')?.rows).toBe(2);
  });

  it.each([{}, { model: 'modèle' }, { model: 'modÃ¨le' }, { time: 'créé' }])(
    'reads what is beyond ASCII exactly, with columns %j',
    async (fields) => {
      const rows = [
        ['{"model":"é","créé":1700000000}', '{"model":"\\u00e9","created":1700000000}'],
        [
          '{"model":"Ã©","cr\\u00e9\\u00e9":1700000000}',
          '{"model":"\\u00c3\\u00a9"}',
          '{"model":"a/b","text":"通"}',
        ],
        ['{"modèle":"a/b"}', '{"mod\\u00e8le":"c/d"}', '{"mod\\u00c3\\u00a8le":"e/f"}', '{"modÃ¨le":"g/h"}'],
        ['{"model":"c/d","mod\\u0065l":"é"}', '{"model":["é"]}', '{"model":7,"text":"é"}', '{"text":"é"'],
        [
          '\u00a0{"model":"c/d"}',
          '{"model":"c/d"}\u00a0',
          '{"model":\u00a0"c/d"}',
          '{"model":"😀"}',
          '\u2028',
        ],
        [
          '{"model":"é","created":"2026-01-01T10:00\u00a0Z"}',
          '{"created":"2026-01-01T10:00\\u00a0Z","model":"é"}',
        ],
      ].flat();
      const invalid = Buffer.from('{"model":"\xe9"}\n{"model":"a/b"}\n{"model":"\xc3"}\n', 'latin1');
      const text = Buffer.from(`${rows.join('\n')}\n`);
      for (const bytes of [text, Buffer.concat([text, invalid, text])]) {
        for (const length of [1, 100, 100_000]) {
          expect(await inParallel(bytes, length, { fields })).toEqual(inOrder(bytes, undefined, fields));
        }
      }
    },
  );

  it('fails as a thread does', async () => {
    const broken: ScanPool = { ...pool, scan: () => Promise.reject(new Error('out of memory')) };
    await expect(inParallel(Buffer.from('{}\n{}\n'), 3, { pool: broken })).rejects.toThrow('out of memory');
  });
});
