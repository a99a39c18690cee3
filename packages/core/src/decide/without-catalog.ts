import { findPreset, isAliasSlug, isKnownRouter, snapshotFromModels } from '@distillable/catalog';
import { isObject, withoutInherited } from '../json.js';
import type { Decision, JudgedReference, ReferenceCode, Violation } from '../judge/decision.js';
import { refuse } from '../judge/decision.js';
import { describeOpen, describeSlug, textOf } from '../judge/describe.js';
import { type CompiledPolicy, compilePolicy } from '../policy/compile-policy.js';
import type { Policy } from '../policy/policy.js';
import { collectReferences } from '../references/collect-references.js';
import { namingsOf } from '../references/naming.js';
import type { ModelReference } from '../references/reference.js';
import { splitBatch } from '../references/split-batch.js';
import type { EvaluateOptions } from './evaluate.js';
import { applyChanges } from './json-patch.js';
import { requireFlag } from './require-flag.js';

/**
 * The decision where there is no usable catalog. Nothing is proven, so nothing passes; under `enforce-only`, a request
 * that names plain models passes with the flag, on the server's word.
 *
 * @param reason why there is no catalog
 */
export function decideWithoutCatalog<Body>(
  given: Body,
  policy: Policy,
  options: EvaluateOptions,
  reason: string,
): Decision<Body> {
  const enforceOnly = policy.onCatalogUnavailable === 'enforce-only';
  const unavailable: Violation = { path: '', code: 'CATALOG_UNAVAILABLE', message: reason, alternatives: [] };
  if (!isObject(given)) return refuse([unavailable], [], null);
  const request = withoutInherited(given);
  const batch = splitBatch(request, options.shape);
  const compiled = compilePolicy(policy);
  const references = batch.parts.flatMap(({ body, inherits, prefix }) =>
    collectReferences(body, inherits, prefix, namingsOf(body, options.naming)).references.map((each) =>
      judgeBlindly(each, compiled, enforceOnly),
    ),
  );
  const flags = batch.parts
    .filter(({ carriesFlag }) => carriesFlag)
    .map(({ body, prefix }) => requireFlag(body, prefix, namingsOf(body, options.naming), null));
  const refused = references.filter(({ outcome }) => outcome === 'refused');
  const changes = flags.flatMap((each) => each ?? []);
  if (!enforceOnly || refused.length > 0 || batch.violations.length > 0 || flags.includes(null)) {
    return refuse([unavailable, ...batch.violations, ...refused], references, null);
  }
  const guarded = changes.length === 0 ? { ...request } : applyChanges(request, changes);
  return { allowed: true, references, violations: [], changes, request: guarded, catalog: null };
}

function judgeBlindly(
  reference: ModelReference,
  compiled: CompiledPolicy,
  enforceOnly: boolean,
): JudgedReference {
  const { path, role } = reference;
  const requested = requestedText(reference);
  const code = blindCode(reference, compiled, enforceOnly);
  const message =
    reference.kind === 'open' ? describeOpen(reference.reason) : describeSlug(code, requested ?? '');
  const outcome = code === 'UNCHECKED' ? 'allowed' : 'refused';
  const names = { path, role, requested, model: null, canonicalSlug: null };
  return { ...names, verdict: 'unknown', outcome, code, message, alternatives: [] };
}

function requestedText(reference: ModelReference): string | null {
  if (reference.kind === 'open') return null;
  return reference.kind === 'malformed' ? textOf(reference.value) : reference.text;
}

/** Only plain models in the body's own routing are covered by the flag, as far as OpenRouter documents it. */
function blindCode(
  reference: ModelReference,
  { askLists }: CompiledPolicy,
  enforceOnly: boolean,
): ReferenceCode {
  if (reference.kind === 'open') return 'SERVER_PICKS';
  if (reference.kind === 'malformed') return 'NOT_A_SLUG';
  if (reference.kind === 'preset' || findPreset(reference.text) !== null) return 'PRESET_UNKNOWN';
  if (isKnownRouter(reference.text)) return 'ROUTER_UNBOUNDED';
  const listed = askLists?.(withoutRows.resolve(reference.text)) ?? 'listed';
  if (listed === 'denied') return 'DENIED_BY_POLICY';
  if (listed === 'not-listed') return 'NOT_IN_POLICY';
  const isPlain = reference.kind === 'slug' && isPlainModel(reference.text);
  const isRouting = reference.role === 'primary' || reference.role === 'fallback';
  return enforceOnly && isPlain && isRouting ? 'UNCHECKED' : 'NO_CATALOG';
}

const withoutRows = snapshotFromModels({
  models: [],
  retrievedAt: new Date(0),
  source: { url: '', sample: null },
});

/** `author/name` and nothing else: whatever OpenRouter itself offers may be a router that is not known here. */
function isPlainModel(text: string): boolean {
  return /^[^/\s]+\/[^/\s]+$/.test(text) && !isAliasSlug(text) && !/^openrouter\//i.test(text);
}
