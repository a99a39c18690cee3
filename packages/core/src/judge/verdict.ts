import { resolveByForm, type Verdict } from '@distillable/catalog';
import { boundingPlugin } from '../references/collect-plugins.js';
import type { ModelReference, OpenReason, ReferenceRole } from '../references/reference.js';
import type { TermsCode, TermsPlace } from '../terms/narrow-by-terms.js';
import { maxWildcards } from './wildcard.js';

/** A reference with its verdict. */
export interface JudgedReference {
  /** JSON Pointer (RFC 6901) into the body as it was given. */
  readonly path: string;
  /** What the model would do. */
  readonly role: ReferenceRole;
  /** The slug or pattern as written; null where the body names none. */
  readonly requested: string | null;
  /** Slug of the row that was judged; null where there is none. */
  readonly model: string | null;
  /** Canonical slug of that row. */
  readonly canonicalSlug: string | null;
  /** Its verdict in the catalog, whatever the policy says. */
  readonly verdict: Verdict;
  /** `allowed`; `dropped`: taken out of the guarded body (`prune`); `refused`: a reason to reject the request. */
  readonly outcome: 'allowed' | 'dropped' | 'refused';
  /** Why it is allowed or not. */
  readonly code: ReferenceCode;
  /** The reason and what to do about it, for people. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first. */
  readonly alternatives: readonly string[];
  /** The text that keeps it out; only where terms do. */
  readonly terms?: TermsPlace;
}

/** Why a reference is judged as it is. Codes are API. */
export type ReferenceCode =
  | TermsCode
  /** The row is in the distillable list. */
  | 'DISTILLABLE'
  /** An auto router whose candidates the request bounds to distillable models. */
  | 'ROUTER_BOUNDED'
  /** An auto router whose candidates were bounded by us (`prune`). */
  | 'ROUTER_BOUND_ADDED'
  /** A private model that the policy admits by its exact slug: not proven distillable. */
  | 'ADMITTED_BY_POLICY'
  /** No catalog, and the policy lets the server enforce alone: not checked here. */
  | 'UNCHECKED'
  | 'NOT_DISTILLABLE'
  | 'UNKNOWN_MODEL'
  | 'VARIANT_WITHOUT_ROW'
  | 'ALIAS_TARGET_UNKNOWN'
  | 'EMPTY_SLUG'
  /** There is something other than text where a slug is expected. */
  | 'NOT_A_SLUG'
  | 'ROUTER_UNBOUNDED'
  /** A wildcard that matches a model that is not distillable. */
  | 'WILDCARD_NOT_DISTILLABLE'
  /** The request has more wildcards than are compared with the catalog, and this one was not compared. */
  | 'TOO_MANY_WILDCARDS'
  /** A wildcard that matches no model. */
  | 'WILDCARD_WITHOUT_MATCH'
  | 'PRESET_UNKNOWN'
  /** The server would pick: no model is named where one could be. */
  | 'SERVER_PICKS'
  | 'DENIED_BY_POLICY'
  | 'NOT_IN_POLICY'
  /** No catalog to judge by. */
  | 'NO_CATALOG';

/**
 * What a code means for a slug, and what to do about it.
 *
 * @param more a sentence: for an unknown model, which one may be meant; for a model that terms keep out, what they say
 */
