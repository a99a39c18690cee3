import { snapshotFromModels } from '@distillable/catalog';
import { createGuard, evaluate, PolicyViolationError } from '@distillable/core';
import { describe, expect, it } from 'vitest';
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

describe('a body of live objects', () => {
  it('is sent as it was judged, or not at all', async () => {
    let [sent, rejected] = [0, 0];
    for (let seed = 1; seed <= bodies; seed += 1) {
      const { body, disturb } = liveBody(createRandom(seed));
      const opening = guard.open(body, 'chat').catch((error: unknown) => {
        if (!(error instanceof PolicyViolationError)) throw new Error(`seed ${seed}`, { cause: error });
        return null;
      });
      disturb();
      const call = await opening;
      if (call === null) {
        rejected += 1;
        continue;
      }
      sent += 1;
      // What is on the wire, judged by itself, needs nothing: so nothing else was judged.
      const again = evaluate(JSON.parse(call.body), snapshot, {}, { shape: 'chat' });
      const isJudged = again.allowed && again.changes.length === 0;
      if (!isJudged || call.body !== JSON.stringify(call.decision.request)) {
        throw new Error(`seed ${seed}: ${call.body}`);
      }
    }
    console.info(`${bodies} bodies of live objects: ${sent} sent, ${rejected} rejected, 0 differ`);
    expect(sent).toBeGreaterThan(bodies / 100);
    expect(rejected).toBeGreaterThan(bodies / 100);
  }, 240_000);
});
