import { evaluate, PolicyViolationError, rejectionResponse } from '@distillable/core';
import { describe, expect, it } from 'vitest';
import { hostileBodies, plainBody } from './hostile-bodies.mjs';
import { sampleSnapshot } from './sample-snapshot.mjs';

/** So many that what takes quadratic time does not come to an end. */
const bytes = 524_288;
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
    it.each(bodies)('costs time by its length alone, and a short response: %s', async (_, body) => {
      for (const naming of ['wire', 'sdk'] as const) {
        const decision = evaluate(body, snapshot, { mode }, { naming, now: Date.now() });
        expect(decision.violationCount > 0).toBe(!decision.allowed);
        expect(decision.violations.length).toBe(Math.min(20, decision.violationCount));
        expect(JSON.stringify(decision.changes).length).toBeLessThan(40 * bytes);
        const response = rejectionResponse(new PolicyViolationError(decision), 'chat');
        expect((await response?.text())?.length).toBeLessThan(24_000);
      }
    });
  },
);
