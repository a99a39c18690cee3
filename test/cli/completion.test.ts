import { spawnSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliPath, createHome, type Home } from '../support/cli-run.js';

let home: Home;
let sandbox: Sandbox;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  home = await createHome();
  sandbox = await startSandbox();
  await mkdir(join(home.path, 'bin'));
  await symlink(cliPath, join(home.path, 'bin', 'distillable'));
  await writeFile(join(home.path, 'body one.json'), '{}');
  await mkdir(join(home.path, 'bodies'));
  env = {
    OPENROUTER_BASE_URL: sandbox.url,
    PATH: `${join(home.path, 'bin')}:${process.env['PATH']}`,
    TERM: 'dumb',
  };
  await home.run(['refresh'], env);
});

afterAll(async () => {
  await sandbox.close();
  await home.remove();
});

const isMissing = (shell: string): boolean =>
  process.env['CI'] === undefined && spawnSync(shell, ['-c', 'exit']).status !== 0;

/** What is typed before Tab, and what stands there afterwards. Only completions that every shell makes alike. */
const typed: readonly (readonly [before: string, after: string])[] = [
  ['distillable li', 'distillable list '],
  ['distillable ledger ver', 'distillable ledger verify '],
  ['distillable guardrail --format te', 'distillable guardrail --format terraform '],
  ['distillable list --form', 'distillable list --format '],
  ['distillable list --format ma', 'distillable list --format markdown '],
  ['distillable list --format=ma', 'distillable list --format=markdown '],
  ['distillable list --sort -pr', 'distillable list --sort -price '],
  ['distillable list --columns slug,pro', 'distillable list --columns slug,prompt'],
  ['distillable list --author x-', 'distillable list --author x-ai'],
  ['distillable list --supports tool_', 'distillable list --supports tool_choice'],
  ['distillable --quiet check --mode pr', 'distillable --quiet check --mode prune '],
  ['distillable explain thinkingmachines/inkling:f', 'distillable explain thinkingmachines/inkling:free '],
  ["distillable check '~moon", "distillable check '~moonshotai/kimi-latest' "],
  ['distillable check --request bodi', 'distillable check --request bodies/'],
  ['distillable check --request=bodi', 'distillable check --request=bodies/'],
  ['distillable check --request body\\ ', 'distillable check --request body\\ one.json '],
  ['distillable audit bodi', 'distillable audit bodies/'],
];

/**
 * Types each line into an interactive shell, presses Tab, then a key that prints the line as it is then. zsh's own
 * module for pseudo-terminals does the typing.
 */
async function press(shell: 'bash' | 'zsh', lines: readonly string[]): Promise<readonly string[]> {
  const start = {
    bash: String.raw`zpty p bash --norc --noprofile -i
zpty -w p 'bind -x '\''"\C-t": printf "<<<%s>>>" "$READLINE_LINE"; READLINE_LINE='\''; source <(distillable completion bash); echo re""ady'`,
    zsh: `zpty p zsh -f -i
zpty -w p 'show() { print -rn -- "<<<$BUFFER>>>"; zle kill-whole-line }; zle -N show; bindkey "^T" show; autoload -Uz compinit; compinit -u -D; source <(distillable completion zsh); echo re""ady'`,
  }[shell];
  await writeFile(
    join(home.path, 'press.zsh'),
    `zmodload zsh/zpty
${start}
zpty -r -m p out '*ready*'
for line in "$@"; do
  zpty -w -n p "$line"$'\t\x14'
  zpty -r -m p out '*<<<*>>>*'
  print -r -- "\${\${out##*<<<}%%>>>*}"
done
`,
  );
  const quoted = lines.map((line) => `'${line.replaceAll("'", "'\\''")}'`).join(' ');
  const { stdout, stderr } = await home.bash(`timeout 60 zsh -f press.zsh ${quoted}`, env);
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, -1);
}

describe.each(['bash', 'zsh'] as const)('Tab in %s', (shell) => {
  it.skipIf(isMissing(shell) || isMissing('zsh'))(
    'completes commands, flags, values, slugs and files',
    async () => {
      const after = await press(
        shell,
        typed.map(([before]) => before),
      );
      expect(after).toEqual(typed.map(([, expected]) => expected));
    },
  );
});

describe('completion in fish', () => {
  it.skipIf(isMissing('fish'))('offers commands, flags, values, slugs and files', async () => {
    // Its last word, without the space that a shell adds; fish itself finds the files.
    const cases = typed.map(([before, after]) => [before, after.trim().replace(/^.* (?=\S+$)/, '')] as const);
    const asked = cases.map(([before]) => `complete -C "${before.replaceAll('\\', '\\\\')}"; echo ---`);
    const script = `distillable completion fish | source\n${asked.join('\n')}\n`;
    await writeFile(join(home.path, 'ask.fish'), script);
    const { stdout, stderr } = await home.bash('fish --no-config ask.fish', env);
    expect(stderr).toBe('');
    const offered = stdout.split('---\n').map((part) => part.split('\n').map((line) => line.split('\t')[0]));
    for (const [index, [before, word]] of cases.entries()) {
      const expected = before.includes('body\\') ? 'body one.json' : word.replaceAll("'", '');
      expect(offered[index], before).toContain(expected);
    }
  });
});

