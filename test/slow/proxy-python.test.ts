import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowed, forbidden } from '../support/proxy/attacks.js';
import { startTestProxy, type TestProxy } from '../support/proxy/start-test-proxy.js';

const script = fileURLToPath(new URL('./openai_wire.py', import.meta.url));
// Without Python it is skipped, but not where everything must have run.
const hasPython = spawnSync('python3', ['--version']).status === 0 || process.env['CI'] !== undefined;

let sandbox: Sandbox;
let proxy: TestProxy;
beforeAll(async () => {
  sandbox = await startSandbox();
  proxy = await startTestProxy(sandbox.url);
});
afterAll(async () => {
  await proxy.close();
  await sandbox.close();
});

async function run(): Promise<unknown[]> {
  const { stdout } = await promisify(execFile)('python3', [script, allowed, forbidden], {
    env: { ...process.env, OPENAI_BASE_URL: proxy.url, OPENAI_API_KEY: 'distillable' },
    timeout: 120_000,
  });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe.skipIf(!hasPython)('Python, in the wire format of its package openai', () => {
  it('gets verified text, whole and streamed, and the reason of a refusal', async () => {
    const said = expect.stringContaining('Kanarienvogel? – kurz');
    expect(await run()).toEqual([
      { model: allowed, text: said },
      { text: said, done: true },
      { status: 403, retry: 'false', code: 'POLICY_VIOLATION', path: '/model' },
      { models: expect.arrayContaining([allowed]) },
    ]);
    for (const { body } of sandbox.requests.filter(({ method }) => method === 'POST')) {
      expect(body).toMatchObject({ model: allowed, provider: { enforce_distillable_text: true } });
    }
  });

  it('takes no stream for whole that changes its model under way', async () => {
    sandbox.setFaults([{ kind: 'switch-model', model: forbidden, afterEvents: 3 }]);
    const [, streamed] = await run();
    expect(streamed).toEqual({ error: 'RESPONSE_UNVERIFIED', done: false });
    sandbox.setFaults([]);
  });
});
