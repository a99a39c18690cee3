import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createLedger, readLedger, verifyLedger } from '@distillable/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLedgerHome, type LedgerHome, receiptOf } from '../support/ledger-world.js';

const writer = fileURLToPath(new URL('./__fixtures__/ledger-process.mjs', import.meta.url));
let home: LedgerHome;

beforeEach(async () => {
  home = await createLedgerHome();
});
afterEach(() => home.remove());

const argumentsOf = (fsync: string, maxBytes: number): string[] => [
  writer,
  home.file,
  fsync,
  String(maxBytes),
];

/** Waits until so many lines are printed, and goes on to collect them. */
async function printed(child: ChildProcessWithoutNullStreams, count: number): Promise<string[]> {
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (lines.length === count) resolve();
    });
    child.on('close', () => reject(new Error(`It ended with ${lines.join(' ')}`)));
  });
  return lines;
}

async function entriesOf(file: string): Promise<ReadonlySet<number>> {
  const entries = new Set<number>();
  for await (const { entry } of readLedger(file)) entries.add(entry.seq);
  return entries;
}

describe('a writer that is killed', () => {
  it.each([
    ['always', 4_000],
    ['interval', 1_000_000],
    ['never', 2_000],
  ])('loses nothing that it acknowledged: fsync %s, files of %i bytes', async (fsync, maxBytes) => {
    const acknowledged = new Set<number>();
    for (let round = 0; round < 8; round += 1) {
      const child = spawn(process.execPath, argumentsOf(fsync, maxBytes));
      const lines = await printed(child, 2 + round * 37);
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(lines.shift()).toBe('open');
      for (const line of lines) acknowledged.add(Number(line));
      // What it was at when it was killed may be there, or torn.
      const { problems } = await verifyLedger(home.file);
      expect(problems.filter(({ code }) => code !== 'TORN')).toEqual([]);
      const entries = await entriesOf(home.file);
      expect([...acknowledged].filter((seq) => !entries.has(seq))).toEqual([]);
    }
    const ledger = await createLedger(home.file);
    const { seq } = await ledger.append(receiptOf('gen-last'));
    await ledger.close();
    expect(await verifyLedger(home.file)).toMatchObject({ entries: seq, problems: [] });
    expect(seq).toBeGreaterThan(acknowledged.size);
    expect((await readdir(home.path)).filter((name) => name.includes('.lock'))).toEqual([]);
  });

  it('keeps no other waiting', async () => {
    const child = spawn(process.execPath, argumentsOf('never', 1_000_000));
    await printed(child, 3);
    const other = spawnSync(process.execPath, argumentsOf('never', 1_000_000), { encoding: 'utf8' });
    expect(other).toMatchObject({ status: 3, stdout: 'LEDGER_LOCKED\n' });
    await expect(createLedger(home.file)).rejects.toThrow(`process ${child.pid} on `);
    child.kill('SIGKILL');
    await once(child, 'close');
    await (await createLedger(home.file)).close();
  });
});

const canLimit = spawnSync('prlimit', ['--version']).status === 0;
const isNeeded = process.env['CI'] !== undefined;

