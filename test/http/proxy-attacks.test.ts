import { startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attacksOn, forbidden } from '../support/proxy/attacks.js';
import { sendRaw, statusesIn } from '../support/proxy/raw-request.js';
import { startTestProxy } from '../support/proxy/start-test-proxy.js';

const sandbox = await startSandbox();
const proxy = await startTestProxy(sandbox.url);
const attacks = attacksOn(proxy.port);
const received = new Map<string, string>();

// All at once: most of the time of an attack is waiting for what may still follow.
beforeAll(async () => {
  const send = async ({ name, bytes, statuses }: (typeof attacks)[number]): Promise<void> => {
    received.set(name, await sendRaw(proxy.port, bytes, statuses.length));
  };
  await Promise.all(attacks.map(send));
});
afterAll(async () => {
  await proxy.close();
  await sandbox.close();
});

describe('an attack', () => {
  it('has a name of its own', () => {
    expect(received.size).toBe(attacks.length);
  });

  it.each(attacks)('$name: is rejected or judged', ({ name, statuses: expected }) => {
    const text = received.get(name) ?? '';
    const statuses = statusesIn(text);
    expect(statuses).toEqual(expected);
    expect(text).not.toMatch(/access-control-allow/i);
    // A GET has no body that is judged.
    const sent = sandbox.requests.filter(
      ({ method, headers }) => method !== 'GET' && headers['x-attack'] === name,
    );
    expect(sent).toHaveLength(statuses.filter((status) => status === 200).length);
    for (const { method, path, body } of sent) {
      expect([method, path]).toEqual(['POST', '/api/v1/chat/completions']);
      expect(body).toMatchObject({ provider: { enforce_distillable_text: true } });
      expect(JSON.stringify(body)).not.toContain(forbidden);
    }
  });

  it('sends nothing that is not its own', () => {
    const names = new Set(attacks.map(({ name }) => name));
    const untagged = sandbox.requests.filter(({ headers }) => !names.has(headers['x-attack'] ?? ''));
    // The lists that the catalog reads.
    expect([...new Set(untagged.map(({ method, path }) => `${method} ${path}`))]).toEqual([
      'GET /api/v1/models',
    ]);
  });
});
