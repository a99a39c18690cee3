import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import { audit } from './audit.js';
import { knownPlaces } from './places/known-places.js';
import { writeColumns } from './read/parquet/__fixtures__/parquet-files.js';
import type { AuditReport } from './report.js';

const allowed = 'open/model-7b';
const forbidden = ['closed/model-9b', 'no/such-model-3b'];
const snapshots = catalogSnapshot([
  catalogModel(allowed),
  catalogModel('closed/model-9b', { permission: 'not-distillable' }),
]);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-properties-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Places whose path is made of plain keys and lists alone. What was requested only counts where nothing was served. */
const places = knownPlaces.filter(
  ({ path, role }) => /^(?:[\w.-]|\[\])+$/.test(path) && role !== 'requested',
);

type Json = Record<string, unknown>;

/** Puts a name where the path says. */
function put(row: Json, path: string, name: string): void {
  const keys = path.split('.');
  let at = row;
  for (const [index, key] of keys.entries()) {
    const bare = key.replace('[]', '');
    const isLast = index === keys.length - 1;
    if (isLast) at[bare] = key.endsWith('[]') ? [name] : name;
    else {
      const next: Json = {};
      const before = at[bare];
      if (key.endsWith('[]')) at[bare] = [...(Array.isArray(before) ? before : []), next];
      else at[bare] = next;
      at = next;
    }
  }
}

const rows = fc.array(
  fc.record({
    bad: fc.tuple(fc.constantFrom(...places), fc.constantFrom(...forbidden)),
    good: fc.array(fc.constantFrom(...places), { maxLength: 4 }),
    isBad: fc.boolean(),
    text: fc.string(),
  }),
  { minLength: 1, maxLength: 6 },
);

function rowOf({
  bad,
  good,
  isBad,
  text,
}: typeof rows extends fc.Arbitrary<(infer Row)[]> ? Row : never): Json {
  const row: Json = { note: text };
  for (const { path } of good) if (!isBad || root(path) !== root(bad[0].path)) put(row, path, allowed);
  if (isBad) put(row, bad[0].path, bad[1]);
  return row;
}

function root(path: string): string {
  return path.split(/[.[]/)[0] ?? '';
}

/** Cells hold text: of anything else, its JSON. */
function cellOf(value: unknown): string {
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

function csvOf(table: readonly Json[]): string {
  const header = [...new Set(table.flatMap((row) => Object.keys(row)))];
  const quoted = (cells: readonly string[]): string =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [header, ...table.map((row) => header.map((key) => cellOf(row[key])))].map(quoted).join('\n');
}

async function parquetOf(table: readonly Json[]): Promise<string> {
  const path = join(folder, 'rows.parquet');
  const keys = [...new Set(table.flatMap((row) => Object.keys(row)))];
  await writeColumns(
    path,
    keys.map((name) => ({ name, type: 'STRING', data: table.map((row) => cellOf(row[name])) })),
  );
  return path;
}

function auditText(text: string, format: 'jsonl' | 'json' | 'csv'): Promise<AuditReport> {
  return audit([{ name: 'rows', stream: Readable.from([Buffer.from(text)]) }], { snapshots, format });
}

describe('whatever else a row holds', () => {
  it('is never clean if a known place holds a model that is not allowed, in every format and order', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (generated) => {
        const table = generated.map(rowOf);
        // Some places may as well hold people's names: there an unknown one does not count.
        const bad = generated.filter(
          ({ isBad, bad: [{ maybe }, name] }) => isBad && (maybe !== true || name === forbidden[0]),
        ).length;
        // JSON within a text for people counts only where it names a model that is known, and not allowed.
        const known = generated.filter(({ isBad, bad: [, name] }) => isBad && name === forbidden[0]).length;
        const reports = [
          await auditText(table.map((row) => JSON.stringify(row)).join('\n'), 'jsonl'),
          await auditText(
            table
              .toReversed()
              .map((row) => JSON.stringify(row))
              .join('\n'),
            'jsonl',
          ),
          await auditText(JSON.stringify(table), 'json'),
          await auditText(csvOf(table), 'csv'),
          await audit([await parquetOf(table)], { snapshots }),
        ];
        for (const [index, { totals }] of reports.entries()) {
          expect(totals.rows + totals.corrupt).toBe(table.length);
          expect(totals.verdicts.distillable).toBeLessThanOrEqual(table.length - (index < 3 ? bad : known));
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
