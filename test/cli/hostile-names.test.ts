import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { snapshotFromModels } from '@distillable/catalog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel } from '../support/catalog-model.js';
import { createHome, type Home } from '../support/cli-run.js';

/** Names as a model list, a dataset or an argument may bring them. */
const names: readonly string[] = [
  '::set-output name=allowed::true',
  '\n::stop-commands::token',
  'a/b\r\n  ::add-mask::x',
  '##[add-path]/tmp/x',
  'a/##vso[task.setvariable variable=allowed]true',
  "##teamcity[buildStatus text='ok']",
  'a/\u001b[2K\u001b[1Ared\u0007',
  'a/\u009b2J',
  'a/gnp\u202eexe',
  'a/zero\u200bwidth',
  'a/word\u2060joiner\ufeff',
  'a/tag\u{e0041}\u3164',
];

let home: Home;

beforeAll(async () => {
  home = await createHome();
  const write = (file: string, content: string) => writeFile(join(home.path, file), content);
  const snapshot = (permission: 'distillable' | 'not-distillable') =>
    JSON.stringify(
      snapshotFromModels({
        models: names.map((slug) =>
          catalogModel(slug, {
            name: slug,
            permission,
            expirationDate: slug,
            aliasTarget: slug,
            inputModalities: [slug],
          }),
        ),
        retrievedAt: new Date(),
        source: { url: 'https://openrouter.ai/api/v1', sample: names.join(' ') },
      }),
    );
  const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
  await write('now.json', snapshot('not-distillable'));
  await write('then.json', snapshot('distillable'));
  await write('body.json', JSON.stringify({ model: names[0], models: names, [names[0] ?? '']: names }));
  await write(
    'bodies.jsonl',
    lines(names.map((name) => ({ custom_id: name, body: { model: name, [name]: { model: name } } }))),
  );
  await write('rows.jsonl', lines(names.map((name) => ({ model: name, [name]: name, text: name }))));
  await write('code.ts', names.map((name) => `const model = ${JSON.stringify(name)};\n`).join(''));
  await write('distillable.config.json', JSON.stringify({ policy: { deny: ['a'] } }));
});

afterAll(() => home.remove());

/** What is wrong with each line that a terminal or a CI runner would act on. */
function findHarm(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) =>
      /^\s*::|##\w*\[|[\p{Cc}\p{Zl}\p{Zp}\u200b\u2060\ufeff\u202a-\u202e\u3164\u{e0041}]/u.test(line),
    );
}

describe('names from outside', () => {
  it.each<[string, readonly string[]]>([
    ['list', ['list', '--all']],
    ['list as slugs', ['list', '--all', '--format', 'slugs']],
    ['list as CSV', ['list', '--all', '--format', 'csv', '--columns', 'slug,name,modalities,target,expires']],
    ['list as Markdown', ['list', '--all', '--format', 'markdown']],
    ['list as JSON lines', ['list', '--all', '--format', 'jsonl']],
    ['list as JSON', ['list', '--all', '--json']],
    ['explain', ['explain', ...names]],
    ['explain as JSON', ['explain', '--json', ...names]],
    ['check of slugs', ['check', ...names]],
    ['check of slugs, verbose', ['check', '--verbose', ...names]],
    ['check of a body', ['check', '--request', 'body.json']],
    ['check of lines', ['check', '--request', 'bodies.jsonl']],
    ['check as JSON', ['check', '--request', 'bodies.jsonl', '--json']],
    ['the guarded bodies', ['check', '--request', 'bodies.jsonl', '--print-request', '--mode', 'prune']],
    ['changes', ['check', '--request', 'bodies.jsonl', '--changed-since', 'then.json']],
    ['audit', ['audit', 'rows.jsonl']],
    ['audit as Markdown', ['audit', 'rows.jsonl', '--markdown']],
    ['audit as JSON', ['audit', 'rows.jsonl', '--json']],
    ['audit as SARIF', ['audit', 'rows.jsonl', '--sarif']],
    ['audit of code', ['audit', '--code', '.']],
    ['audit of code, verbose', ['audit', '--code', '.', '--verbose']],
    ['snapshot diff', ['snapshot', 'diff', 'then.json', 'now.json']],
    ['snapshot export', ['snapshot', 'export']],
    ['snapshot export as CSV', ['snapshot', 'export', '--format', 'csv']],
    ['a wrong command', [names[1] ?? '']],
    ['a wrong flag', ['list', `--${names[1]}`]],
    ['a wrong value', ['list', '--sort', names[1] ?? '']],
    ['a wrong column', ['list', '--columns', names[1] ?? '']],
    ['a wrong author', ['list', '--author', names[1] ?? '']],
    ['a file that is not there', ['check', '--request', names[2] ?? '']],
    ['an error as JSON', ['check', '--json', '--request', names[2] ?? '']],
  ])('can only be read in the output of %s', async (_, words) => {
    const { stdout, stderr } = await home.run([
      ...words,
      ...(words.includes('diff') ? [] : ['--catalog', 'now.json']),
    ]);
    expect(stdout + stderr).not.toBe('');
    expect(findHarm(stdout + stderr)).toEqual([]);
  });
});
