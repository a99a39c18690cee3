import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readArchive } from '@distillable/audit';
import { builtInCatalog, type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

const { models, distillable } = builtInCatalog();
const lost = 'qwen/qwen3-coder';

let home: Home;
let sandbox: Sandbox;
let env: Readonly<Record<string, string>>;

beforeEach(async () => {
  home = await createHome();
  sandbox = await startSandbox();
  env = { OPENROUTER_BASE_URL: sandbox.url };
});

afterEach(async () => {
  await sandbox.close();
  await home.remove();
});

/** Takes the permission of one model away. */
function change(): void {
  sandbox.setCatalog({
    models,
    distillable: new Set([...distillable].filter((slug) => slug !== lost)),
    sample: 'another list',
  });
}

const watchOnce = (flags: string, more: Readonly<Record<string, string>> = {}) =>
  home.run(['watch', '--archive', 'lists', '--once', ...flags.split(' ').filter(Boolean)], {
    ...env,
    ...more,
  });

describe('watch --once', () => {
  it('keeps the first list and says nothing of it on stdout, then names what changed', async () => {
    const first = await watchOnce('--only lost');
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toMatch(/\d+ models, \d+ distillable: first reading/);
    change();
    const second = await watchOnce('--only lost');
    expect(second.code).toBe(0);
    const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
    expect(second.stdout).toMatch(
      new RegExp(`^${time} lost the permission: ${lost}: distillable -> not-distillable$`, 'm'),
    );
    expect(second.stdout).toMatch(new RegExp(`^${time} SAMPLE: another list$`, 'm'));
    expect(await watchOnce('--only lost')).toMatchObject({ code: 0, stdout: '' });
  });

  it('keeps an archive that an audit reads', async () => {
    await watchOnce('');
    const before = new Date().toISOString();
    change();
    await watchOnce('');
    await watchOnce('');
    expect((await readdir(join(home.path, 'lists'))).filter((name) => name.endsWith('.json'))).toHaveLength(
      2,
    );
    const rows = [before, new Date(Date.now() + 60_000).toISOString()].map((created) => ({
      model: lost,
      created,
    }));
    await writeFile(join(home.path, 'data.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const audited = await home.run(
      'audit data.jsonl --archive lists --time-field created --json'.split(' '),
      env,
    );
    const { models: found } = JSON.parse(audited.stdout);
    expect(
      found.map(({ verdict, rows: count }: { verdict: string; rows: number }) => [verdict, count]),
    ).toEqual([
      ['not-distillable', 1],
      ['distillable', 1],
    ]);
  });

  it('names the code and the earlier audits that a change touches', async () => {
    await mkdir(join(home.path, 'src'));
    await mkdir(join(home.path, 'audits'));
    await writeFile(join(home.path, 'src', 'a.ts'), `\nask({ model: '${lost}' });\n`);
    await writeFile(join(home.path, 'src', 'b.ts'), `ask({ model: 'openai/gpt-oss-120b' });\n`);
    await writeFile(join(home.path, 'data.jsonl'), `{"model":"${lost}"}\n`.repeat(3));
    const audited = await home.run(['audit', 'data.jsonl', '--json'], env);
    await writeFile(join(home.path, 'audits', 'october.json'), audited.stdout);
    await writeFile(join(home.path, 'audits', 'other.json'), '{"name":"a dataset card"}');
    await writeFile(join(home.path, 'audits', 'cut.json'), audited.stdout.slice(0, 100));
    const flags = '--only lost --code src --audits audits';
    await watchOnce(flags);
    change();
    const { stdout, stderr } = await watchOnce(flags);
    expect(stdout).toMatch(
      new RegExp(
        `lost the permission: ${lost}.*\n  code: src/a.ts:2\n  audits: audits/october.json \\(3 rows\\)\n`,
      ),
    );
    expect(stderr).toMatch(/warning: audits\/cut\.json: not JSON/);
    expect(stderr).not.toContain('other.json');
  });

  it('prints a line of JSON for each reading with --json', async () => {
    const first = await watchOnce('--json --only lost');
    change();
    const second = await watchOnce('--json --only lost');
    expect(first.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(first.stdout)).toMatchObject({ schemaVersion: 1, previous: null, changes: [] });
    expect(JSON.parse(second.stdout)).toMatchObject({
      previous: { digest: JSON.parse(first.stdout).catalog.digest },
      changes: expect.arrayContaining([
        {
          ...{ kind: 'lost', name: lost, from: 'distillable', to: 'not-distillable' },
          ...{ text: expect.any(String), code: null, audits: null },
        },
      ]),
    });
  });

  it('reports terms that grew old once, and those of an own table', async () => {
    const { stdout } = await home.run(['terms', 'list', '--json']);
    const table = JSON.parse(stdout);
    const [entry] = table.entries.filter(({ read }: { read: unknown }) => read !== null);
    const old = { ...entry, read: { ...entry.read, on: '2020-01-01' } };
    const parsed = JSON.stringify({ ...table, digest: undefined, entries: [old] });
    await writeFile(join(home.path, 'own.json'), parsed);
    const flags = '--only terms-old --terms own.json';
    const first = await watchOnce(flags);
    expect(first.stdout).toMatch(
      new RegExp(`terms grew old: ${entry.id}: .*, read on 2020-01-01, \\d+ days ago`),
    );
    expect(await watchOnce(flags)).toMatchObject({ code: 0, stdout: '' });
  });

  it.each<[string, number, RegExp]>([
    ['--every 1h', 2, /--once cannot be used with --every/],
    ['--only lost,none', 2, /--only takes vanished-distillable, /],
    ['--code missing', 2, /Cannot read missing/],
    ['--notify nonsense', 2, /--notify must be an http or https URL/],
    ['--base-url http://127.0.0.1:1/api/v1', 4, /Could not reach/],
    ['--terms missing.json', 2, /Cannot read missing\.json/],
  ])('with %s exits with %i', async (flags, code, says) => {
    const outcome = await watchOnce(flags);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toMatch(says);
  });

  it('rejects the archive of a ledger, which has only what the ledger names', async () => {
    await writeFile(join(home.path, 'l.jsonl'), '');
    const outcome = await home.run('watch --once --archive l.jsonl.snapshots'.split(' '), env);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/Give the watch a directory of its own/);
  });
});

describe('several watches on one archive', () => {
  it('leave whole lists only, also where one of them is killed', async () => {
    await watchOnce('');
    change();
    const args = ['watch', '--archive', 'lists', '--once', '--json'];
    const outcomes = [1, 2, 3].map(() => home.spawn(args, env));
    const killed = home.start(args, env);
    while ((await readdir(join(home.path, 'lists'))).length < 3) await new Promise(setImmediate);
    killed.kill('SIGKILL');
    expect((await Promise.all(outcomes)).map(({ code }) => code)).toEqual([0, 0, 0]);
    const snapshots = await readArchive(join(home.path, 'lists'));
    expect(new Set(snapshots.map(({ digest }) => digest)).size).toBe(2);
    expect(await watchOnce('')).toMatchObject({ code: 0, stdout: '' });
  });
});

describe('watch --notify', () => {
  it('sends a signed report, at the next reading too if it was not accepted, and repeats no secret', async () => {
    const secret = 'a secret of the environment';
    const seen: { readonly valid: boolean; readonly text: string }[] = [];
    let status = 403;
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        const {
          'webhook-id': id,
          'webhook-timestamp': time,
          'webhook-signature': signature,
        } = request.headers;
        const expected = createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest('base64');
        seen.push({ valid: signature === `v1,${expected}`, text: JSON.parse(body).text });
        response.writeHead(status).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const notify = {
      DISTILLABLE_NOTIFY_URL: `http://us3r:passw0rd@127.0.0.1:${port}/T0KEN`,
      DISTILLABLE_NOTIFY_SECRET: secret,
    };
    await watchOnce('--only lost', notify);
    expect(seen).toEqual([]);
    change();
    const failed = await watchOnce('--only lost --verbose', notify);
    expect(failed.code).toBe(4);
    expect(failed.stderr).toContain(`The webhook at http://127.0.0.1:${port} responded with 403`);
    status = 204;
    const delivered = await watchOnce('--only lost --verbose', notify);
    server.close();
    expect(delivered).toMatchObject({ code: 0, stdout: '' });
    const report = { valid: true, text: expect.stringContaining(`lost the permission: ${lost}`) };
    expect(seen).toEqual([report, report]);
    const state = await readFile(join(home.path, 'lists', 'watch.state'), 'utf8');
    for (const told of [failed.stdout, failed.stderr, delivered.stderr, state]) {
      for (const part of ['us3r', 'passw0rd', 'T0KEN', secret]) expect(told).not.toContain(part);
    }
  });

  it('warns that nothing is signed without a secret', async () => {
    const { stderr, code } = await watchOnce('--notify http://127.0.0.1:1/');
    expect(code).toBe(0);
    expect(stderr).toMatch(/warning: DISTILLABLE_NOTIFY_SECRET is not set/);
  });
});

describe('watch', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('reads at once, waits, and ends with 0 at %s', async (signal) => {
    const child = home.start(['watch', '--archive', 'lists', '--json'], env);
    const [line] = await once(child.stdout ?? process.stdin, 'data');
    expect(JSON.parse(String(line))).toMatchObject({ previous: null });
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends with 0 at a signal while it reads', async () => {
    sandbox.setFaults([{ kind: 'delay', milliseconds: 60_000 }]);
    const child = home.start(['watch', '--archive', 'lists', '--timeout', '60s'], env);
    while (sandbox.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends when the reader of its output has gone', async () => {
    const { code } = await home.bash('$distillable watch --archive lists --json | true', env);
    expect(code).toBe(0);
  });

  it('rejects an interval that would be a burden on the server', async () => {
    const outcome = await home.run('watch --archive lists --every 10s'.split(' '), env);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/--every must be at least 1m/);
  });
});
