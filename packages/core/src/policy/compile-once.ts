import { checkOptions, isObject, type JsonObject, type OptionRules } from '@distillable/catalog';
import { type CompiledPolicy, compilePolicy } from './compile-policy.js';
import { policyRules } from './parse-policy.js';
import type { Policy } from './policy.js';

const policyRule: OptionRules = { policy: { options: policyRules } };

/** What a setting holds: to compare with the fields of another object takes twice as long. */
type Content = string | number | undefined | readonly string[] | { readonly fields: readonly Field[] };

interface Field {
  readonly name: string;
  readonly content: Content;
}

interface Kept {
  /** What the policy was. */
  readonly content: Content;
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
    if (known !== undefined && isSame(policy, known.content)) return known.compiled;
    checkOptions('evaluate', { policy }, policyRule);
    const compiled = compilePolicy(policy);
    if (isPlain(policy)) kept.set(policy, { content: contentOf(policy), compiled });
    return compiled;
  };
})();

/** Whether nothing of it is hidden from a loop over its names. */
function isPlain(policy: Policy): policy is Policy & JsonObject {
  return isObject(policy) && Object.getPrototypeOf(policy) === Object.prototype;
}

/** Of a policy that was checked. */
function contentOf(value: unknown): Content {
  if (Array.isArray(value)) return value.map(String);
  if (!isObject(value)) return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  return { fields: Object.entries(value).map(([name, field]) => ({ name, content: contentOf(field) })) };
}

function isSame(value: unknown, known: Content): boolean {
  if (typeof known !== 'object') return value === known;
  return 'fields' in known ? hasFields(value, known.fields) : hasItems(value, known);
}

function hasFields(value: unknown, fields: readonly Field[]): boolean {
  if (!isObject(value)) return false;
  let index = 0;
  for (const name in value) {
    const field = fields[index];
    if (field?.name !== name || !isSame(value[name], field.content)) return false;
    index += 1;
  }
  return index === fields.length;
}

function hasItems(value: unknown, items: readonly string[]): boolean {
  if (!Array.isArray(value) || value.length !== items.length) return false;
  for (let index = 0; index < items.length; index += 1) if (value[index] !== items[index]) return false;
  return true;
}
