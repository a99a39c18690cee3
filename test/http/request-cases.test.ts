import { type EvaluateOptions, evaluate } from '@distillable/core';
import { describe, expect, it } from 'vitest';
import { caseCatalog } from '../support/cases/case-catalog.js';
import { expectDecision } from '../support/cases/expect-decision.js';
import type { RequestCase } from '../support/cases/request-case.js';
import { requestCases } from '../support/cases/request-cases.js';

const shapesOfOneBody = ['chat', 'completions', 'responses', 'messages'] as const;

describe.each(Object.entries(requestCases))('%s', (_, cases) => {
  it.each(cases)('$title', (each) => {
    const given = structuredClone(each.body);
    expectDecision(judge(each), each);
    expect(each.body).toEqual(given);
  });
});

describe('the table', () => {
  const all = Object.values(requestCases).flat();

  it('has at least 300 cases, each with a title of its own in its group', () => {
    expect(all.length).toBeGreaterThanOrEqual(300);
    for (const cases of Object.values(requestCases)) {
      expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
    }
  });

  it.each(shapesOfOneBody)('is judged alike for %s where a case names no API shape', (shape) => {
    // What the SDK sends of a body depends on its shape.
    const ofAnyShape = all.filter(
      (each) => each.shape === undefined && each.naming !== 'sdk' && !hasRequests(each.body),
    );
    expect(ofAnyShape.length).toBeGreaterThan(100);
    for (const each of ofAnyShape) expect(judge(each, { shape })).toEqual(judge(each));
  });

  it('is judged alike a second time: a guarded body is allowed, without further changes', () => {
    for (const each of all.filter(({ allowed }) => allowed)) {
      const { changes, allowed } = judge({ ...each, body: judge(each).request });
      expect({ title: each.title, changes, allowed }).toEqual({
        title: each.title,
        changes: [],
        allowed: true,
      });
    }
  });
});

function judge({ body, policy, shape, naming }: RequestCase, more: EvaluateOptions = {}) {
  return evaluate(body, caseCatalog, policy, {
    ...(shape === undefined ? {} : { shape }),
    ...(naming === undefined ? {} : { naming }),
    ...more,
  });
}

function hasRequests(body: unknown): boolean {
  return typeof body === 'object' && body !== null && ('requests' in body || 'input_file_id' in body);
}
