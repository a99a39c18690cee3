import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
const files = readdirSync(folder).filter((name) => /\.(mjs|py)$/.test(name));
const key = 'sk-or-v1-example';

// Python is one of the clients: without it its example is skipped, but not where everything must have run.
const hasPython = spawnSync('python3', ['--version']).status === 0 || process.env['CI'] !== undefined;
const runnable = files.filter((name) => hasPython || !name.endsWith('.py'));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe('examples', () => {
  it.each(runnable)('%s gets text from distillable models only, and shows a rejection', async (name) => {
    const before = sandbox.requests.length;
    const { stdout, stderr } = await run(
      name.endsWith('.py') ? 'python3' : process.execPath,
      [folder + name],
      {
        env: { ...process.env, OPENROUTER_API_KEY: key, OPENROUTER_BASE_URL: sandbox.url, NO_COLOR: '1' },
        timeout: 120_000,
      },
    );
    expect(stdout).toMatch(/mistralai\/mistral-large-2512|moonshotai\/kimi-k3/);
    expect(stdout).toMatch(/rejected:.*(openai\/gpt-4o-mini|anthropic\/claude-sonnet-4.6)/);
    expect(stdout + stderr).not.toContain(key);
    if (name.endsWith('.mjs') && !name.startsWith('fetch')) expect(stdout).toMatch(/\bverified\b/);

    const sent = sandbox.requests.slice(before).filter(({ method }) => method === 'POST');
    expect(sent.length).toBeGreaterThan(0);
    for (const { body } of sent) {
      expect(body).toMatchObject({ provider: { enforce_distillable_text: true } });
      expect(JSON.stringify(body)).not.toMatch(/gpt-4o-mini|claude-sonnet/);
    }
  });
});

/** The examples of a README as printed, in order: the package's of this name, or the repository's. */
function readmeExamples(name: string): readonly string[] {
  const path = name === '' ? '../../README.md' : `../../packages/${name}/README.md`;
  const readme = readFileSync(new URL(path, import.meta.url), 'utf8');
  return [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code);
}

/** Resolves with what a program prints. */
async function runProgram(program: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    // Where packages are looked up.
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, OPENROUTER_API_KEY: key, OPENROUTER_BASE_URL: sandbox.url, NO_COLOR: '1' },
  });
  return stdout;
}

/** Runs the examples of a README one after the other, as one program. */
function runReadme(name: string, edit = (program: string): string => program): Promise<string> {
  return runProgram(edit(readmeExamples(name).join('\n')));
}

describe('the examples of the README', () => {
  it('of the repository runs as printed', async () => {
    const asks = `
      const ask = (model) => openai.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hi' }] });
      console.log((await ask('qwen/qwen3-max')).model, await ask('openai/gpt-5').catch(({ status }) => status));`;
    expect(await runReadme('', (program) => program + asks)).toBe('qwen/qwen3-max 403\n');
  });

  it('of the catalog run as printed, each alone', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'distillable-readme-'));
    const file = join(directory, 'rows.jsonl');
    const printed: string[] = [];
    for (const program of readmeExamples('catalog')) {
      printed.push(await runProgram(program.replace("'rows.jsonl'", JSON.stringify(file))));
    }
    expect(printed).toEqual(['distillable\nnot-distillable\n', '', '', '', '', '']);
    expect(readFileSync(file, 'utf8')).toBe('{"model":"qwen/qwen3-max"}\n{"model":"qwen/qwen3.5-9b"}\n');
    await rm(directory, { recursive: true });
  });

  it('of the sandbox run as printed', async () => {
    const [first = ''] = readmeExamples('sandbox');
    expect(await runProgram(first)).toMatch(/ \d+\nqwen\/qwen3-max\n$/);
  });

  it('of core run as printed', async () => {
    const printed = await runReadme('core');
    expect(printed).toMatch(/^qwen\/qwen3-max This is sandbox text/);
    expect(printed).toContain('openai/gpt-5 is not marked as distillable');
    expect(printed).toContain('enforce_distillable_text: true');
    expect(printed).toContain("code: 'NOT_DISTILLABLE'");
    expect(printed).toMatch(/ verified \[/);
    expect(printed).toMatch(/only: \[ 'deepinfra' \],[^}]*ignore: \[ 'deepinfra\/turbo' \]/);
    expect(printed).toMatch(/TERMS_DISALLOWED \{\s+entry: 'qwen-model-studio'/);
  });

  it('of the ledger run as printed', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'distillable-readme-'));
    const file = JSON.stringify(join(directory, 'ledger.jsonl'));
    const printed = await runReadme('ledger', (program) => program.replaceAll("'ledger.jsonl'", file));
    await rm(directory, { recursive: true });
    expect(printed).toMatch(/^qwen\/qwen3-max\n1 verified qwen\/qwen3-max\n1 \[\] [0-9a-f]{64}\n$/);
  });

  it('of the audit run as printed', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'distillable-readme-'));
    const printed = await runReadme('audit', (program) =>
      program.replaceAll(/'([a-z]+\.(?:jsonl|html))'/g, (_, file) => JSON.stringify(join(directory, file))),
    );
    expect(printed).toContain("{ distillable: 1, 'not-distillable': 1, unknown: 0, unnamed: 0 }");
    expect(printed).toMatch(/^openai\/gpt-5 1 not-distillable openai\/gpt-5 is not marked as distillable/m);
    expect(printed).toMatch(/^qwen\/qwen3-max 1 distillable In the list/m);
    const files = await readdir(directory);
    expect(files.toSorted()).toEqual(['audit.html', 'clean.jsonl', 'rejects.jsonl', 'rows.jsonl']);
    await rm(directory, { recursive: true });
  });

  it('of the proxy run as printed', async () => {
    const lines = (await runReadme('proxy')).split('\n');
    expect(lines).toContain('POST /v1/chat/completions 200 verified');
    expect(lines).toContain('POST /v1/chat/completions 403 refused');
    expect(lines).toContainEqual(expect.stringMatching(/^200 This is sandbox text/));
    expect(lines).toContainEqual(expect.stringMatching(/^403 .*openai\/gpt-5 is not marked as distillable/));
  });
});
