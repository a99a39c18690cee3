import { describe, expect, it } from 'vitest';
import { dayMs } from '../catalogs.js';
import { findRowFields, noFields } from '../fields/row-fields.js';
import { createNameCollector } from '../places/collect-names.js';
import { readJsonl } from '../read/jsonl.js';
import { countRows, type FileCounts } from '../rows.js';
import { type CountedFile, countFile } from './count-file.js';
import { createPacker, createUnpacker } from './packed-groups.js';
import type { ScannedBlock, ScanPool } from './pool.js';
import { type Block, createBlockScanner, type ScanOptions } from './scan-block.js';

/** Responds late and out of order, as threads do; messages are copies. */
function createPool(options: ScanOptions): ScanPool {
  const createScanner = () => ({
    scan: createBlockScanner(structuredClone(options)),
    pack: createPacker(),
    unpack: createUnpacker(),
  });
  const scanners = [createScanner(), createScanner()];
  const scanBy = async (
    { scan, pack, unpack }: ReturnType<typeof createScanner>,
    block: Block,
  ): Promise<ScannedBlock> => {
    const copy = structuredClone(block);
    const { groups, ...rest } = scan(copy);
    const message = structuredClone({ rest, groups: pack(groups) });
    const counts = { ...message.rest, groups: unpack(message.groups) };
    for (let turns = block.bytes.length % 5; turns > 0; turns -= 1) await Promise.resolve();
    return { counts, bytes: copy.bytes };
  };
  const one = createScanner();
  return {
    capacity: 4,
    scan: (block) => scanBy(scanners[block.bytes.length % 2] ?? one, block),
    scanLast: (block) => Promise.all(scanners.map((scan) => scanBy(scan, block))),
    close: async () => {},
  };
}

async function* cut(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield Buffer.from(bytes.subarray(at, at + length));
}

interface Counted extends FileCounts {
  /** Rows by what they name and by period, in the order of their first rows. */
  readonly groups: readonly {
    readonly names: string;
    readonly period: number;
    line: number;
    rows: number;
    readonly months: ReadonlyMap<string, number>;
    older: number;
  }[];
}

/** Parts name the same models in groups of their own. */
function createGroups(): { add: CountedFile['onGroups']; all: () => Counted['groups'] } {
  const groups = new Map<string, Counted['groups'][number] & { readonly months: Map<string, number> }>();
  return {
    add(added, linesBefore) {
      // The order in which places are reported follows from it.
      const firsts = added.map(({ line, part }) => line + linesBefore(part));
      expect(firsts).toEqual(firsts.toSorted((one, other) => one - other));
      for (const { names, period, rows, line, part, months, older } of added) {
        const text = names.map(({ place, name, kind }) => `${place} ${kind} ${name}`).join(', ');
        const key = `${period} ${text}`;
        const known = groups.get(key) ?? {
          names: text,
          period,
          line: line + linesBefore(part),
          rows: 0,
          months: new Map(),
          older: 0,
        };
        known.rows += rows;
        known.older += older;
        known.line = Math.min(known.line, line + linesBefore(part));
        for (let at = 0; at < months.length; at += 2) {
          const [firstDay = 0, count = 0] = months.slice(at, at + 2);
          const month = new Date(firstDay * dayMs).toISOString().slice(0, 10);
          known.months.set(month, (known.months.get(month) ?? 0) + count);
        }
        groups.set(key, known);
      }
    },
    all: () => [...groups.values()].sort((one, other) => one.line - other.line),
  };
}

const scanOptions: ScanOptions = {
  places: {},
  timeField: 'created',
  periods: { since: [Date.UTC(2024, 2, 10, 12)], byTime: false },
  maxLineBytes: 10_000_000,
  maxPlaces: 1_000,
};

async function inParallel(
  bytes: Buffer,
  length: number,
  options: Partial<ScanOptions> = {},
  openPool = createPool,
): Promise<Counted> {
  const groups = createGroups();
  const scan = { ...scanOptions, ...options };
  const { maxLineBytes, maxPlaces } = scan;
  const counted = await countFile({
    file: 'f',
    chunks: cut(bytes, length),
    // As if the next were read into it.
    recycle: (chunk) => chunk.fill('#'),
    pool: openPool(scan),
    maxLineBytes,
    maxPlaces,
    onRows: () => {},
    onGroups: groups.add,
  });
  return { ...counted, groups: groups.all() };
}

