import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { audit } from '../audit.js';
import type { NamedOutside } from './judge-descriptions.js';
import { scanText } from './judge-descriptions.js';

const closed = { permission: 'not-distillable' } as const;
const snapshots = catalogSnapshot([
  catalogModel('qwen/qwen-2.5-72b-instruct', { huggingFaceId: 'Qwen/Qwen2.5-72B-Instruct' }),
  catalogModel('openai/gpt-4o', closed),
  catalogModel('anthropic/claude-3.5-sonnet', closed),
]);
const sonnet = 'anthropic/claude-3.5-sonnet';

let folder: string;
let count = 0;

/** A new directory with these files, and rows that name no model. */
async function directoryOf(files: Readonly<Record<string, string>>): Promise<string> {
  count += 1;
  const directory = join(folder, String(count));
  for (const [name, content] of Object.entries({ 'data/rows.jsonl': '{"text":"Hi"}\n', ...files })) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  return directory;
}

async function outsideOf(input: string): Promise<NamedOutside> {
  return (await audit([input], { snapshots })).outside;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-outside-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('models named outside the rows', () => {
  // biome-ignore format: a table
  it.each<[what: string, file: string, content: string, found: readonly string[]]>([
    ['the head of a card', 'README.md', '---\nlicense: mit\ntags:\n- gpt-4o\n- en\n---\n', ['4 gpt-4o not-distillable']],
    ['the text of a card', 'README.md', 'Made with **Claude 3.5 Sonnet**, and _GPT-4o_.\n', ['1 Claude 3.5 Sonnet unknown', '1 GPT-4o not-distillable']],
    ['a link of a card', 'README.md', 'See [it](https://huggingface.co/Qwen/Qwen2.5-72B-Instruct).', ['1 https://huggingface.co/Qwen/Qwen2.5-72B-Instruct distillable']],
    ['a pipeline', 'pipeline.yaml', "steps:\n- llm:\n    model_id: Qwen/Qwen2.5-72B-Instruct\n- llm: {model: 'gpt-4o'} # a judge", ['3 Qwen/Qwen2.5-72B-Instruct distillable', '4 gpt-4o not-distillable']],
    ['a pipeline, of which only the maker is certain', 'pipeline.yaml', 'model: text-davinci-003\n# as text-davinci-003', ['1 text-davinci-003 not-distillable']],
    ['a description', 'dataset_info.json', '{"description":"By gpt-4o.","features":{"model":{"dtype":"string"}}}', ['1 gpt-4o not-distillable']],
    ['descriptions', 'dataset_infos.json', '{"default":{"model":"openai/gpt-4o"}}', ['1 openai/gpt-4o not-distillable']],
    ['one model twice', 'README.md', 'gpt-4o\nand gpt-4o', ['1 gpt-4o not-distillable']],
    ['no model', 'README.md', '# koala-2\n\nsource: openai/gsm8k, 10K<n<100K; train/test, version 4.1, a state-of-the-art set.', []],
    ['another file', 'notes.md', 'gpt-4o', []],
  ])('are found in %s', async (_, file, content, found) => {
    const directory = await directoryOf({ [file]: content });
    const { models } = await outsideOf(directory);
    expect(models.map(({ line, model, verdict }) => `${line} ${model} ${verdict}`)).toEqual(found);
    expect(models.every((model) => model.file === join(directory, file))).toBe(true);
  });

  it('are found at any depth of a directory, and beside a file', async () => {
    const directory = await directoryOf({ 'README.md': 'gpt-4o', 'data/pipeline.yaml': `model: ${sonnet}` });
    expect((await outsideOf(directory)).models.map(({ model }) => model)).toEqual(['gpt-4o', sonnet]);
    const { models } = await outsideOf(join(directory, 'data/rows.jsonl'));
    expect(models.map(({ model }) => model)).toEqual([sonnet]);
  });

  it('are not looked for where the inputs alone may be opened', async () => {
    const directory = await directoryOf({ 'README.md': 'gpt-4o', 'data/pipeline.yaml': `model: ${sonnet}` });
    const { outside } = await audit([directory], { snapshots, descriptions: 'skip' });
    expect(outside).toEqual({ files: [], unread: [], models: [], advice: null });
  });

  it('are those of a README beside a file only if it begins as a dataset card', async () => {
    const directory = await directoryOf({ 'data/README.md': 'gpt-4o' });
    expect((await outsideOf(join(directory, 'data/rows.jsonl'))).models).toEqual([]);
    await writeFile(join(directory, 'data/README.md'), '---\nlicense: mit\n---\ngpt-4o');
    expect((await outsideOf(join(directory, 'data/rows.jsonl'))).models).toHaveLength(1);
  });

  it('judge no row, and say what a close spelling most likely means', async () => {
    const directory = await directoryOf({ 'README.md': 'Claude 3.5 Sonnet' });
    const { totals, outside } = await audit([directory], { snapshots });
    expect(totals.verdicts).toMatchObject({ unnamed: 1, 'not-distillable': 0 });
    expect(outside.advice).toMatch(/ declare it with --assume-model 'Claude 3\.5 Sonnet'\.$/);
    expect(outside.models[0]).toMatchObject({ code: 'NAME_NOT_EXACT', identified: { slugs: [sonnet] } });
  });

  it('are those that are declared to be a model, too', async () => {
    const directory = await directoryOf({ 'README.md': 'By our-teacher-2.' });
    const names = { 'our-teacher-2': sonnet };
    const { outside } = await audit([directory], { snapshots, names });
    expect(outside.models).toMatchObject([{ model: 'our-teacher-2', verdict: 'not-distillable' }]);
  });

  it('are looked for in the first 64 KiB of a file alone', async () => {
    const directory = await directoryOf({ 'README.md': `gpt-4o\n${'\n'.repeat(70_000)}${sonnet}` });
    expect((await outsideOf(directory)).models.map(({ model }) => model)).toEqual(['gpt-4o']);
  });

  it.each([
    ['a key of one word', 'model'],
    ['a key and spaces', `model${' '.repeat(1_000)}`],
    ['underlines', '_'],
    ['marks', '. - '],
    ['quotes', `"'`],
  ])('do not take long to look for where a text repeats %s', (_, part) => {
    const text = part.repeat(Math.floor(500_000 / part.length));
    expect(scanText(text, () => false)).toEqual([]);
  });

  it('are not looked for in a file that is an input itself', async () => {
    const directory = await directoryOf({ 'dataset_info.json': '[{"model":"gpt-4o"}]' });
    expect(await outsideOf(join(directory, 'dataset_info.json'))).toMatchObject({ files: [], models: [] });
  });
});
