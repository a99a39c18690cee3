import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

/** Of the repository. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url));
const texts = z.record(z.string(), z.string());
/** What `action.yml` says. */
export const action = z
  .object({
    inputs: z.record(z.string(), z.object({ description: z.string(), default: z.literal('') })),
    outputs: z.record(z.string(), z.object({ description: z.string(), value: z.string() })),
    runs: z.object({
      using: z.literal('composite'),
      steps: z.array(
        z.object({
          name: z.string(),
          id: z.string().optional(),
          if: z.string().optional(),
          shell: z.literal('bash').optional(),
          env: texts.optional(),
          run: z.string().optional(),
          uses: z.string().optional(),
          with: texts.optional(),
        }),
      ),
    }),
  })
  .parse(parse(await readFile(join(root, 'action.yml'), 'utf8')));

/** What a run came to: of the step that judges, and what it wrote for later ones. */
export interface ActionRun {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly workspace: string;
}

/** Where the steps run. */
interface ActionWorld {
  /** A directory for everything; the workspace is in it. */
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Runs the steps of the action as GitHub's runner does, in a workspace with these files. */
export async function runAction({ home, env: outer, files, inputs }: ActionWorld): Promise<ActionRun> {
  const [workspace, runnerTemp] = [join(home, 'work space'), join(home, 'temp dir')];
  for (const directory of [workspace, runnerTemp]) await mkdir(directory);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, name)), { recursive: true });
    await writeFile(join(workspace, name), content);
  }
  const values: Record<string, string> = { 'runner.temp': runnerTemp, 'runner.os': 'Linux' };
  for (const name of Object.keys(action.inputs)) values[`inputs.${name}`] = inputs[name] ?? '';
  const summary = join(home, 'summary');
  let log = '';
  let code: number | null = 0;
  for (const [index, step] of action.runs.steps.entries()) {
    if (step.run === undefined || code !== 0) continue;
    const [script, output] = [join(home, `step ${index}.sh`), join(home, `output ${index}`)];
    await writeFile(script, step.run);
    const env = {
      PATH: process.env['PATH'],
      HOME: home,
      ...outer,
      GITHUB_ACTIONS: 'true',
      CI: 'true',
      GITHUB_ACTION_PATH: root,
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: runnerTemp,
      ...Object.fromEntries(
        Object.entries(step.env ?? {}).map(([name, value]) => [name, fillIn(value, values)]),
      ),
    };
    const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], {
      cwd: workspace,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closing = new Promise<number | null>((resolve) => child.on('close', resolve));
    const printed = await Promise.all([text(child.stdout), text(child.stderr)]);
    log += printed.join('');
    code = await closing;
    for (const line of (await readFile(output, 'utf8').catch(() => '')).split('\n').filter(Boolean)) {
      const [, name = '', value = ''] = /^([\w-]+)=(.*)$/.exec(line) ?? [];
      values[`steps.${step.id}.outputs.${name}`] = value;
    }
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, fillIn(value, values)]);
  return {
    code,
    log,
    outputs: Object.fromEntries(outputs),
    summary: await readFile(summary, 'utf8').catch(() => ''),
    workspace,
  };
}

/** The expressions that action.yml uses: a value by its name, which is empty where there is none. */
export function fillIn(value: string, values: Readonly<Record<string, string>>): string {
  return value.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => values[name] ?? '');
}