function inOrder(bytes: Buffer, options: Partial<ScanOptions> = {}): Counted {
  const { places, timeField, maxLineBytes, ...scan } = { ...scanOptions, ...options };
  const fields = timeField === null ? noFields : findRowFields({ time: timeField });
  const counter = countRows({ file: 'f', ...scan, collect: createNameCollector(places), fields, each: null });
  const reader = readJsonl(counter, maxLineBytes);
  reader.push(bytes);
  reader.end();
  const groups = createGroups();
  groups.add(counter.groups.take(), () => 0);
  return {
    rows: counter.rows(),
    corrupt: counter.corruptRows(),
    corruptRows: counter.places,
    groups: groups.all(),
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

  it('hands over what it has counted when it is much, and counts on, however many names there are', async () => {
    const bytes = Buffer.from(
      Array.from(
        { length: 60_000 },
        (_, row) => `{"model":"a/${row % 50_000}","created":${1e9 + row}}\n`,
      ).join(''),
    );
    expect(await inParallel(bytes, 5_000)).toEqual(inOrder(bytes));
  });

  it('reads no time where rows have none', async () => {
    const bytes = Buffer.from('{"model":"a/b","created":1700000000}\n');
    const { groups } = await inParallel(bytes, 100, { timeField: null });
    expect(groups).toMatchObject([{ rows: 1, months: new Map() }]);
  });

  it('counts rows by month, and those of days that began before the only catalog was read', async () => {
    const times = [
      '2023-12-31T23:59:59',
      '2024-03-10',
      '2024-02-29',
      1.7e9,
      '2024-03-11',
      '2023-12-01',
      'never',
    ];
    const rows = times.map((created) => `${JSON.stringify({ model: 'a/b', created })}\n`);
    const { groups } = await inParallel(Buffer.from(rows.join('')), 60);
    const months = { '2023-12-01': 2, '2024-03-01': 2, '2024-02-01': 1, '2023-11-01': 1 };
    expect(groups).toMatchObject([{ rows: 7, older: 5, months: new Map(Object.entries(months)) }]);
  });

  it('tells lines that are too long by line and offset', async () => {
    const bytes = Buffer.from(`{"model":"a/b"}\n{"long":"${'x'.repeat(500)}"}\n{"model":"a/b"}\n[]\n`);
    for (const length of [1, 16, 17, 100, 515, 1_000]) {
      expect(await inParallel(bytes, length, { maxLineBytes: 100 })).toEqual(
        inOrder(bytes, { maxLineBytes: 100 }),
      );
    }
  });

  it('counts each row in the time of its own catalog', async () => {
    const bytes = Buffer.from(
      '{"model":"a/b","created":1700000000}\n{"model":"a/b","created":1700000100}\n{"model":"a/b"}\n',
    );
    const { groups } = await inParallel(bytes, 20, { periods: { since: [1_700_000_050_000], byTime: true } });
    expect(groups.map(({ period, rows }) => [period, rows])).toEqual([
      [-1, 2],
      [0, 1],
    ]);
  });

  it.each<Partial<ScanOptions>>([
    {},
    { places: { modelFields: ['modèle'] } },
    { places: { modelFields: ['modÃ¨le'] } },
    { timeField: 'créé' },
    { timeField: null },
  ])('reads what is beyond ASCII exactly, with %j', async (options) => {
    const rows = [
      ['{"model":"é","créé":1700000000}', '{"model":"\\u00e9","created":1700000000}'],
      [
        '{"model":"Ã©","cr\\u00e9\\u00e9":1700000000}',
        '{"model":"\\u00c3\\u00a9"}',
        '{"model":"a/b","text":"通"}',
      ],
      ['{"modèle":"a/b"}', '{"mod\\u00e8le":"c/d"}', '{"mod\\u00c3\\u00a8le":"e/f"}', '{"modÃ¨le":"g/h"}'],
      ['{"model":"c/d","mod\\u0065l":"é"}', '{"model":["é"]}', '{"model":7,"text":"é"}', '{"text":"é"'],
      ['\u00a0{"model":"c/d"}', '{"model":"c/d"}\u00a0', '{"model":\u00a0"c/d"}', '{"model":"😀"}', '\u2028'],
      [
        '{"model":"é","created":"2026-01-01T10:00\u00a0Z"}',
        '{"created":"2026-01-01T10:00\\u00a0Z","model":"é"}',
      ],
    ].flat();
    const invalid = Buffer.from('{"model":"\xe9"}\n{"model":"a/b"}\n{"model":"\xc3"}\n', 'latin1');
    const text = Buffer.from(`${rows.join('\n')}\n`);
    for (const bytes of [text, Buffer.concat([text, invalid, text])]) {
      for (const length of [1, 100, 100_000]) {
        expect(await inParallel(bytes, length, options)).toEqual(inOrder(bytes, options));
      }
    }
  });

  it('fails as a thread does', async () => {
    const openBroken = (options: ScanOptions): ScanPool => ({
      ...createPool(options),
      scan: () => Promise.reject(new Error('out of memory')),
    });
    await expect(inParallel(Buffer.from('{}\n{}\n'), 3, {}, openBroken)).rejects.toThrow('out of memory');
  });
});
