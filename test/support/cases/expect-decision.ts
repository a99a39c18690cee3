import { applyChanges, type Decision, type JsonPatchOperation } from '@distillable/core';
import { expect } from 'vitest';
import type { Change, RequestCase } from './request-case.js';

/** Compares a decision with what the table says. */
export function expectDecision(
  { references, violations, changes, request, allowed }: Decision,
  expected: RequestCase,
): void {
  expect(references.map(lineOf).sort()).toEqual([...expected.verdicts].sort());
  expect(violations.map(({ path, code }) => `${path} ${code}`).sort()).toEqual(violationsOf(expected));
  expect(allowed).toBe(expected.allowed);
  expect(changes).toEqual(expected.changes.map(operationOf));
  expect(request).toEqual(allowed ? applyChanges(expected.body, changes) : null);
}

function lineOf({ path, role, verdict, code, outcome }: Decision['references'][number]): string {
  return `${path} ${role} ${verdict} ${code} ${outcome}`;
}

/** Every reference that is not allowed is a violation; so is what the case names beside its references. */
function violationsOf({ verdicts, violations }: RequestCase): readonly string[] {
  const refused = verdicts.filter((line) => line.endsWith(' refused')).map((line) => line.split(' '));
  return [...refused.map(([path, , , code]) => `${path} ${code}`), ...violations].sort();
}

function operationOf([op, path, value]: Change): JsonPatchOperation {
  return op === 'remove' ? { op, path } : { op, path, value };
}
