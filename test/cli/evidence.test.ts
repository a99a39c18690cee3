import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTerms } from '@distillable/catalog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;

beforeAll(async () => {
  home = await createHome();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(join(home.path, 'private.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(join(home.path, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  const rows = [
    { model: 'qwen/qwen3-max', judge: 'openai/gpt-5' },
    { model: 'meta-llama/Llama-3.3-70B-Instruct', created: 1_900_000_000 },
    { text: 'no one' },
  ];
  await writeFile(join(home.path, 'rows.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
});

afterAll(() => home.remove());

describe('distillable audit --evidence', () => {
  it('writes a signed folder that evidence verify finds as it was signed, until something is changed', async () => {
    const args = [
      'audit',
      '--sandbox',
      'rows.jsonl',
      '--evidence',
      'evidence',
      '--sign',
      'private.pem',
      '--json',
    ];
    const audited = await home.run(args);
    expect(audited.code).toBe(1);
    expect(audited.stderr).toMatch(/evidence: evidence · 12 files · signed/);
    const folder = join(home.path, 'evidence');
    expect(JSON.parse(await readFile(join(folder, 'audit.json'), 'utf8'))).toEqual(
      JSON.parse(audited.stdout),
    );
    const [catalog = ''] = await readdir(join(folder, 'catalogs'));
    const again = await home.run([
      'explain',
      'qwen/qwen3-max',
      '--catalog',
      join(folder, 'catalogs', catalog),
    ]);
    expect(again.stdout).toContain('distillable');

    const verify = ['evidence', 'verify', 'evidence', '--key', 'public.pem'];
    expect(await home.run(verify)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^11 files: as they were signed\nkey [0-9a-f]{64}\n$/),
    });
    await appendFile(join(folder, 'dataset.cdx.json'), ' ');
    const { code, stdout } = await home.run([...verify, '--json']);
    expect({ code, problems: JSON.parse(stdout).problems }).toMatchObject({
      code: 1,
      problems: [{ code: 'CHANGED', path: 'dataset.cdx.json' }],
    });
  });

  it('writes the folder of an archive with each list that judged rows', async () => {
    await mkdir(join(home.path, 'archive'));
    await home.run(['snapshot', 'export', '--sandbox', '--out', join('archive', 'one.json')]);
    const args = [
      'audit',
      'rows.jsonl',
      '--archive',
      'archive',
      '--evidence',
      'archived',
      '--fail-on',
      'none',
    ];
    const { code, stderr } = await home.run(args);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/evidence: archived · 11 files · not signed/),
    });
    const catalogs = await readdir(join(home.path, 'archived', 'catalogs'));
    const { digest } = JSON.parse(await readFile(join(home.path, 'archive', 'one.json'), 'utf8'));
    expect(catalogs).toEqual([`${digest.replace(':', '-')}.json`]);
  });

  it.each([
    [['--sign', 'private.pem'], /--sign signs the folder of --evidence/],
    [['--evidence', '.'], /Cannot write \.: it is not empty/],
    [['--evidence', 'new', '--sign', 'public.pem'], /public\.pem: it is not an Ed25519 private key/],
    [['--evidence', 'new', '--out', 'new/rows.jsonl'], /is in the folder of --evidence/],
    [['--evidence', 'new', '--code'], /--evidence/],
  ])('rejects %j before it reads a row', async (flags, message) => {
    const outcome = await home.run(['audit', '--sandbox', 'rows.jsonl', ...flags]);
    expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(await readdir(home.path)).not.toContain('new');
  });
});

