import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { snapshotFromModels } from '@distillable/catalog';
import { createGuard, evaluate, PolicyViolationError } from '@distillable/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel } from '../support/catalog-model.js';
import { createRandom, liveBody } from './properties/live-body.js';

const inCi = process.env['CI'] !== undefined && process.env['CI'] !== '';
const bodies = Number(process.env['LIVE_BODIES'] ?? (inCi ? 200_000 : 10_000));

const snapshot = snapshotFromModels({
  models: [
    catalogModel('open/small', { permission: 'distillable' }),
    catalogModel('open/large', { permission: 'distillable' }),
    catalogModel('closed/big', { permission: 'not-distillable' }),
  ],
  retrievedAt: new Date(0),
  source: { url: 'https://openrouter.test/api/v1', sample: null },
});
const guard = createGuard({ catalog: { snapshot: async () => snapshot } });

/** What reached the server, each body under the number that it was sent with. */
const received = new Map<string, string>();
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  received.set(String(request.headers['x-number']), Buffer.concat(parts).toString('utf8'));
  response.end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

async function sendOver(body: string, number: number): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const headers = { 'x-number': String(number) };
  await (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })).text();
}

/** One of so many bodies that pass is sent to the server; the others are compared as `open` gives them. */
const sentOneOf = 10;

/** What is on the wire, judged by itself, needs nothing: so nothing else was judged. */
function isJudged(text: string): boolean {
  const again = evaluate(JSON.parse(text), snapshot, {}, { shape: 'chat' });
  return again.allowed && again.changes.length === 0;
}

/** Null where the body is rejected. */
async function unlessRejected<Value>(opening: Promise<Value>, seed: number): Promise<Value | null> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof PolicyViolationError) return null;
    throw new Error(`seed ${seed}`, { cause: error });
  }
}

describe('a body of live objects', () => {
  it('is sent as it was judged, or not at all', async () => {
    const opened = new Map<number, string>();
    let [passed, rejected, enforced] = [0, 0, 0];
    for (let seed = 1; seed <= bodies; seed += 1) {
      const { body, disturb } = liveBody(createRandom(seed));
      const opening = unlessRejected(guard.open(body, 'chat'), seed);
      disturb();
      const call = await opening;
      if (call === null) rejected += 1;
      else {
        passed += 1;
        if (!isJudged(call.body) || call.body !== JSON.stringify(call.decision.request)) {
          throw new Error(`open, seed ${seed}: ${call.body}`);
        }
        if (passed % sentOneOf === 0) {
          opened.set(seed, call.body);
          await sendOver(call.body, seed);
        }
      }
      const other = liveBody(createRandom(seed));
      const enforcing = unlessRejected(guard.enforce(other.body, { shape: 'chat' }), seed);
      other.disturb();
      const plain = await enforcing;
      if (plain === null) continue;
      enforced += 1;
      const text = JSON.stringify(plain);
      other.disturb();
      if (!isJudged(text) || JSON.stringify(plain) !== text)
        throw new Error(`enforce, seed ${seed}: ${text}`);
    }
    expect(received.size).toBe(opened.size);
    for (const [seed, text] of opened) expect(received.get(String(seed))).toBe(text);
    console.info(
      `${bodies} bodies of live objects: ${passed} passed open (${received.size} over HTTP), ${rejected} rejected, ` +
        `${enforced} passed enforce, 0 differ`,
    );
    for (const count of [passed, rejected, enforced]) expect(count).toBeGreaterThan(bodies / 100);
  }, 600_000);
});
