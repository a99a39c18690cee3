import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtInTerms } from '@distillable/catalog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import { audit } from './audit.js';
import { auditBlob } from './audit-blob.js';

const snapshot = catalogSnapshot([
  catalogModel('deepseek/deepseek-r1', { huggingFaceId: 'deepseek-ai/DeepSeek-R1' }),
  catalogModel('openai/gpt-5', { permission: 'not-distillable' }),
  catalogModel('qwen/qwen3-max'),
]);
const now = Date.UTC(2026, 10, 27);
const terms = builtInTerms();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-blob-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const inBrowser = (name: string, content: Buffer, onProgress = () => {}) =>
  auditBlob(name, new Blob([content]), { snapshot, policy: {}, terms, version: '', now, onProgress });

const lines = [
  '{"model": "openai/gpt-5", "text": "é", "created": 1700000000}',
  '{"generator": "deepseek-ai/DeepSeek-R1", "judge": "qwen/qwen3-max"}\r',
  '',
  '{"model": "qwen/qwen3-max", "model": "openai/gpt-5"}',
  '{"completions": [{"model": "no/such"}], "who": "deepseek/deepseek-r1"}',
  '{"who": "deepseek/deepseek-r1"}',
  '[1]',
  '{"broken": ',
  '{"written_by_llm": "yes"}',
];
const invalid = Buffer.concat([Buffer.from('{"model": "'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]);
const big = Array.from(
  { length: 3_000 },
  (_, index) => `{"model": "qwen/qwen3-max", "n": ${index}, "é": "ü"}`,
);

const table = [
  'model,text,meta',
  'openai/gpt-5,"one',
  '""two""",',
  '',
  'qwen/qwen3-max,a,"{""model"": ""openai/gpt-5""}"',
  'qwen/qwen3-max,a',
  'qwen/qwen3-max,"a"b,',
  'deepseek/deepseek-r1,é,',
];
const largeTable = `model,text\n${'openai/gpt-5,"é, é"\n'.repeat(20_000)}`;
/** `zstd -19` of `{"model":"a/b"}\n`, three times. */
const zstd = Buffer.from('KLUv/QRotQAAgHsibW9kZWwiOiJhL2IifQoBAAafS3bEP7Y=', 'base64');

describe('auditBlob', () => {
  it.each<[name: string, content: Buffer]>([
    ['rows.jsonl', Buffer.from(lines.join('\n'))],
    ['with a mark.ndjson', Buffer.from(`\ufeff${lines.join('\n')}\n`)],
    ['not UTF-8.jsonl', Buffer.concat([invalid, Buffer.from(lines.join('\n')), invalid])],
    ['several parts.jsonl', Buffer.from(big.join('\n'))],
    ['empty.jsonl', Buffer.alloc(0)],
    ['list.json', Buffer.from('\ufeff[{"model": "openai/gpt-5"}, 1, {"model": "qwen/qwen3-max"}]')],
    ['object.json', Buffer.from('{"rows": [{"model": "openai/gpt-5"}], "meta": {}}')],
    ['rows.json', Buffer.from(lines.join('\n'))],
    ['a list', Buffer.from('[{"model": "openai/gpt-5"}]')],
    ['table.csv', Buffer.from(`\ufeff${table.join('\r\n')}`)],
    ['semicolons.csv', Buffer.from(table.join('\n').replaceAll(',', ';'))],
    ['table.TSV', Buffer.from(table.join('\n').replaceAll(',', '\t'))],
    ['large.csv', Buffer.from(largeTable)],
    ['not closed.csv', Buffer.from('model,text\nopenai/gpt-5,"a\n\n')],
    [
      'not UTF-8.csv',
      Buffer.concat([Buffer.from('model,a'), Buffer.of(0xff), Buffer.from('\nopenai/gpt-5,b')]),
    ],
    ['rows.jsonl.gz', gzipSync(lines.join('\n'))],
    ['gzip by its bytes.jsonl', gzipSync(lines.join('\n'))],
    ['large.csv.gz', gzipSync(largeTable)],
    ['rows.jsonl.zst', zstd],
    ['one.json', Buffer.from('{"model": "qwen/qwen3-max", "messages": [{"role": "user"}]}')],
  ])('reports of %s what audit reports', async (name, content) => {
    const path = join(folder, name);
    await writeFile(path, content);
    const report = await audit([path], { snapshots: snapshot, terms, now: () => now, descriptions: 'skip' });
    const text = JSON.stringify(await inBrowser(path, content));
    expect(JSON.parse(text)).toEqual({
      ...report,
      version: '',
      files: report.files.map((file) => ({ ...file, sha256: null })),
    });
    expect(report.totals.rows + report.totals.corrupt > 0).toBe(content.length > 0);
  });

  it.each<[name: string, content: Buffer, message: RegExp]>([
    ['a.parquet', Buffer.from('PAR1'), /use the command line: distillable audit FILE/],
    ['a', Buffer.from('PAR1'), /use the command line: distillable audit FILE/],
    ['a.txt', Buffer.from('words'), /use the command line: distillable audit FILE/],
    ['a.json', Buffer.from('[{"a": 1}, \n"a"'), /not JSON/],
    ['cut.jsonl.gz', gzipSync(lines.join('\n')).subarray(0, -1), /gzip data is damaged/],
    ['cut.jsonl.zst', zstd.subarray(0, -1), /zstd data is damaged/],
    ['a.csv', Buffer.from('model,model\na/b,c/d'), /the same name/],
    ['a.csv.gz', gzipSync('model,model\na/b,c/d'), /the same name/],
    ['a.json', Buffer.concat([Buffer.from('['), invalid, Buffer.from(']')]), /not UTF-8/],
    ['a.json', Buffer.from('{"a": 1, "a": 2}'), /same key twice/],
    ['a.json', Buffer.from('3'), /no rows/],
  ])('cannot read %s', async (name, content, message) => {
    await expect(inBrowser(name, content)).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringMatching(message),
    });
  });

  it('reports its progress up to the end', async () => {
    const content = Buffer.from(big.join('\n'));
    const progress: unknown[] = [];
    await inBrowser('rows.jsonl', content, (...each: unknown[]) => progress.push(...each));
    const totalBytes = 2 * content.length;
    expect(progress.at(-1)).toEqual({ rows: 3_000, bytes: totalBytes, totalBytes });
  });
});