describe('what the models owe', () => {
  it('is at the end of the table, in the report for people and in the evidence', async () => {
    const { stdout } = await home.run(['audit', '--sandbox', 'rows.jsonl', '--report', 'report.html']);
    const duty = 'The name of a distributed model that was trained on the outputs must begin with "Llama".';
    expect(stdout).toContain(`owed: ${duty} (1 row: meta-llama/Llama-3.3-70B-Instruct)\n`);
    expect(stdout).toMatch(/\nopen: The label says yes, but .* \(1 row: qwen\/qwen3-max\)\n/);
    const read = (...path: string[]) => readFile(join(home.path, ...path), 'utf8');
    expect(await read('report.html')).toContain(duty.replaceAll('"', '&quot;'));
    for (const file of ['README.md', 'croissant.json', 'dataset.spdx.json', 'dataset.cdx.json'])
      expect(await read('evidence', file)).toMatch(/must begin with \\?"Llama/);
    expect(await read('evidence', 'dataset-card.md')).toContain('- "name-prefix:Llama"');
    const { terms } = JSON.parse(await read('evidence', 'audit.json'));
    expect(parseTerms(JSON.parse(await read('evidence', 'terms.json'))).digest).toBe(terms.table.digest);
  });
});

describe('distillable audit --terms', () => {
  it('lays an own table over the built-in one, and puts what was used into the evidence', async () => {
    const own = {
      id: 'ours',
      author: 'qwen',
      models: ['qwen/*'],
      layer: 'weights-licence',
      holder: 'We',
      document: 'Memo',
    };
    const entry = {
      ...own,
      statement: 'allowed-with-conditions',
      conditions: ['notice:Ours'],
      summary: 'Ours.',
      evidence: 'primary',
    };
    await writeFile(join(home.path, 'terms.json'), JSON.stringify({ date: '2026-11-28', entries: [entry] }));
    const args = ['audit', '--sandbox', 'rows.jsonl', '--terms', 'terms.json', '--evidence', 'own'];
    const { stdout, stderr } = await home.run(args);
    expect(stdout).toContain('owed: Show the notice "Ours". (1 row: qwen/qwen3-max)\n');
    expect(stderr).toMatch(/^terms: 2026-11-28 · sha256:[0-9a-f]{12} · terms\.json$/m);
    const used = JSON.parse(await readFile(join(home.path, 'own', 'terms.json'), 'utf8'));
    expect(used.entries).toContainEqual(expect.objectContaining({ id: 'ours' }));
    expect(used.entries.length).toBeGreaterThan(100);
  });

  it('fails on a table that can not be read, rather than to use the built-in one alone', async () => {
    const { code, stdout } = await home.run(['audit', '--sandbox', 'rows.jsonl', '--terms', 'rows.jsonl']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('distillable evidence verify', () => {
  it('finds data that was neither audited nor written', async () => {
    const outputs = ['--out', 'clean.jsonl', '--rejects', 'rejects.jsonl'];
    const args = ['--evidence', 'split', '--sign', 'private.pem', '--fail-on', 'none'];
    await home.run(['audit', '--sandbox', 'rows.jsonl', ...outputs, ...args]);
    const verify = (...files: string[]) =>
      home.run([
        'evidence',
        'verify',
        'split',
        '--key',
        'public.pem',
        ...files.flatMap((file) => ['--data', file]),
      ]);
    expect(await verify('rows.jsonl', 'clean.jsonl', 'rejects.jsonl')).toMatchObject({ code: 0 });
    await appendFile(join(home.path, 'clean.jsonl'), '{"model":"qwen/qwen3-max"}\n');
    const { code, stdout } = await verify('rows.jsonl', 'clean.jsonl');
    expect({ code, stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^clean\.jsonl: DATA_DIFFERS /),
    });
    expect(await verify('missing.jsonl')).toMatchObject({ code: 2 });
  });

  it.each([
    [['missing', '--key', 'public.pem'], /Cannot read missing: there is no such file or directory/],
    [['archive', '--key', 'rows.jsonl'], /not an Ed25519 public key/],
    [['archive'], /--key/],
  ])('rejects %j', async (args, message) => {
    expect(await home.run(['evidence', 'verify', ...args])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(message),
    });
  });
});
