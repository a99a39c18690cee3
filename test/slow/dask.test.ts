import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../support/catalog-model.js';
import { cliPath, createHome, type Home } from '../support/cli-run.js';

const example = fileURLToPath(new URL('../../examples/dask/audit_files.py', import.meta.url));

/** Debian's packages are for its own Python, which may not be the first on the path. */
const python = ['/usr/bin/python3', 'python3'].find(
  (each) => spawnSync(each, ['-c', 'import distributed']).status === 0,
);
// Without Dask it is skipped, but not where everything must have run.
const canRun = python !== undefined || process.env['CI'] !== undefined;
if (!canRun) process.stderr.write('The Dask example is not run: there is no python3-distributed.\n');

let home: Home;
const processes: ChildProcess[] = [];

function start(args: readonly string[], output: 'pipe' | 'ignore' = 'ignore'): ChildProcess {
  const env = { ...process.env, HOME: home.path, DASK_TEMPORARY_DIRECTORY: home.path };
  const child = spawn(python ?? 'python3', args, { cwd: home.path, env, stdio: ['ignore', output, output] });
  processes.push(child);
  return child;
}

/** A scheduler and two workers, each a process of its own that no one starts again. */
async function startCluster(): Promise<readonly ChildProcess[]> {
  const file = join(home.path, 'scheduler.json');
  const common = ['--scheduler-file', file, '--host', '127.0.0.1', '--no-dashboard'];
  start(['-m', 'distributed.cli.dask_scheduler', ...common, '--port', '0']);
  while ((await access(file).catch(() => null)) === null) await wait(100);
  const workers = ['one', 'two'].map((name) =>
    start(['-m', 'distributed.cli.dask_worker', ...common, '--no-nanny', '--nthreads', '1', '--name', name]),
  );
  const ready = start(['-c', waitForWorkers, await addressOf(file)]);
  expect(await once(ready, 'close')).toEqual([0, null]);
  return workers;
}

const waitForWorkers = 'import distributed, sys; distributed.Client(sys.argv[1]).wait_for_workers(2)';

const snapshot = catalogSnapshot(
  [
    catalogModel('open/chat', { permission: 'distillable' }),
    catalogModel('closed/chat', { permission: 'not-distillable' }),
  ],
  { retrievedAt: new Date(Date.now() - 60_000) },
);

const kinds = [
  { model: 'open/chat', completions: [{ model: 'open/chat' }] },
  { model: 'open/chat', completions: [{ model: 'open/chat' }, { model: 'closed/chat' }] },
  { model: 'open/chat', metadata: '{"judge_model":"no/such"}' },
  { requested_model: 'closed/chat', served_model: 'open/chat' },
  { requested_model: 'open/chat', served_model: 'closed/chat' },
  { text: 'no model' },
];
const fileCount = 12;

async function writeRows(): Promise<void> {
  await writeFile(join(home.path, 'list.json'), JSON.stringify(snapshot.toJSON()));
  for (let file = 0; file < fileCount; file += 1) {
    const folder = join(home.path, 'data', `month=${file % 3}`);
    await mkdir(folder, { recursive: true });
    const rows = kinds.flatMap((kind, index) =>
      Array.from({ length: 50 + file }, (_, copy) => ({ id: `${file}-${index}-${copy}`, ...kind })),
    );
    await writeFile(
      join(folder, `part-${file}.jsonl`),
      rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
  }
}

/** The verdicts of all rows in these files, by id. */
async function verdictsIn(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const verdicts = new Map<string, string>();
  for (const file of files) {
    for (const line of (await readFile(file, 'utf8')).split('\n').filter((text) => text !== '')) {
      const { id, distillable_audit: audited } = JSON.parse(line);
      expect(verdicts.has(id), `${id} is there twice`).toBe(false);
      verdicts.set(id, audited.verdict);
    }
  }
  return new Map([...verdicts].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

describe.skipIf(!canRun)('the Dask example', () => {
  let first: ChildProcess | undefined;
  beforeAll(async () => {
    home = await createHome();
    await writeRows();
    [first] = await startCluster();
  });
  afterAll(async () => {
    for (const each of processes) {
      if (each.exitCode === null && each.signalCode === null) {
        each.kill('SIGKILL');
        await once(each, 'exit');
      }
    }
    await home.remove();
  });

  it('gives every row the verdict of the audit, though a worker dies in the middle', async () => {
    const run = start(
      [
        ...[example, '--scheduler', await addressOf(join(home.path, 'scheduler.json'))],
        ...['--list', 'list.json', '--out', 'split', '--command', `${process.execPath} ${cliPath}`],
        ...['data/*/*.jsonl', '--', '--annotate'],
      ],
      'pipe',
    );
    let printed = '';
    let isKilled = false;
    run.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      // It has begun with its next file by now.
      if (!isKilled && text.includes('"worker": "one"')) isKilled = first?.kill('SIGKILL') ?? false;
    });
    let failure = '';
    run.stderr?.setEncoding('utf8').on('data', (text: string) => {
      failure += text;
    });
    const [code] = await once(run, 'close');
    expect(code, failure).toBe(1);
    expect(first?.signalCode).toBe('SIGKILL');
    const lines = printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(fileCount + 1);
    expect(lines.at(-1)).toMatchObject({ files: fileCount, failed: 0 });
    const byTheOther = lines.filter(({ worker }) => worker === 'two');
    expect(byTheOther.length).toBeGreaterThan(fileCount / 2);

    const audited = await home.run([
      ...['audit', 'data', '--catalog', 'list.json', '--json', '--annotate'],
      ...['--out', 'out.jsonl', '--rejects', 'rejects.jsonl'],
    ]);
    const { verdicts, corrupt } = JSON.parse(audited.stdout).totals;
    expect(lines.at(-1)?.totals).toEqual({ ...verdicts, corrupt });
    const expected = await verdictsIn(['out.jsonl', 'rejects.jsonl'].map((name) => join(home.path, name)));
    const split = (await readdir(join(home.path, 'split'))).map((name) => join(home.path, 'split', name));
    expect([...(await verdictsIn(split))]).toEqual([...expected]);
    expect(new Set(expected.values()).size).toBe(4);
  });

  it('says which file can not be read, and judges the others', async () => {
    await writeFile(join(home.path, 'cut.jsonl.gz'), Buffer.from([0x1f, 0x8b, 8, 0]));
    const run = start(
      [
        ...[example, '--scheduler', await addressOf(join(home.path, 'scheduler.json'))],
        ...['--list', 'list.json', '--out', 'other', '--command', `${process.execPath} ${cliPath}`],
        ...['cut.jsonl.gz', 'data/*/part-0.jsonl'],
      ],
      'pipe',
    );
    const [printed, [code]] = await Promise.all([textOf(run), once(run, 'close')]);
    expect(code).toBe(2);
    expect(printed).toMatch(/cut\.jsonl\.gz.*Cannot read/);
    expect(JSON.parse(printed.trim().split('\n').at(-1) ?? '')).toMatchObject({ files: 2, failed: 1 });
  });
});

async function addressOf(file: string): Promise<string> {
  const { address } = JSON.parse(await readFile(file, 'utf8'));
  return String(address);
}

async function textOf({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stdout ?? []) text += String(chunk);
  return text;
}
