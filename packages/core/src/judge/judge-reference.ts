import type { CatalogSnapshot, Resolution, TermsModel } from '@distillable/catalog';
import type { CompiledPolicy, ListVerdict } from '../policy/compile-policy.js';
import { boundingPlugin } from '../references/collect-plugins.js';
import { type Mention, type ModelReference, maxPlaces, type ReferenceRole } from '../references/reference.js';
import type { TermsObstacle } from '../terms/narrow-by-terms.js';
import type { JudgeContext } from './judge-context.js';
import {
  describeOpen,
  describeSlug,
  describeTooMany,
  type JudgedReference,
  type ReferenceCode,
  rejected,
  textOf,
} from './verdict.js';

/** Whether the body bounds a router's candidates, by the id of the plugin that does. */
export type IsBounded = (pluginId: string) => boolean;

/** Judges one reference by the catalog and the policy's lists. */
export function judgeReference(
  reference: ModelReference,
  context: JudgeContext,
  isBounded: IsBounded,
): JudgedReference {
  switch (reference.kind) {
    case 'slug':
      return judgeSlug(reference, context, isBounded);
    case 'pattern':
      return judgePattern(reference, context);
    case 'preset': {
      const message = describeSlug('PRESET_UNKNOWN', reference.text);
      return rejected(reference, reference.text, 'dynamic', 'PRESET_UNKNOWN', message);
    }
    case 'open':
      return rejected(reference, null, 'dynamic', 'SERVER_PICKS', describeOpen(reference.reason));
    case 'malformed': {
      const text = textOf(reference.value);
      return rejected(reference, text, 'unknown', 'NOT_A_SLUG', describeSlug('NOT_A_SLUG', text));
    }
  }
}

/** The mentions that are a row, a router or a preset that is not allowed, up to {@link maxPlaces}. */
export function judgeMentions(
  mentions: readonly Mention[],
  context: JudgeContext,
): readonly JudgedReference[] {
  const judged: JudgedReference[] = [];
  for (const { path, text } of mentions) {
    const plain = text.trim().toLowerCase();
    const named = (plain === text ? [text] : [text, plain])
      .map((slug): Of<'slug'> => ({ path, role: 'unrecognised', kind: 'slug', text: slug }))
      .find((reference) => namesWhatIsNotAllowed(reference, context));
    if (named !== undefined && judged.push(judgeSlug(named, context, never)) === maxPlaces) break;
  }
  return judged;
}

const never: IsBounded = () => false;

/** Text that names no model is just text. Without a catalog, only routers, presets and denied slugs are more than text. */
function namesWhatIsNotAllowed(reference: Of<'slug'>, context: JudgeContext): boolean {
  const resolution = context.resolve(reference.text);
  const byLabel = codeOf(reference, resolution, context, never);
  const code = obstacleTo(resolution, byLabel, context)?.code ?? byLabel;
  return resolution.verdict === 'unknown' ? codesOfNames.has(code) : !passingCodes.has(code);
}

const codesOfNames: ReadonlySet<ReferenceCode> = new Set([
  'DENIED_BY_POLICY',
  'VARIANT_WITHOUT_ROW',
  'ALIAS_TARGET_UNKNOWN',
]);

type Of<Kind extends ModelReference['kind']> = Extract<ModelReference, { readonly kind: Kind }>;

function judgeSlug(reference: Of<'slug'>, context: JudgeContext, isBounded: IsBounded): JudgedReference {
  const { path, role, text } = reference;
  const resolution = context.resolve(text);
  const byLabel = codeOf(reference, resolution, context, isBounded);
  const obstacle = obstacleTo(resolution, byLabel, context);
  const code = obstacle?.code ?? byLabel;
  const allowed = passingCodes.has(code);
  const more = obstacle?.message ?? (code === 'UNKNOWN_MODEL' ? context.suggest(text) : '');
  const judged: JudgedReference = {
    path,
    role,
    requested: text,
    model: resolution.model?.slug ?? null,
    canonicalSlug: resolution.model?.canonicalSlug ?? null,
    verdict: resolution.verdict,
    outcome: allowed ? 'allowed' : 'refused',
    code,
    message: describeSlug(code, text, more),
    alternatives: allowed ? none : context.alternativesTo(resolution),
  };
  return obstacle === null
    ? judged
    : { ...judged, terms: { entry: obstacle.entry, source: obstacle.source } };
}

/** Terms only narrow, so they are asked only about models that label and lists allow. A router has terms by its candidates. */
function obstacleTo(
  resolution: Resolution,
  code: ReferenceCode,
  { policy, terms }: JudgeContext,
): TermsObstacle | null {
  if (policy.acceptedTerms === null || code === 'ROUTER_BOUNDED' || !passingCodes.has(code)) return null;
  return terms.judge(termsModelOf(resolution)).obstacle;
}

/** The fields by which terms are looked up. A model without a row has only its name. */
export function termsModelOf({ model, requested }: Resolution): TermsModel {
  return model ?? { slug: requested, huggingFaceId: null, permission: 'unlisted' };
}

const passingCodes: ReadonlySet<ReferenceCode> = new Set([
  'DISTILLABLE',
  'ROUTER_BOUNDED',
  'ADMITTED_BY_POLICY',
  'UNCHECKED',
]);

