import {
  DistillableError,
  findOptionProblem,
  type OptionRule,
  type OptionRules,
  readCondition,
  resolveByForm,
} from '@distillable/catalog';
import { describeBadHost, type PolicyHosts } from './hosts.js';

/** Licences and terms narrow what may pass. */
export interface NarrowByTerms {
  /** The terms take away what they do not clearly permit. */
  readonly mode: 'narrow';
  /**
   * Conditions that don't matter for the caller's purpose, as the table of terms has them: `name-prefix:Llama`,
   * `licensee-size:700M-MAU` … `unknown` stands for texts that were not read, or only on weak evidence.
   *
   * @default none
   */
  readonly accept?: readonly string[];
}

/** The rules for what may pass. Every field is optional. Without any, only models that are proven distillable pass. */
export interface Policy {
  /**
   * `reject`: any reference that is not allowed rejects the request. `prune`: fallbacks and candidates that are not
   * allowed are dropped, and `openrouter/auto` gets a bound; only what can't be repaired this way rejects the request.
   *
   * @default 'reject'
   */
  readonly mode?: 'reject' | 'prune';
  /**
   * Only these slugs, or authors (`qwen`, `qwen/*`), pass. An empty list admits nothing. It never lets a
   * model pass that is not distillable; but a private model, which no public list knows, passes when its exact slug is
   * in it, and the decision says so.
   *
   * @default every distillable model
   */
  readonly allow?: readonly string[];
  /** Slugs or authors that never pass; stronger than `allow`. @default none */
  readonly deny?: readonly string[];
  /**
   * The guard writes them into `provider.only` and `provider.ignore`, where a request's own lists are only narrowed, and a
   * response must name a host that is allowed.
   *
   * @default every host
   */
  readonly hosts?: PolicyHosts;
  /**
   * The effect of licences of weights, terms of makers and terms of hosts. They never widen OpenRouter's label.
   * `annotate`: decisions and receipts say which duties and conflicts they bring. `{ mode: 'narrow' }`: a model that a
   * text forbids to train on, or allows on conditions that are not all in `accept`, or of which no text was read, does
   * not pass either; and hosts whose terms forbid it are ignored as in `hosts`.
   *
   * @default 'annotate'
   */
  readonly terms?: 'annotate' | NarrowByTerms;
  /**
   * `reject`: a preset's content is unknown, so it rejects the request. `resolve`: it is read with the API key and judged
   * together with the request.
   *
   * @default 'reject'
   */
  readonly presets?: 'reject' | 'resolve';
  /**
   * `bounded`: `openrouter/auto` and `/auto-beta` pass when the request bounds their candidates to distillable models.
   * `reject`: no router passes.
   *
   * @default 'bounded'
   */
  readonly routers?: 'bounded' | 'reject';
  /**
   * Milliseconds after which a catalog is too old to judge by. Counts where the clock is known: in a guard, or where
   * `evaluate` is given `now`.
   *
   * @default the catalog's own limit
   */
  readonly maxCatalogAge?: number;
  /**
   * What happens without a usable catalog. `reject`: nothing passes. `enforce-only`: a request that names plain models
   * passes unchecked with the enforcement flag, on the server's word alone, and the decision says so; whatever the flag
   * is not documented to cover (routers, presets, models inside tools) is rejected.
   *
   * @default 'reject'
   */
  readonly withoutCatalog?: 'reject' | 'enforce-only';
}

/** Stands among accepted conditions for texts that were not read, or only on weak evidence. */
export const unknownTerms = 'unknown';

/** Why a condition can't be accepted; null if a table of terms can have it. */
function describeBadCondition(condition: string): string | null {
  if (condition === unknownTerms || readCondition(condition) !== null) return null;
  return `(${JSON.stringify(condition)}) is neither a condition of a table of terms, such as "name-prefix:Llama", nor "${unknownTerms}".`;
}

/** The rule for each setting of a policy. */
export const policyRules: Readonly<Record<keyof Policy | '$schema', OptionRule>> = {
  $schema: 'string',
  mode: { oneOf: ['reject', 'prune'] },
  allow: { strings: describeBadEntry },
  deny: { strings: describeBadEntry },
  hosts: { options: { only: { strings: describeBadHost }, ignore: { strings: describeBadHost } } },
  terms: {
    oneOf: ['annotate'],
    or: { mode: { oneOf: ['narrow'] }, accept: { strings: describeBadCondition } },
    required: ['mode'],
  },
  presets: { oneOf: ['reject', 'resolve'] },
  routers: { oneOf: ['bounded', 'reject'] },
  maxCatalogAge: { min: 0, max: Number.MAX_VALUE },
  withoutCatalog: { oneOf: ['reject', 'enforce-only'] },
};

/**
 * Checks a policy that comes from a file.
 *
 * @throws DistillableError `POLICY_INVALID` with the JSON Pointer in `details.path`
 */
