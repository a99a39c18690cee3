import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliPath, createHome, type Home, type Outcome } from '../support/cli-run.js';

const isMissing = process.env['CI'] === undefined && spawnSync('pre-commit', ['--version']).status !== 0;
if (isMissing) console.log('skipped: pre-commit is not installed');

let home: Home;
let sandbox: Sandbox;

beforeAll(async () => {
  home = await createHome();
  sandbox = await startSandbox({
    catalog: {
      models: [{ id: 'a/open' }, { id: 'b/closed' }],
      distillable: new Set(['a/open']),
      sample: 'rows of a test',
    },
  });
  await mkdir(join(home.path, 'bin'));
  await symlink(cliPath, join(home.path, 'bin', 'distillable'));
  await mkdir(join(home.path, 'hooks'));
  const hooks = fileURLToPath(new URL('../../.pre-commit-hooks.yaml', import.meta.url));
  await copyFile(hooks, join(home.path, 'hooks', '.pre-commit-hooks.yaml'));
  expect(
    await bash('cd hooks && git init -q && git add . && git commit -qm hooks && git tag v1.0.0'),
  ).toMatchObject({ code: 0 });
});

afterAll(async () => {
  await sandbox.close();
  await home.remove();
});

const bash = (script: string): Promise<Outcome> =>
  home.bash(script, {
    PATH: `${join(home.path, 'bin')}:${process.env['PATH']}`,
    OPENROUTER_BASE_URL: sandbox.url,
    ...{
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@test',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@test',
    },
  });

/** Runs one hook on a repository with these files. */
async function runHook(id: string, files: Readonly<Record<string, string>>): Promise<Outcome> {
  const repository = await mkdtemp(join(home.path, 'repository-'));
  const config = `repos: [{repo: ${join(home.path, 'hooks')}, rev: v1.0.0, hooks: [{id: ${id}}]}]\n`;
  for (const [name, content] of Object.entries({ '.pre-commit-config.yaml': config, ...files })) {
    await mkdir(dirname(join(repository, name)), { recursive: true });
    await writeFile(join(repository, name), content);
  }
  return bash(`cd ${repository} && git init -q && git add . && pre-commit run --all-files ${id} </dev/null`);
}

const code = (slug: string) => ({ 'src/a.ts': `x({ model: '${slug}' });\n` });
const body = (slug: string) => `{"model": "${slug}"}\n`;

describe.skipIf(isMissing)('the hooks for pre-commit', () => {
  it.each<[id: string, what: string, files: Record<string, string>, code: number, shown: string]>([
    ['distillable-code', 'allowed', code('a/open'), 0, 'Passed'],
    ['distillable-code', 'rejected', code('b/closed'), 1, 'src/a.ts:1:13: error not-distillable b/closed'],
    ['distillable-requests', 'allowed', { 'a.json': body('a/open') }, 0, 'Passed'],
    [
      'distillable-requests',
      'rejected between two that are not',
      { 'a.json': body('a/open'), '-b $(touch pwned).json': body('b/closed'), 'c.jsonl': body('a/open') },
      1,
      './-b $(touch pwned).json: rejected',
    ],
    ['distillable-requests', 'unreadable', { 'a.json': '{' }, 1, 'a.json: not JSON'],
    ['distillable-requests', 'absent', { 'a.txt': '{' }, 0, 'no files to check'],
  ])('%s says about models that are %s what they are', async (id, _, files, exitCode, shown) => {
    const { code: ended, stdout, stderr } = await runHook(id, files);
    expect(ended, stdout + stderr).toBe(exitCode);
    expect(stdout).toContain(shown);
  });
});