function codeOf(
  reference: Of<'slug'>,
  resolution: Resolution,
  context: JudgeContext,
  isBounded: IsBounded,
): ReferenceCode {
  const { policy, snapshot } = context;
  const listed = policy.lookUp === null ? 'listed' : policy.lookUp(resolution);
  if (listed === 'denied') return 'DENIED_BY_POLICY';
  switch (resolution.verdict) {
    case 'distillable':
      return listed === 'not-listed' ? 'NOT_IN_POLICY' : 'DISTILLABLE';
    case 'not-distillable':
      return 'NOT_DISTILLABLE';
    case 'unknown':
      if (snapshot === null) return codeWithoutCatalog(reference, listed, policy);
      return codeOfUnknown(resolution, listed === 'listed-exactly' && isPrivate(reference.text, snapshot));
    case 'dynamic':
      return codeOfDynamic(reference, resolution, policy.routers !== 'reject', isBounded);
  }
}

function codeWithoutCatalog(
  reference: Of<'slug'>,
  listed: ListVerdict,
  { withoutCatalog }: CompiledPolicy,
): ReferenceCode {
  if (listed === 'not-listed') return 'NOT_IN_POLICY';
  return withoutCatalog === 'enforce-only' && isCoveredByFlag(reference) ? 'UNCHECKED' : 'NO_CATALOG';
}

/**
 * Whether the flag covers a reference, as far as OpenRouter documents it: a plain model in the body's own routing. A
 * model of OpenRouter's own may be a router that this package does not know.
 */
function isCoveredByFlag({ role, text }: Of<'slug'>): boolean {
  const isPlain = /^[^~/\s][^/\s]*\/[^/\s]+$/.test(text) && !/^openrouter\//i.test(text);
  return isPlain && isRouting(role);
}

/** The body's flag and bounds cover only its own routing, not the models inside tools. */
function isRouting(role: ReferenceRole): boolean {
  return role === 'primary' || role === 'fallback';
}

/** Whether no row is meant: a row's name in capitals or with spaces is no private model. */
function isPrivate(text: string, snapshot: CatalogSnapshot): boolean {
  return snapshot.resolve(text.trim().toLowerCase()).verdict === 'unknown';
}

function codeOfUnknown({ requested, steps }: Resolution, isAdmitted: boolean): ReferenceCode {
  if (requested === '') return 'EMPTY_SLUG';
  const last = steps.at(-1);
  if (last?.kind === 'variant-without-row') return 'VARIANT_WITHOUT_ROW';
  if (last?.kind === 'alias-target-missing' || last?.kind === 'alias-of-alias') return 'ALIAS_TARGET_UNKNOWN';
  return isAdmitted ? 'ADMITTED_BY_POLICY' : 'UNKNOWN_MODEL';
}

function codeOfDynamic(
  { role }: ModelReference,
  resolution: Resolution,
  mayBeBounded: boolean,
  isBounded: IsBounded,
): ReferenceCode {
  if (resolution.preset !== null) return 'PRESET_UNKNOWN';
  const pluginId = boundingPlugin(resolution);
  return isRouting(role) && mayBeBounded && pluginId !== undefined && isBounded(pluginId)
    ? 'ROUTER_BOUNDED'
    : 'ROUTER_UNBOUNDED';
}

/** A wildcard is as good as its worst member. Its members are the models that it matches and that are not excluded. */
function judgePattern(reference: Of<'pattern'>, context: JudgeContext): JudgedReference {
  const { path, role, text, excluded } = reference;
  const { wildcards } = context;
  if (wildcards === null)
    return rejected(reference, text, 'unknown', 'NO_CATALOG', describeSlug('NO_CATALOG', text));
  const members = wildcards.membersOf(text, excluded);
  if (members === null) {
    const message = describeTooMany(text, wildcards.count);
    return rejected(reference, text, 'dynamic', 'TOO_MANY_WILDCARDS', message);
  }
  if (members.length === 0) {
    const message = describeSlug('WILDCARD_WITHOUT_MATCH', text);
    return rejected(reference, text, 'unknown', 'WILDCARD_WITHOUT_MATCH', message);
  }
  const { fit, unfit } = context.sort(members);
  if (unfit.length === 0) {
    const message = `${text} matches ${members.length} models, all distillable.`;
    return {
      path,
      role,
      requested: text,
      model: null,
      canonicalSlug: null,
      verdict: 'distillable',
      outcome: 'allowed',
      code: 'DISTILLABLE',
      message,
      alternatives: none,
    };
  }
  const message = describeUnfit(text, unfit);
  return {
    ...rejected(reference, text, 'dynamic', 'WILDCARD_NOT_DISTILLABLE', message),
    alternatives: fit.slice(0, context.alternatives),
  };
}

function describeUnfit(text: string, unfit: readonly string[]): string {
  const shown = unfit.slice(0, 3);
  const more = unfit.length > 3 ? ` and ${unfit.length - 3} more` : '';
  return `${text} also matches ${shown.join(', ')}${more}, which may not be used. Name the models one by one.`;
}

const none: readonly string[] = Object.freeze([]);
