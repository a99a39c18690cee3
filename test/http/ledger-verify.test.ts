import { appendFile, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { createLedger, type LedgerProblemCode, type VerifyOptions, verifyLedger } from '@distillable/ledger';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLedgerHome, hashOf, type LedgerHome, receiptOf } from '../support/ledger-world.js';

let home: LedgerHome;
/** The lines of a sound ledger of eight entries. */
let sound: readonly string[];

beforeEach(async () => {
  home = await createLedgerHome();
  sound = await writeLedger(8);
});
afterEach(() => home.remove());

async function writeLedger(entries: number): Promise<readonly string[]> {
  const ledger = await createLedger(home.file, { fsync: 'never' });
  await Promise.all(
    Array.from({ length: entries }, (_, index) => ledger.append(receiptOf(`gen-${index + 1}`))),
  );
  await ledger.close();
  return home.lines();
}

/** A problem as `line code`. */
type Found = `${number} ${LedgerProblemCode}`;

async function problemsIn(lines: readonly string[], options?: VerifyOptions): Promise<readonly Found[]> {
  await writeFile(home.file, lines.map((line) => `${line}\n`).join(''));
  const { problems } = await verifyLedger(home.file, options);
  let offset = 0;
  const offsets = lines.map((line) => {
    offset += Buffer.byteLength(line) + 1;
    return offset - Buffer.byteLength(line) - 1;
  });
  for (const problem of problems) {
    expect(problem.file).toBe(home.file);
    expect(problem.offset).toBe(offsets[problem.line - 1]);
  }
  return problems.map(({ line, code }): Found => `${line} ${code}`);
}

const edited = (line: string): string => line.replace('open/a', 'open/b');
const at = <Value>(list: readonly Value[], index: number): Value => {
  const value = list.at(index);
  if (value === undefined) throw new RangeError(`There is nothing at ${index}.`);
  return value;
};
/** The lines in another order, by their numbers. */
const pick = (lines: readonly string[], ...numbers: readonly number[]): readonly string[] =>
  numbers.map((number) => at(lines, number - 1));
const change = (
  lines: readonly string[],
  number: number,
  edit: (line: string) => string,
): readonly string[] => lines.with(number - 1, edit(at(lines, number - 1)));

interface Tampering {
  readonly what: string;
  readonly tamper: (lines: readonly string[]) => readonly string[];
  readonly found: readonly Found[];
}

function asOlderVersion(line: string): string {
  const entry = JSON.parse(line);
  const { hosts: _, terms: __, ...receipt } = entry.receipt;
  return JSON.stringify({ ...entry, receipt });
}

