import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;
let sandbox: Sandbox;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  home = await createHome();
  sandbox = await startSandbox({
    catalog: {
      models: [{ id: 'a/open' }, { id: 'b/closed' }],
      distillable: new Set(['a/open']),
      sample: 'rows of a test',
    },
  });
  env = { OPENROUTER_BASE_URL: sandbox.url };
  await home.run(['list'], env);
  await writeFile(join(home.path, 'good.json'), '{"model": "a/open", "messages": []}');
  const deep = `{"model": "a/open", "messages": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  await writeFile(join(home.path, 'deep.json'), deep);
  await writeFile(join(home.path, 'lines.jsonl'), '{"model": "a/open"}\n{}\n{"model": "b/closed"}\n');
  const spread = '\n{\n "model": "a/open",\n "models": [\n  "a/open",\n  "b/closed"\n ]\n}\n';
  await writeFile(join(home.path, 'spread.json'), spread);
  const line = `{"custom_id": "x", "url": "/v1/chat/completions",\n"body": ${spread}}`;
  await writeFile(join(home.path, 'line.json'), line);
  await writeFile(join(home.path, 'bad.json'), '{"model": "b/closed", "messages": []}');
});

afterAll(async () => {
  await sandbox.close();
  await home.remove();
});

describe('distillable check', () => {
  it.each([
    [0, 'a/open'],
    [1, 'a/open b/closed'],
    [0, 'b/closed --exit-zero'],
    [1, '--request bad.json'],
    [2, '--request missing.json'],
    [2, '--request deep.json'],
    [2, '--request deep.json --json'],
    [3, 'a/open --offline --base-url http://nothing-cached.test/v1'],
  ])('ends with %i for `%s`', async (code, line) => {
    expect((await home.run(['check', ...line.split(' ')], env)).code).toBe(code);
  });

  it.each([
    ['good.json', 0, '{"model":"a/open","messages":[],"provider":{"enforce_distillable_text":true}}\n'],
    ['bad.json', 1, ''],
  ])('in a pipe sends the guarded body of %s on, or nothing', async (file, code, sent) => {
    const script = `set -o pipefail; cat ${file} | $distillable check --request - --print-request | cat`;
    expect(await home.bash(script, env)).toMatchObject({ code, stdout: sent });
  });

  it.each([
    ['--request good.json', 0, '', '0 errors'],
    ['--request bad.json', 1, '::error file=bad.json,line=1,title=NOT_DISTILLABLE::/model: ', '1 error'],
    [
      '--request ./spread.json',
      1,
      '::error file=spread.json,line=6,title=NOT_DISTILLABLE::/models/1: ',
      '1 error',
    ],
    ['--request line.json', 1, '::error file=line.json,line=7,title=NOT_DISTILLABLE::/models/1: ', '1 error'],
    ['--request lines.jsonl', 2, '::error file=lines.jsonl,line=2,title=INPUT_UNREADABLE::', '2 errors'],
    ['b/closed', 1, '::error title=NOT_DISTILLABLE::/model: ', '1 error'],
  ])('prints annotations for `%s --format github`', async (line, code, begin, counted) => {
    const outcome = await home.run(['check', ...line.split(' '), '--format', 'github'], env);
    expect(outcome.code).toBe(code);
    const lines = outcome.stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toBe(`distillable: ${counted}, 0 warnings, 0 notices`);
    expect(lines.length > 1 ? lines[0] : '').toContain(begin);
  });

  it.each(['--json', '--print-request', '--changed-since good.json'])(
    'rejects --format github with %s',
    async (flag) => {
      const line = `check --request good.json --format github ${flag}`;
      expect(await home.run(line.split(' '), env)).toMatchObject({ code: 2, stdout: '' });
    },
  );

  it('tells the sample on stderr, whatever is printed', async () => {
    const { stdout, stderr } = await home.run(
      ['check', '--request', 'good.json', '--print-request', '--quiet'],
      env,
    );
    expect(stderr).toBe('SAMPLE: rows of a test\n');
    expect(JSON.parse(stdout)).toMatchObject({ model: 'a/open' });
  });

  it('vouches for nothing that it did not judge because `head` had seen enough', async () => {
    const body = '{"model": "a/open", "messages": []}\n';
    await writeFile(join(home.path, 'many.jsonl'), body.repeat(50_000));
    const script = 'set -o pipefail; $distillable check --quiet --json --request many.jsonl | head -1';
    const { code, stdout, stderr } = await home.bash(script, env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '[\n' });
    expect(stderr).toBe('SAMPLE: rows of a test\n');
  });

  it('takes the policy of distillable.config.json above the working directory', async () => {
    await writeFile(join(home.path, 'distillable.config.json'), '{"policy": {"deny": ["a/open"]}}');
    const script = 'mkdir -p deep/er && cd deep/er && $distillable check a/open';
    const { code, stdout } = await home.bash(script, env);
    await writeFile(join(home.path, 'distillable.config.json'), '{}');
    expect(code).toBe(1);
    expect(stdout).toContain('DENIED_BY_POLICY');
  });

  it('never sends the key to a server that only a file names', async () => {
    const before = sandbox.requests.length;
    await writeFile(join(home.path, 'distillable.config.json'), JSON.stringify({ baseUrl: sandbox.url }));
    const keyed = { OPENROUTER_API_KEY: 'sk-or-secret', DISTILLABLE_CACHE_DIR: join(home.path, 'other') };
    const { code } = await home.run(['check', 'a/open'], keyed);
    await writeFile(join(home.path, 'distillable.config.json'), '{}');
    const requests = sandbox.requests.slice(before);
    expect(code).toBe(0);
    expect(requests.length).toBeGreaterThan(0);
    expect(JSON.stringify(requests)).not.toContain('sk-or-secret');
  });
});

describe('a long JSONL', () => {
  const lines = 40_000;
  /** Reports the most MiB that were in use, without garbage, at any of several moments. */
  const report = `
    let peak = 0;
    const measure = () => {
      gc();
      const { heapUsed, external } = process.memoryUsage();
      peak = Math.max(peak, (heapUsed + external) / 1_048_576);
    };
    setInterval(measure, 40).unref();
    process.on('exit', () => console.error('peak', peak));`;

  it(`of ${lines} bodies is judged while little of it is held`, async () => {
    const line = (model: string) => `${JSON.stringify({ model, messages: 'x'.repeat(1_000) })}\n`;
    const part = line('a/open').repeat(999) + line('b/closed');
    await writeFile(join(home.path, 'long.jsonl'), part.repeat(lines / 1_000));
    const options = `--expose-gc --import 'data:text/javascript,${encodeURIComponent(report).replaceAll("'", '%27')}'`;
    const script = `${process.execPath} ${options} \${distillable#* } check --request long.jsonl --print-request`;
    const { code, stdout, stderr } = await home.bash(script, env);
    expect([code, stdout.split('\n').length - 1]).toEqual([1, lines * 0.999]);
    const [, peak] = /^peak (.+)$/m.exec(stderr) ?? [];
    expect(Number(peak)).toBeGreaterThan(1);
    expect(Number(peak)).toBeLessThan(lines / 1_024);
  });

  it('that is still being written is judged line by line', async () => {
    const child = home.start(['check', '--request', '-', '--print-request'], env);
    const first = new Promise<string>((resolve) => {
      child.stdout?.setEncoding('utf8').once('data', resolve);
    });
    child.stdin?.write('{"model": "a/open", "n": 1}\n{"model": "a/open", "n": 2}\n');
    expect(await first).toContain('"n":1');
    const ended = new Promise((resolve) => {
      child.once('close', resolve);
    });
    child.stdin?.end('{"model": "b/closed"}');
    expect(await ended).toBe(1);
  });

  it('may be a pipe that is not a file', async () => {
    const script = '$distillable check --request <(cat good.json; echo; cat good.json) --quiet';
    expect(await home.bash(script, env)).toMatchObject({ code: 0 });
  });
});
