import { evaluate, PolicyViolationError, rejectionResponse } from '@distillable/core';
import { describe, expect, it } from 'vitest';
import { hostileBodies, plainBody } from './hostile-bodies.mjs';
import { sampleSnapshot } from './sample-snapshot.mjs';

const bytes = 65_536;
const snapshot = sampleSnapshot(400);
const allowed = snapshot.distillable().map(({ slug }) => slug);
const refused = snapshot.models().flatMap(({ slug }) => (allowed.includes(slug) ? [] : [slug]));
const bodies = [...hostileBodies(bytes, { allowed, refused })];

it('makes bodies that are no larger than they should be, and a plain one of that size', () => {
  for (const [, body] of bodies) expect(JSON.stringify(body).length).toBeLessThan(1.1 * bytes);
  expect(JSON.stringify(plainBody(bytes, 'a/b')).length / bytes).toBeCloseTo(1, 1);
});

describe.each(['reject', 'prune'] as const)(
  'a body that is made to take long, judged with mode %s',
  (mode) => {
    it.each(bodies)('costs little time and a short response: %s', async (_, body) => {
      for (const naming of ['wire', 'sdk'] as const) {
        const startedAt = performance.now();
        const decision = evaluate(body, snapshot, { mode }, { naming, now: Date.now() });
        // The benchmark measures; this only tells linear from quadratic, on a busy machine too.
        expect(performance.now() - startedAt).toBeLessThan(1_000);
        expect(decision.violationCount > 0).toBe(!decision.allowed);
        expect(decision.violations.length).toBe(Math.min(20, decision.violationCount));
        expect(JSON.stringify(decision.changes).length).toBeLessThan(40 * bytes);
        const response = rejectionResponse(new PolicyViolationError(decision), 'chat');
        expect((await response?.text())?.length).toBeLessThan(24_000);
      }
    });
  },
);