const tamperings: readonly Tampering[] = [
  { what: 'a line that was edited', tamper: (lines) => change(lines, 3, edited), found: ['3 EDITED'] },
  { what: 'the first line, edited', tamper: (lines) => change(lines, 1, edited), found: ['1 EDITED'] },
  {
    what: 'white space that was added',
    tamper: (lines) => change(lines, 3, (line) => line.replace('{', '{ ')),
    found: ['3 EDITED'],
  },
  {
    what: 'two lines that were edited',
    tamper: (lines) => change(change(lines, 3, edited), 6, edited),
    found: ['3 EDITED', '6 EDITED'],
  },
  {
    what: 'a number that was changed',
    tamper: (lines) => change(lines, 3, (line) => line.replace('"seq":3', '"seq":30')),
    found: ['3 EDITED'],
  },
  {
    what: 'a number that was changed to one that is there',
    tamper: (lines) => change(lines, 3, (line) => line.replace('"seq":3', '"seq":2')),
    found: ['3 EDITED'],
  },
  {
    what: 'the number of the last line, changed',
    tamper: (lines) => change(lines, 8, (line) => line.replace('"seq":8', '"seq":9')),
    found: ['8 EDITED'],
  },
  {
    what: 'a hash that was changed: it or the line before',
    tamper: (lines) =>
      change(lines, 3, (line) => line.replace(/(?<="prev":")./, (digit) => (digit === '0' ? '1' : '0'))),
    found: ['2 EDITED', '3 EDITED'],
  },
  {
    what: 'an only line that is chained to another: no next one shows that it was edited',
    tamper: (lines) => pick(lines, 1).map((line) => line.replace('"prev":"0', '"prev":"1')),
    found: ['1 EDITED'],
  },
  {
    what: 'a line that was removed',
    tamper: (lines) => pick(lines, 1, 2, 4, 5, 6, 7, 8),
    found: ['3 REMOVED'],
  },
  { what: 'the first lines, removed', tamper: (lines) => lines.slice(3), found: ['1 REMOVED'] },
  {
    what: 'lines that were removed in two places',
    tamper: (lines) => pick(lines, 1, 4, 5, 8),
    found: ['2 REMOVED', '4 REMOVED'],
  },
  {
    what: 'a line that was moved back',
    tamper: (lines) => pick(lines, 1, 2, 4, 5, 6, 3, 7, 8),
    found: ['3 REORDERED'],
  },
  {
    what: 'a line that was moved ahead',
    tamper: (lines) => pick(lines, 1, 7, 2, 3, 4, 5, 6, 8),
    found: ['2 REORDERED'],
  },
  {
    what: 'the last line, moved to the beginning',
    tamper: (lines) => pick(lines, 8, 1, 2, 3, 4, 5, 6, 7),
    found: ['1 REORDERED'],
  },
  {
    what: 'lines that changed places',
    tamper: (lines) => pick(lines, 1, 2, 4, 3, 5, 6, 7, 8),
    found: ['3 REORDERED'],
  },
  {
    what: 'a line that was moved, and repeated there',
    tamper: (lines) => pick(lines, 1, 2, 4, 5, 3, 3, 6, 7, 8),
    found: ['3 REORDERED', '6 DUPLICATED'],
  },
  {
    what: 'a line that was repeated',
    tamper: (lines) => pick(lines, 1, 2, 3, 3, 4, 5, 6, 7, 8),
    found: ['4 DUPLICATED'],
  },
  {
    what: 'a line that was repeated further down',
    tamper: (lines) => pick(lines, 1, 2, 3, 4, 5, 6, 3, 7, 8),
    found: ['7 DUPLICATED'],
  },
  {
    what: 'the whole file, repeated',
    tamper: (lines) => pick(lines, 1, 2, 1, 2),
    found: ['3 DUPLICATED', '4 DUPLICATED'],
  },
  {
    what: 'an edited line ahead of the true one',
    tamper: (lines) => [...lines.slice(0, 2), edited(at(lines, 2)), ...lines.slice(2)],
    found: ['4 DUPLICATED'],
  },
  {
    what: 'a line that is not an entry, between two',
    tamper: (lines) => [...lines.slice(0, 3), 'Hello', ...lines.slice(3)],
    found: ['4 UNREADABLE'],
  },
  {
    what: 'a line that is not an entry, and one that was removed further down',
    tamper: (lines) => [at(lines, 0), 'Hello', ...pick(lines, 2, 4, 5, 6, 7, 8)],
    found: ['2 UNREADABLE', '4 REMOVED'],
  },
  {
    what: 'a line that is not an entry any more',
    tamper: (lines) => change(lines, 3, (line) => line.slice(0, 40)),
    found: ['3 UNREADABLE'],
  },
  {
    what: 'an entry without what a receipt must have',
    tamper: (lines) => change(lines, 3, (line) => line.replace('"served":', '"swerved":')),
    found: ['3 UNREADABLE'],
  },
  {
    what: 'an entry as older versions wrote them, without hosts and terms',
    tamper: (lines) => change(lines, 3, asOlderVersion),
    found: ['3 EDITED'],
  },
  {
    what: 'an empty line at the end',
    tamper: (lines) => [...lines, ''],
    found: ['9 UNREADABLE'],
  },
  {
    what: 'all of it at once',
    tamper: (lines) => [...pick(change(lines, 2, edited), 1, 2, 3, 5, 6, 5, 8), 'Hello'],
    found: ['2 EDITED', '4 REMOVED', '6 DUPLICATED', '7 REMOVED', '8 UNREADABLE'],
  },
];

describe('verifyLedger', () => {
  it('finds nothing in a sound one, however often it was opened', async () => {
    await writeLedger(3);
    const lines = await home.lines();
    expect(await verifyLedger(home.file)).toEqual({ entries: 11, problems: [], head: hashOf(at(lines, -1)) });
  });

  it('finds nothing in one without entries', async () => {
    await writeFile(home.file, '');
    expect(await verifyLedger(home.file)).toEqual({ entries: 0, problems: [], head: '0'.repeat(64) });
  });

  it.each(tamperings)('finds $what', async ({ tamper, found }) => {
    expect(await problemsIn(tamper(sound))).toEqual(found);
  });

  it('names the file in which something is wrong', async () => {
    await unlink(home.file);
    const ledger = await createLedger(home.file, { maxBytes: 1 });
    for (let count = 1; count <= 5; count += 1) await ledger.append(receiptOf(`gen-${count}`));
    await ledger.close();
    await writeFile(`${home.file}.2`, edited(await readFile(`${home.file}.2`, 'utf8')));
    await unlink(`${home.file}.4`);
    expect((await verifyLedger(home.file)).problems).toEqual([
      { file: `${home.file}.2`, line: 1, offset: 0, code: 'EDITED', message: expect.any(String) },
      {
        file: home.file,
        line: 1,
        offset: 0,
        code: 'REMOVED',
        message: 'Entry 4 is missing before this line.',
      },
    ]);
    await rename(`${home.file}.1`, `${home.file}.4`);
    expect((await verifyLedger(home.file)).problems).toContainEqual({
      file: `${home.file}.2`,
      line: 1,
      offset: 0,
      code: 'REORDERED',
      message: `Entry 1 comes after this line, from line 1 of ${home.file}.4 on.`,
    });
  });

  it('finds a line without an end, in a full file too', async () => {
    await appendFile(home.file, '{"v":1');
    expect((await verifyLedger(home.file)).problems).toMatchObject([{ line: 9, code: 'TORN' }]);
    await rename(home.file, `${home.file}.1`);
    expect((await verifyLedger(home.file)).problems).toMatchObject([
      { file: `${home.file}.1`, line: 9, code: 'TORN' },
    ]);
  });
});

describe('a head that was noted', () => {
  it('shows that nothing is missing, though more was added since', async () => {
    for (const line of sound) expect(await problemsIn(sound, { head: hashOf(line) })).toEqual([]);
    expect(await problemsIn([], { head: '0'.repeat(64) })).toEqual([]);
  });

  it('shows that the last lines are missing, which the chain alone can not', async () => {
    const head = hashOf(at(sound, -1));
    expect(await problemsIn(sound.slice(0, 5))).toEqual([]);
    expect(await problemsIn(sound.slice(0, 5), { head })).toEqual(['5 REMOVED']);
    expect(await problemsIn(change(sound, 8, edited))).toEqual([]);
    expect(await problemsIn(change(sound, 8, edited), { head })).toEqual(['8 REMOVED']);
  });

  it('shows that all of it was written anew, which the chain alone can not', async () => {
    const head = hashOf(at(sound, -1));
    await unlink(home.file);
    expect(await problemsIn(await writeLedger(9))).toEqual([]);
    expect(await problemsIn(await home.lines(), { head })).toEqual(['9 REMOVED']);
  });
});

it('finds whatever is done to the lines before the last', async () => {
  const index = fc.nat({ max: 6 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('edit'), from: index, at: fc.nat({ max: 400 }), to: index }),
    fc.record({ kind: fc.constantFrom('remove', 'move', 'repeat'), from: index, at: index, to: index }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      const lines = sound.slice(0, 7);
      for (const { kind, from, at: place, to } of steps) {
        const line = lines[from];
        if (line === undefined) continue;
        if (kind === 'edit') lines[from] = line.slice(0, place) + line.slice(place + 1);
        else if (kind === 'repeat') lines.splice(to, 0, line);
        else lines.splice(from, 1);
        if (kind === 'move') lines.splice(to, 0, line);
      }
      const all = [...lines, at(sound, 7)];
      const isSame = all.join('\n') === sound.join('\n');
      const found = await problemsIn(all);
      expect(found.length > 0).toBe(!isSame);
      expect(new Set(found).size).toBe(found.length);
    }),
    { numRuns: 150 },
  );
});