export function describeSlug(code: ReferenceCode, text: string, more = ''): string {
  switch (code) {
    case 'DISTILLABLE':
      return 'In the list of distillable models.';
    case 'ROUTER_BOUNDED':
      return `${text} may pick only among the candidates that the request names, each judged by itself.`;
    case 'ROUTER_BOUND_ADDED':
      return `${text} may pick only among distillable models: the bound was added.`;
    case 'ADMITTED_BY_POLICY':
      return `${text} is in no public list; the policy admits it by name. Nothing proves that it is distillable.`;
    case 'UNCHECKED':
      return `${text} was not checked: there is no usable catalog, and the policy leaves it to the server.`;
    case 'NOT_DISTILLABLE':
      return `${text} is not marked as distillable: its text may not be used to train other models. Use another model.`;
    case 'UNKNOWN_MODEL':
      return describeUnknown(text, more);
    case 'VARIANT_WITHOUT_ROW':
      return `${text} has no row of its own, and a static variant is judged by its own row only. Use the plain slug.`;
    case 'ALIAS_TARGET_UNKNOWN':
      return `${text} is an alias whose target is not known. Name the model itself.`;
    case 'EMPTY_SLUG':
      return 'An empty slug names no model. Name one.';
    case 'NOT_A_SLUG':
      return `${text} is not a slug: text such as "author/name" belongs here.`;
    case 'ROUTER_UNBOUNDED':
      return describeRouter(text);
    case 'WILDCARD_NOT_DISTILLABLE':
      return `${text} also matches models that may not be used. Name the models one by one.`;
    case 'WILDCARD_WITHOUT_MATCH':
      return `${text} matches no model in the catalog. Name the models one by one.`;
    case 'TOO_MANY_WILDCARDS':
      return describeTooMany(text, maxWildcards + 1);
    case 'PRESET_UNKNOWN':
      return `The content of the preset in ${text} is not known here. Leave it out, or let the policy resolve presets.`;
    case 'SERVER_PICKS':
      return `${text} lets the server pick the model. Name one.`;
    case 'DENIED_BY_POLICY':
      return `${text} is on the policy's deny list. Use another model.`;
    case 'NOT_IN_POLICY':
      return `${text} is distillable, but not on the policy's allow list. Use another model, or add it there.`;
    case 'TERMS_DISALLOWED':
    case 'TERMS_CONDITIONAL':
    case 'TERMS_UNKNOWN':
      return `${text} ${more}`;
    case 'NO_CATALOG':
      return `${text} could not be judged: there is no usable catalog.`;
  }
}

function describeUnknown(text: string, advice: string): string {
  return `${JSON.stringify(text)} is not in the catalog, so nothing proves that it is distillable. ${advice || 'Check the spelling.'}`;
}

/** @param count how many there are, up to this one */
export function describeTooMany(text: string, count: number): string {
  return `${text} was not judged: it is number ${count} of the request's wildcards, exclusions included, and ${maxWildcards} are judged at most. Name the models one by one.`;
}

function describeRouter(text: string): string {
  const pluginId = boundingPlugin(resolveByForm(text));
  const advice =
    pluginId !== undefined
      ? `Bound it with plugins: [{ id: "${pluginId}", allowed_models: […] }], use mode "prune", or name a model.`
      : 'Name a model.';
  return `${text} lets the server pick the model. ${advice}`;
}

const openReasons: Record<OpenReason, string> = {
  'no-model': 'No model is named, so the server takes the default of the account. Name one.',
  'default-panel':
    "Without a panel, OpenRouter's own is asked: closed frontier models. Name distillable ones.",
  'default-advisor':
    'Without a model, the executing model may ask any model for advice. Name a distillable one.',
  'default-image-model':
    "Without a model, OpenRouter's default image model is used. Name a distillable one, or leave the tool out.",
  'default-fallbacks': 'The server would choose the fallbacks. Name them, or leave the field out.',
  'plugin-picks': 'This plugin lets the server pick the model, and has no safe bound. Leave it out.',
  'stored-prompt':
    'A stored prompt can bring a model and tools of its own, which are not known here. Write the prompt into the request.',
  'unknown-tool':
    'This tool or plugin of OpenRouter is not known here, and may run a model of its own. Leave it out, or update this package.',
  'too-deep': 'This is nested too deeply to be searched. Make it flatter.',
};

export function describeOpen(reason: OpenReason): string {
  return openReasons[reason];
}

/** The kind of a value in place of text, in one word. The value may be too large, or nested too deeply, to be shown. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** A reference that is a reason to reject the request. */
export function rejected(
  { path, role }: ModelReference,
  requested: string | null,
  verdict: Verdict,
  code: ReferenceCode,
  message: string,
): JudgedReference {
  return {
    path,
    role,
    requested,
    model: null,
    canonicalSlug: null,
    verdict,
    outcome: 'refused',
    code,
    message,
    alternatives: none,
  };
}

const none: readonly string[] = Object.freeze([]);