/** Completes words as the scripts ask for it, in this process. */
async function complete(
  ...words: readonly string[]
): Promise<{ kind: string; candidates: readonly string[] }> {
  const { stdout, stderr, code } = await home.run(['complete', '--', ...words], env);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  const [kind = '', ...candidates] = stdout.split('\n').slice(0, -1);
  return { kind, candidates };
}

describe('what is offered', () => {
  it.each<[string, readonly string[]]>([
    ['s', ['snapshot', 'sandbox']],
    ['cache |', ['path', 'info', 'clear', 'help']],
    ['cache path |', []],
    ['list --format |', ['table', 'json', 'jsonl', 'csv', 'markdown', 'slugs']],
    ['list --sort |', ['slug', '-slug', 'created', '-created', 'context', '-context', 'price', '-price']],
    ['completion |', ['bash', 'zsh', 'fish']],
    ['completion bash |', []],
    ['check --mode |', ['reject', 'prune']],
    ['check --shape |', ['chat', 'completions', 'responses', 'messages', 'batch', 'decisions']],
    ['check --naming=s', ['--naming=sdk']],
    ['check --mode prune --pr', ['--print-request']],
    ['check -- --pr', []],
    ['list --limit |', []],
    ['ledger stats --', ['--help', '--json', '--quiet', '--verbose']],
    ['watch --o', ['--once', '--only']],
    ['completion --', ['--help']],
    ['explain openrouter/bod', ['openrouter/bodybuilder']],
    ['check a/b openrouter/bod', ['openrouter/bodybuilder']],
    ['nonsense', []],
  ])('of `%s` is %j', async (line, candidates) => {
    expect(await complete(...line.replace(/\|$/, '').split(' '))).toEqual({ kind: ':words', candidates });
  });

  it.each([
    'audit |',
    'audit a.jsonl --out |',
    'check --request |',
    'check --policy=|',
    'snapshot diff a.json |',
    'snapshot import |',
    'ledger verify |',
    'audit --archive |',
    'list --catalog |',
    'sandbox --catalog |',
    'check --changed-since |',
    'watch --archive |',
    'watch --code |',
    'watch --audits |',
  ])('of `%s` is what the shell has as files', async (line) => {
    expect(await complete(...line.replace('|', '').split(' '))).toEqual({ kind: ':files', candidates: [] });
  });

  it('of a comma list is each word that is not in it yet', async () => {
    const { kind, candidates } = await complete('list', '--columns', 'slug,context,com');
    expect({ kind, candidates }).toEqual({ kind: ':list', candidates: ['slug,context,completion'] });
    const { candidates: changes } = await complete('snapshot', 'diff', '--only', 'lost,van');
    expect(changes).toEqual(['lost,vanished-distillable', 'lost,vanished']);
    const { candidates: others } = await complete('list', '--columns=slug,c');
    expect(others).toEqual([
      '--columns=slug,context',
      '--columns=slug,completion',
      '--columns=slug,created',
      '--columns=slug,conflict',
      '--columns=slug,canonical',
    ]);
    expect((await complete('list', '--modality', '')).candidates).toContain('image');
    expect((await complete('audit', '--fail-on', 'corrupt,de')).candidates).toEqual(['corrupt,denied']);
  });

  it('is nothing of a model list that is not cached, quietly and without asking for one', async () => {
    const empty = await createHome();
    const asked = sandbox.requests.length;
    const outcome = await empty.run(['complete', '--', 'explain', 'qwen'], env);
    await empty.remove();
    expect(outcome).toEqual({ code: 0, stdout: ':words\n', stderr: '' });
    expect(sandbox.requests.length).toBe(asked);
  });

  it('is no name that a shell would run', async () => {
    const evil = await startSandbox({
      catalog: {
        models: ['a/$(touch x)', 'a/`id`', 'a/b;id', "a/b'c", 'a/b c', 'a/good'].map((id) => ({ id })),
        distillable: new Set(['a/good']),
        sample: 'evil names',
      },
    });
    const other = { ...env, OPENROUTER_BASE_URL: evil.url };
    await home.run(['refresh'], other);
    const { stdout } = await home.run(['complete', '--', 'explain', 'a/'], other);
    await evil.close();
    expect(stdout).toBe(':words\na/good\n');
  });
});

describe('completion', () => {
  it.each([
    ['bash', 'complete -F'],
    ['zsh', '#compdef distillable'],
    ['fish', 'complete -c distillable'],
  ])('prints a script for %s', async (shell, marker) => {
    const { stdout, code } = await home.run(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toContain(marker);
  });
});
