import { checkOptions, isObject, type JsonObject, type OptionRules } from '@distillable/catalog';
import { type CompiledPolicy, compilePolicy } from './compile-policy.js';
import { policyRules } from './parse-policy.js';
import type { Policy } from './policy.js';

const policyRule: OptionRules = { policy: { options: policyRules } };

interface Kept {
  /** What the policy was. */
  readonly copy: JsonObject;
  readonly compiled: CompiledPolicy;
}

/**
 * Checks and prepares a policy, which takes longer than judging a short request by it: one that comes again, and is what
 * it was, is done with.
 *
 * @throws TypeError where it is unknown or invalid: its message names the setting
 */
export const compileOnce: (policy: Policy) => CompiledPolicy = /* @__PURE__ */ (() => {
  const kept = new WeakMap<Policy, Kept>();
  return (policy) => {
    const known = kept.get(policy);
    if (known !== undefined && isSame(policy, known.copy)) return known.compiled;
    checkOptions('evaluate', { policy }, policyRule);
    const compiled = compilePolicy(policy);
    if (isPlain(policy)) kept.set(policy, { copy: structuredClone(policy), compiled });
    return compiled;
  };
})();

/** Whether nothing of it is hidden from a loop over its names. */
function isPlain(policy: Policy): policy is Policy & JsonObject {
  return isObject(policy) && Object.getPrototypeOf(policy) === Object.prototype;
}

function isSame(value: unknown, known: unknown): boolean {
  if (Array.isArray(known)) {
    if (!Array.isArray(value) || value.length !== known.length) return false;
    for (let index = 0; index < known.length; index += 1) if (value[index] !== known[index]) return false;
    return true;
  }
  if (!isObject(known)) return value === known;
  if (!isObject(value)) return false;
  let left = Object.keys(known).length;
  for (const name in value) {
    if (!Object.hasOwn(known, name) || !isSame(value[name], known[name])) return false;
    left -= 1;
  }
  return left === 0;
}
