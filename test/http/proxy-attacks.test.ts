import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printTable } from '../support/print-table.js';
import { attacksOn, forbidden } from '../support/proxy/attacks.js';
import { sendRaw, statusesIn } from '../support/proxy/raw-request.js';
import { type RunningProxy, startProxy } from '../support/proxy/start-proxy.js';

let sandbox: Sandbox;
let proxy: RunningProxy;
beforeAll(async () => {
  sandbox = await startSandbox();
  proxy = await startProxy([], { OPENROUTER_BASE_URL: sandbox.url, OPENROUTER_API_KEY: 'any' });
});
afterAll(async () => {
  await proxy.stop();
  await sandbox.close();
});

// The port is not known yet; nothing but it depends on it.
const names = attacksOn(0).map(({ name }) => name);
const table: string[][] = [];
afterAll(() => printTable(table));

describe('an attack', () => {
  it.each(names)('%s: is refused or judged', async (name) => {
    const attack = attacksOn(proxy.port).find((each) => each.name === name);
    const before = sandbox.requests.length;
    const answer = await sendRaw(proxy.port, attack?.bytes ?? '', attack?.statuses.length ?? 0);
    const sent = sandbox.requests.slice(before).filter(({ method }) => method !== 'GET');
    const statuses = statusesIn(answer);
    table.push([name, statuses.join(' ') || 'closed', sent.length === 0 ? 'refused' : 'judged']);
    expect(statuses).toEqual(attack?.statuses);
    expect(answer).not.toMatch(/access-control-allow/i);
    expect(sent).toHaveLength(statuses.filter((status) => status === 200).length);
    for (const { path, body } of sent) {
      expect(path).toBe('/api/v1/chat/completions');
      expect(body).toMatchObject({ provider: { enforce_distillable_text: true } });
      expect(JSON.stringify(body)).not.toContain(forbidden);
    }
  });
});
