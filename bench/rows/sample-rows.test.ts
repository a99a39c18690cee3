import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleModels } from '../sample-models.mjs';
import { sampleRow, writeSampleRows } from './sample-rows.mjs';

const rows = Array.from({ length: 10_000 }, (_, index) => sampleRow(index));

describe('sampleRow', () => {
  it('makes lines of the length that the goals were set for: about 394 bytes', () => {
    const mean = Buffer.byteLength(rows.join('')) / rows.length;
    expect(mean).toBeGreaterThan(390);
    expect(mean).toBeLessThan(398);
  });

  it('names every model of the list, and a stranger in one row of fifty', () => {
    const known = new Set(sampleModels(400).map(({ slug }) => slug));
    const named = rows.map((row): string => JSON.parse(row).model);
    expect(new Set(named.filter((model) => known.has(model))).size).toBe(400);
    expect(named.filter((model) => !known.has(model)).length).toBe(200);
  });
});

describe('writeSampleRows', () => {
  it('writes as many rows as asked for, in order', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'distillable-bench-'));
    try {
      const file = join(directory, 'rows.jsonl');
      await writeSampleRows(file, 5_001);
      expect(await readFile(file, 'utf8')).toBe(rows.slice(0, 5_001).join(''));
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
