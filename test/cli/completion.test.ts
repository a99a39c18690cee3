import { existsSync } from 'node:fs';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;
let sandbox: Sandbox;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  home = await createHome();
  sandbox = await startSandbox();
  env = { OPENROUTER_BASE_URL: sandbox.url };
  await home.run(['list'], env);
});

afterAll(async () => {
  await sandbox.close();
  await home.remove();
});

const bashCompletion = '/usr/share/bash-completion/bash_completion';

/** Completes the last of `words` as a bash with the package bash-completion does when the user presses Tab. */
async function complete(words: readonly string[]): Promise<readonly string[]> {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const { stdout, stderr } = await home.bash(
    `source ${bashCompletion}
distillable() { $distillable "$@"; }
compopt() { :; }
eval "$(distillable completion bash)"
function_name=$(complete -p distillable | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}
COMP_LINE="\${COMP_WORDS[*]}"; COMP_POINT=\${#COMP_LINE}
"$function_name"
printf '%s\\n' "\${COMPREPLY[@]}"`,
    env,
  );
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe.skipIf(!existsSync(bashCompletion) && process.env['CI'] === undefined)('completion in bash', () => {
  it.each<[readonly string[], readonly string[]]>([
    [['distillable', 'li'], ['list']],
    [
      ['distillable', 's'],
      ['snapshot', 'sandbox'],
    ],
    [
      ['distillable', 'cache', ''],
      ['path', 'info', 'clear', 'help'],
    ],
    [['distillable', 'list', '--for'], ['--format']],
    [
      ['distillable', 'list', '--format', ''],
      ['table', 'json', 'jsonl', 'csv', 'markdown', 'slugs'],
    ],
    [['distillable', 'list', '--sand'], ['--sandbox']],
    [
      ['distillable', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['distillable', 'explain', 'openrouter/bod'], ['openrouter/bodybuilder']],
    [['distillable', 'check', 'openrouter/bod'], ['openrouter/bodybuilder']],
    [['distillable', 'check', '--pr'], ['--print-request']],
    [
      ['distillable', 'check', '--mode', ''],
      ['reject', 'prune'],
    ],
    [
      ['distillable', 'check', '--shape', ''],
      ['chat', 'completions', 'responses', 'messages', 'batch'],
    ],
  ])('of %j offers %j', async (words, offered) => {
    expect((await complete(words)).toSorted()).toEqual(offered.toSorted());
  });

  it('offers slugs of the cached list, and only what follows the colon of a variant', async () => {
    const slugs = (await home.run(['list', '--all', '--format', 'slugs'], env)).stdout.split('\n');
    const free = slugs.find((slug) => slug.endsWith(':free')) ?? '';
    expect(await complete(['distillable', 'explain', free.slice(0, -2)])).toEqual(['free']);
  });
});

describe('completion', () => {
  it.each([
    ['bash', 'bash', 'complete -F'],
    ['zsh', 'zsh', '#compdef distillable'],
    ['fish', 'fish', 'complete -c distillable'],
  ])('prints a script for %s that its shell can read', async (shell, program, marker) => {
    const { stdout, code } = await home.spawn(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toContain(marker);
    const checked = await home.bash(
      `command -v ${program} >/dev/null || exit 0; $distillable completion ${shell} > script && ${program} -n script`,
    );
    expect(checked).toMatchObject({ code: 0, stderr: '' });
  });

  it('offers nothing of a model list that is not cached, quietly', async () => {
    const empty = await createHome();
    const outcome = await empty.spawn(['complete', '--', 'explain', 'qwen']);
    await empty.remove();
    expect(outcome).toMatchObject({ code: 0, stdout: ':4\n', stderr: '' });
  });
});
