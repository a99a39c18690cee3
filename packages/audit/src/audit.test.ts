import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import { audit } from './audit.js';
import { AuditError } from './audit-error.js';
import type { AuditOptions, AuditProgress } from './audit-options.js';
import { auditCode } from './code/audit-code.js';

let folder: string;
const closed = { permission: 'not-distillable' } as const;
const models = [catalogModel('open/a'), catalogModel('closed/b', closed)];
const snapshots = catalogSnapshot(models, { retrievedAt: new Date('2026-03-01T00:00:00Z') });
const rows = '{"model":"open/a"}\n{"model":"closed/b"}\n{\n[]\n{"model":"open/a"}\n';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-audit-'));
  await mkdir(join(folder, 'empty'));
  await writeFile(join(folder, 'rows.jsonl'), rows);
  await writeFile(join(folder, 'rows.jsonl.gz'), gzipSync(rows));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('audit', () => {
  it('judges the rows of files, globs and streams, each file once', async () => {
    const stream = Readable.from([Buffer.from(rows.slice(0, 30)), Buffer.from(rows.slice(30))]);
    const path = join(folder, 'rows.jsonl');
    const report = await audit([path, join(folder, '*'), { name: 'memory', stream }], { snapshots });
    expect(report.files.map(({ file, rows, corrupt }) => [file, rows, corrupt])).toEqual([
      [path, 3, 2],
      [`${path}.gz`, 3, 2],
      ['memory', 3, 2],
    ]);
    expect(report.totals.verdicts).toEqual({ distillable: 6, 'not-distillable': 3, unknown: 0, unnamed: 0 });
    expect(report.models.map(({ model, rows, first }) => [model, rows, first.line])).toEqual([
      ['closed/b', 3, 2],
      ['open/a', 6, 1],
    ]);
  });

  it('reads the data files of a directory, and no other', async () => {
    await writeFile(join(folder, 'README.md'), '# data');
    const report = await audit([folder], { snapshots });
    expect(report.files.map(({ file }) => file)).toEqual(
      ['rows.jsonl', 'rows.jsonl.gz'].map((name) => join(folder, name)),
    );
    await rm(join(folder, 'README.md'));
  });

  it('judges each row by the newest of several lists that had been retrieved at its time', async () => {
    const later = catalogSnapshot([catalogModel('closed/b')], {
      retrievedAt: new Date('2026-06-01T00:00:00Z'),
    });
    const dated = ['2026-02-28', '2026-05-31', '2026-06-01'].map((date) => ({ model: 'closed/b', date }));
    const stream = Readable.from(dated.map((row) => Buffer.from(`${JSON.stringify(row)}\n`)));
    const report = await audit([{ name: '-', stream }], { snapshots: [later, snapshots] });
    expect(report.models.map(({ code, catalogs }) => [code, catalogs])).toEqual([
      ['NOT_DISTILLABLE', [snapshots.digest]],
      ['NO_CATALOG_AT_TIME', []],
      ['DISTILLABLE', [later.digest]],
    ]);
  });

  it('lists no more places than it was asked to, and counts all', async () => {
    const { corrupt, totals } = await audit([join(folder, '*')], { snapshots, maxPlaces: 3 });
    expect(corrupt.map(({ line }) => line)).toEqual([3, 4, 3]);
    expect(totals.corrupt).toBe(4);
  });

  it('reports its progress over all files', async () => {
    const seen: AuditProgress[] = [];
    const onProgress = (progress: AuditProgress): void => void seen.push(progress);
    await audit([join(folder, 'rows.jsonl'), join(folder, 'rows.jsonl.gz')], { snapshots, onProgress });
    const totalBytes = rows.length + gzipSync(rows).length;
    expect(seen.at(-1)).toEqual({ rows: 10, bytes: totalBytes, totalBytes });
  });

  it('writes both outputs completely, or neither of them', async () => {
    const [out, rejects] = [join(folder, 'out', 'clean.jsonl'), join(folder, 'rejects.jsonl')];
    const failing = audit([join(folder, 'rows.jsonl')], { snapshots, out, rejects });
    await expect(failing).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE', details: { path: out } });
    expect((await readdir(folder)).toSorted()).toEqual(['empty', 'rows.jsonl', 'rows.jsonl.gz']);
    await audit([join(folder, 'rows.jsonl')], { snapshots, rejects });
    const written = (await readFile(rejects, 'utf8')).trimEnd().split('\n');
    expect(written.map((line) => JSON.parse(line))).toEqual([
      {
        model: 'closed/b',
        distillable_audit: expect.objectContaining({
          verdict: 'not-distillable',
          code: 'NOT_DISTILLABLE',
          place: 'model',
          name: 'closed/b',
        }),
      },
      { distillable_audit: { verdict: 'corrupt', line: 3, message: expect.any(String) }, content: '{' },
      { distillable_audit: { verdict: 'corrupt', line: 4, message: expect.any(String) }, content: '[]' },
    ]);
    await rm(rejects);
  });

  it('throws when one of several inputs cannot be read, unless such inputs are to be skipped', async () => {
    const cut = { name: 'cut', stream: Readable.from([gzipSync(rows).subarray(0, 20)]) };
    const inputs = [join(folder, 'rows.jsonl'), cut];
    await expect(audit(inputs, { snapshots })).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
    const again = { name: 'cut', stream: Readable.from([gzipSync(rows).subarray(0, 20)]) };
    const { unread } = await audit([join(folder, 'rows.jsonl'), again], { snapshots, unreadable: 'skip' });
    expect(unread).toMatchObject([{ file: 'cut', code: 'INPUT_UNREADABLE' }]);
    const none = audit([join(folder, 'empty.parquet')], { snapshots, unreadable: 'skip' });
    await expect(none).rejects.toBeInstanceOf(AuditError);
  });

  it('rejects an empty list of inputs: what judges nothing must not look clean', async () => {
    await expect(audit([], { snapshots })).rejects.toThrow('audit: inputs names nothing to judge.');
  });

  it.each([
    ['missing.jsonl', 'there is no such file or directory'],
    ['empty', 'the directory has no data files'],
    ['*.csv', 'no file matches it'],
  ])('rejects the input %j with a code', async (name, reason) => {
    const path = join(folder, name);
    const error: unknown = await audit([path], { snapshots }).catch((error: unknown) => error);
    expect(AuditError.is(error, 'INPUT_UNREADABLE') && error.details.path).toBe(path);
    expect(String(error)).toContain(reason);
  });

  it.each<[string, Partial<AuditOptions>]>([
    ['no snapshots', { snapshots: [] }],
    ['one file for both outputs', { out: 'a.jsonl', rejects: 'a.jsonl' }],
    ['no threads', { threads: 0 }],
    ['a part of a thread', { threads: 1.5 }],
    ['a negative number of places', { maxPlaces: -1 }],
  ])('rejects %s as an invalid option', async (_, options) => {
    await expect(audit(['*.csv'], { snapshots, ...options })).rejects.toThrow(TypeError);
  });

  it.each([
    [{ snapshot: 1 }, 'snapshot is not an option. Did you mean "snapshots"?'],
    [{ snapshots: {} }, 'snapshots must be an object with resolve, such as await catalog.snapshot().'],
    [{ snapshots: undefined }, 'snapshots must be given.'],
    [{ policy: { denny: ['qwen'] } }, 'policy.denny is not an option. Did you mean "deny"?'],
    [{ policy: { deny: 'qwen' } }, 'policy.deny must be a list of strings: ["qwen"].'],
    [{ policy: { deny: ['Qwen'] } }, 'policy.deny.0 ("Qwen") can match no model.'],
    [{ format: 'jsonlines' }, 'format must be "jsonl" or "json"'],
    [{ fields: { timee: 'a' } }, 'fields.timee is not an option. Did you mean "time"?'],
    [{ fields: { time: ['a'] } }, 'fields.time must be a string.'],
    [{ out: true }, 'out must be a string.'],
    [{ threads: '2' }, 'threads must be a whole number of at least 1.'],
    [{ onprogress: () => {} }, 'onprogress is not an option. Did you mean "onProgress"?'],
    [{ now: 7 }, 'now must be a function.'],
  ])('rejects %j, as JavaScript may give it, with a message that names it', async (options, message) => {
    const started = Reflect.apply(Object(audit), undefined, [[], { snapshots, ...options }]);
    await expect(started).rejects.toThrow(TypeError);
    await expect(Reflect.apply(Object(audit), undefined, [[], { snapshots, ...options }])).rejects.toThrow(
      `audit: ${message}`,
    );
  });

  it('checks the options of an audit of code as well', async () => {
    const started = (options: object) =>
      Reflect.apply(Object(auditCode), undefined, [[], { snapshot: snapshots, ...options }]);
    await expect(started({ policy: { mode: 'prun' } })).rejects.toThrow(
      'auditCode: policy.mode must be "reject" or "prune". Did you mean "prune"?',
    );
    await expect(started({ snapshots })).rejects.toThrow('auditCode: snapshots is not an option.');
    await expect(started({ snapshot: undefined })).rejects.toThrow('auditCode: snapshot must be given');
  });
});
