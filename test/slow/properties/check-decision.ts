import { isDeepStrictEqual } from 'node:util';
import { applyChanges, type Decision } from '@distillable/core';
import { applyPatch } from 'rfc6902';

/** Fails with what was judged, so that a counterexample can be read as it stands. */
export function hold(condition: boolean, what: string, ...seen: readonly unknown[]): asserts condition {
  if (!condition) throw new Error(`${what}\n${seen.map((each) => JSON.stringify(each)).join('\n')}`);
}

/** What is true of every decision, whatever was judged. */
export function checkDecision(body: unknown, before: unknown, decision: Decision): void {
  const { allowed, references, violations, changes, request } = decision;
  hold(isDeepStrictEqual(body, before), 'the body was changed', before, body);
  hold(allowed === (violations.length === 0), 'violations are empty exactly when allowed', body, decision);
  hold(allowed === (request !== null), 'the guarded body is null exactly when refused', body, decision);
  hold(allowed || changes.length === 0, 'a refusal changes nothing', body, decision);
  hold(
    allowed === references.every(({ outcome }) => outcome !== 'refused') || violations.length > 0,
    'an allowed request has no refused reference',
    body,
    decision,
  );
  const { request: _, ...facts } = decision;
  hold(isDeepStrictEqual(JSON.parse(JSON.stringify(facts)), facts), 'a decision is plain JSON', body, facts);
  if (allowed) checkChanges(body, decision);
}

/** The guarded body is the input with `changes`: by our own hand, and by that of others. */
function checkChanges(body: unknown, { changes, request }: Decision): void {
  hold(request !== body, 'the guarded body is not the object that was given', body);
  hold(
    isDeepStrictEqual(applyChanges(body, changes), request),
    'changes lead to the guarded body',
    body,
    changes,
  );
  const patched: unknown = JSON.parse(JSON.stringify(body));
  const failures = applyPatch(patched, structuredClone([...changes])).filter((failure) => failure !== null);
  hold(failures.length === 0, `RFC 6902: ${failures.join(', ')}`, body, changes);
  hold(isDeepStrictEqual(patched, request), 'RFC 6902 leads to the guarded body', body, changes, request);
  const [given, guarded] = [keysOf(body), keysOf(request)];
  hold(
    isDeepStrictEqual(
      guarded.filter((key) => given.includes(key)),
      given.filter((key) => guarded.includes(key)),
    ),
    'fields stay in their order',
    body,
    request,
  );
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** Freezes a value at all depths, so that any write to it throws. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}