describe.skipIf(!canLimit && !isNeeded)('a full disk', () => {
  it.each([7_000, 7_777, 12_345])(
    'at %i bytes refuses an entry, and keeps those before it',
    async (limit) => {
      const limited = spawnSync(
        'prlimit',
        [`--fsize=${limit}`, process.execPath, ...argumentsOf('always', 1_000_000)],
        { encoding: 'utf8' },
      );
      const lines = limited.stdout.trimEnd().split('\n');
      expect(limited).toMatchObject({ status: 4, stderr: '' });
      expect(lines.at(-1)).toBe('LEDGER_UNWRITABLE EFBIG');
      const acknowledged = lines.slice(1).filter((line) => /^\d+$/.test(line));
      const { entries, problems } = await verifyLedger(home.file);
      expect({ entries, problems }).toEqual({ entries: acknowledged.length, problems: [] });
      expect(await home.lines()).toHaveLength(entries);
      // There is room again.
      const ledger = await createLedger(home.file);
      const added = await ledger.append(receiptOf('gen-next'));
      await ledger.close();
      expect(added.seq).toBe(entries + 1);
      expect(added).not.toHaveProperty('torn');
      expect(await verifyLedger(home.file)).toMatchObject({ entries: entries + 1, problems: [] });
    },
  );

  it('that has room again later lets the same writer go on', async () => {
    const script = `
      import { spawnSync } from 'node:child_process';
      import { createLedger } from '@distillable/ledger';
      const [file, receipt] = process.argv.slice(1);
      const limit = (bytes) => spawnSync('prlimit', ['--pid', process.pid, '--fsize=' + bytes + ':']);
      const ledger = await createLedger(file);
      const tell = async (add) => console.log(await add.then(({ seq }) => seq, ({ code }) => code));
      await tell(ledger.append(JSON.parse(receipt)));
      limit(1_000);
      await tell(ledger.append(JSON.parse(receipt)));
      await tell(ledger.append(JSON.parse(receipt)));
      limit('unlimited');
      await tell(ledger.append(JSON.parse(receipt)));
      await ledger.close();`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', script, home.file, JSON.stringify(receiptOf('gen-1'))],
      { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8' },
    );
    expect({ stdout, stderr }).toEqual({
      stdout: '1\nLEDGER_UNWRITABLE\nLEDGER_UNWRITABLE\n2\n',
      stderr: '',
    });
    expect(await verifyLedger(home.file)).toMatchObject({ entries: 2, problems: [] });
  });
});

describe('a place where nothing can be written', () => {
  // Nothing is read-only for root, so the process becomes the user nobody, once it has loaded what that user may not read.
  const becomeNobody = process.getuid?.() === 0 ? 'process.setegid(65534); process.seteuid(65534);' : '';

  it('is reported, and nothing is left there', async () => {
    await mkdir(`${home.path}/locked`);
    await chmod(home.path, 0o755);
    await chmod(`${home.path}/locked`, 0o555);
    const child = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { createLedger } from '@distillable/ledger';
         ${becomeNobody}
         const error = await createLedger(process.argv[1]).catch((error) => error);
         console.log(error.code, error.details.reason, error.message);`,
        `${home.path}/locked/ledger.jsonl`,
      ],
      { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8' },
    );
    expect(child.stdout + child.stderr).toBe(
      `LEDGER_UNWRITABLE EACCES Cannot write the ledger ${home.path}/locked/ledger.jsonl: permission denied.\n`,
    );
    expect(await readdir(`${home.path}/locked`)).toEqual([]);
  });

  it.each([
    ['is not there', (path: string) => `${path}/nowhere/ledger.jsonl`, 'ENOENT'],
    ['is a directory', (path: string) => path, 'EISDIR'],
    ['lies in a file', (path: string) => `${path}/file/ledger.jsonl`, 'ENOTDIR'],
  ])('is reported where it %s', async (_, pathIn, reason) => {
    await writeFile(`${home.path}/file`, '');
    await expect(createLedger(pathIn(home.path))).rejects.toThrow(
      expect.objectContaining({ code: 'LEDGER_UNWRITABLE', details: { file: pathIn(home.path), reason } }),
    );
    expect(await readdir(home.path)).toEqual(['file']);
  });
});

it('a writer that was killed while it wrote its lock is not waited for long', async () => {
  await writeFile(`${home.file}.lock`, '');
  await expect(createLedger(home.file)).rejects.toThrow(expect.objectContaining({ code: 'LEDGER_LOCKED' }));
  const past = new Date(Date.now() - 60_000);
  await utimes(`${home.file}.lock`, past, past);
  await (await createLedger(home.file)).close();
  expect(await readFile(home.file, 'utf8')).toBe('');
});