export function parsePolicy(value: unknown): Policy {
  const problem = findOptionProblem(value, policyRules);
  if (problem !== null) {
    const { path, message } = problem;
    throw new DistillableError('POLICY_INVALID', `Not a policy: ${path || 'it'} ${message}`, {
      details: { path },
    });
  }
  const { $schema: _, ...policy } = Object(value);
  return Object.fromEntries(Object.entries(policy).filter(([, setting]) => setting !== undefined));
}

const descriptions: Readonly<Record<keyof typeof policyRules, string>> = {
  $schema: 'Where editors find this schema.',
  mode: 'reject (default): any reference that is not allowed rejects the request. prune: drops what may be dropped.',
  allow:
    'Only these slugs or authors pass; an empty list admits none. A private model passes by its exact slug.',
  deny: 'Slugs or authors that never pass; stronger than allow.',
  hosts: "OpenRouter's provider slugs: only these may serve (only), and these never may (ignore).",
  terms:
    'What licences and terms do. annotate (default): decisions carry duties and conflicts. narrow: they reject as well, except for conditions that are accepted.',
  presets: 'Whether presets reject a request (default), or are read and judged.',
  routers: 'bounded (default): openrouter/auto passes when its candidates are bounded to distillable models.',
  maxCatalogAge: 'Milliseconds after which a catalog is too old to judge by.',
  withoutCatalog:
    'Without a usable catalog: reject everything (default), or leave plain models to the server.',
};

/** The JSON Schema of a policy file, for editors. */
export function policyJsonSchema(): unknown {
  const rules = new Map<string, OptionRule>(Object.entries(policyRules));
  const properties = Object.entries(descriptions).map(
    ([name, description]) => [name, { description, ...schemaOf(rules.get(name)) }] as const,
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}

function schemaOf(rule: OptionRule | undefined): object {
  if (typeof rule !== 'object') return { type: 'string' };
  if ('oneOf' in rule) {
    const choice = { type: 'string', enum: rule.oneOf };
    return rule.or === undefined ? choice : { anyOf: [choice, schemaOfOptions(rule.or, rule.required)] };
  }
  if ('options' in rule) return schemaOfOptions(rule.options);
  if ('strings' in rule) return { type: 'array', items: { type: 'string', minLength: 1 } };
  return { type: 'number', minimum: 0 };
}

function schemaOfOptions(options: OptionRules, required?: readonly string[]): object {
  const properties = Object.entries(options).map(([name, rule]) => [name, schemaOf(rule)] as const);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required === undefined ? {} : { required }),
    additionalProperties: false,
  };
}

const author = '[a-z0-9][a-z0-9._-]*';
const name = '[a-z0-9][a-z0-9._+-]*';
/** Whatever names a model, an author, or a preset; every id and canonical slug of the list is of this form. */
const form = new RegExp(
  `^(?:${author}(?:/\\*)?|~?${author}/${name}(?::[a-z0-9._-]+)?(?:@preset/[\\x21-\\x7e]+)?|@preset(?:/[\\x21-\\x7e]+)?)$`,
);

/** Why an entry of `allow` or `deny` can match nothing, and so would ban nothing; null if it can match something. */
export function describeBadEntry(entry: string): string | null {
  if (isListEntry(entry)) return null;
  const meant = [repair(entry), repair(entry).replace(/^~/, '')].find(isListEntry);
  const advice = meant === undefined ? '' : ` Did you mean ${JSON.stringify(meant)}?`;
  return `(${JSON.stringify(entry)}) can match no model. ${ruleFor(entry)}.${advice}`;
}

function isListEntry(entry: string): boolean {
  return form.test(entry) && !hasDynamicVariant(entry);
}

/** `:nitro` and its like only change how a model is served, so the entry would miss all other spellings. */
function hasDynamicVariant(entry: string): boolean {
  return entry.includes(':') && resolveByForm(entry).steps[0]?.kind === 'dynamic-variant';
}

function ruleFor(entry: string): string {
  return hasDynamicVariant(entry)
    ? 'It names a way to serve a model, not a model: an entry without this variant holds for every way'
    : 'An entry is a slug, or an author ("author" or "author/*"), in lower case; it has no other wildcards, no spaces around it, and is no URL';
}

/** A pattern. Of a literal, Node reads the classes at every start. */
const unseen = '[\\s\\p{Cc}\\p{Cf}]';

/** The entry without what people add to a slug by mistake. */
function repair(entry: string): string {
  const bare = entry
    .replace(new RegExp(unseen, 'gu'), '')
    .toLowerCase()
    .replace(/^https?:\/\/[^/]*\/(?:api\/v1\/)?(?:models\/)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/^\/+|\/+$/g, '');
  const parts = bare.split('/');
  // LiteLLM and others write openrouter/author/name.
  const slug = parts.length > 2 && parts[0] === 'openrouter' ? parts.slice(1).join('/') : bare;
  return hasDynamicVariant(slug) ? slug.replace(/:[^:]*$/, '') : slug;
}
