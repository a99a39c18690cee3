import type { CatalogModel, CatalogSnapshot } from '@distillable/catalog';
import { type Decision, type EvaluateOptions, evaluate, type Policy } from '@distillable/core';
import { CommandError } from '../../errors.js';

/**
 * The lists of a guardrail. A list that is left out allows everything. No list is empty, since OpenRouter reads an empty one
 * as everything.
 */
export interface GuardrailLists {
  /** Canonical slugs, with the variant where the row has one: the form in which the API keeps them. */
  readonly allowed_models: readonly string[];
  /** Variants that may not be used, of models that may. */
  readonly ignored_models?: readonly string[];
  readonly allowed_providers?: readonly string[];
  readonly ignored_providers?: readonly string[];
}

/** Their names, in the order of reports. */
export const listNames: readonly (keyof GuardrailLists)[] = [
  'allowed_models',
  'ignored_models',
  'allowed_providers',
  'ignored_providers',
];

/** A guardrail, and the parts of the policy that it can't express. */
export interface Guardrail {
  readonly lists: GuardrailLists;
  readonly warnings: readonly string[];
}

/** The smallest body that names a model, with the fields that the guard adds. */
interface Body {
  readonly model: string;
  readonly provider?: { readonly only?: readonly string[]; readonly ignore?: readonly string[] };
}

/** A row, its name in guardrails, and the decision on a request that names only this row. */
interface JudgedRow {
  readonly row: CatalogModel;
  readonly name: string;
  readonly decision: Decision<Body>;
}

/**
 * The models that a request may name, by the catalog and the policy, as the lists of a guardrail.
 *
 * @throws CommandError `GUARDRAIL_EMPTY` where no model, or no host, is left
 */
export function buildGuardrail(
  snapshot: CatalogSnapshot,
  policy: Policy,
  options: Pick<EvaluateOptions, 'now' | 'terms'>,
): Guardrail {
  const rows = snapshot.models().filter(({ kind }) => kind === 'model');
  const judged = rows.map((row): JudgedRow => {
    const body: Body = { model: row.slug };
    const decision = evaluate(body, snapshot, policy, { ...options, alternatives: 0 });
    return { row, name: storedName(row), decision };
  });
  const rejected = new Set(judged.filter(({ decision }) => !decision.allowed).map(({ name }) => name));
  const passed = judged.filter(({ decision }) => decision.allowed);
  const [ambiguous, allowed] = [
    passed.filter(({ name }) => rejected.has(name)),
    passed.filter(({ name }) => !rejected.has(name)),
  ];
  const models = sorted(allowed.map(({ name }) => name));
  if (models.length === 0) throw nothingLeft('model');
  const listed = new Set(models);
  const variants = judged.filter(
    ({ row, name }) => rejected.has(name) && name !== row.canonicalSlug && listed.has(row.canonicalSlug),
  );
  const hosts = hostsOf(allowed);
  return {
    lists: {
      allowed_models: models,
      ...listOf('ignored_models', sorted(variants.map(({ name }) => name))),
      ...hosts.lists,
    },
    warnings: [
      ...warningOf(
        'left out, because a model that is not allowed has the same canonical slug',
        ambiguous.map(({ row }) => row.slug),
      ),
      ...warningOf('a guardrail knows no endpoints of a host, so only the guard bounds', hosts.endpoints),
    ],
  };
}

/**
 * The name under which the API keeps a model: the canonical slug, which variants share, and the variant.
 *
 * @see https://github.com/OpenRouterTeam/terraform-provider-openrouter (`guardrail_model_ids.go`; read 2026-11-27)
 */
function storedName({ slug, canonicalSlug }: CatalogModel): string {
  const [variant = ''] = /:[^:]*$/.exec(slug) ?? [];
  return canonicalSlug.includes(':') ? canonicalSlug : canonicalSlug + variant;
}

/** The hosts that the guard writes into requests for these models. If one model must not use a host, none of them may. */
function hostsOf(rows: readonly JudgedRow[]): {
  readonly lists: Partial<GuardrailLists>;
  readonly endpoints: readonly string[];
} {
  const preferences = rows.map(({ decision }) => decision.request?.provider ?? {});
  const only = sorted(preferences.flatMap((each) => each.only ?? []));
  const ignored = sorted(preferences.flatMap((each) => each.ignore ?? []));
  const hostsIgnored = ignored.filter((name) => !isEndpoint(name));
  const hosts = sorted(only.map((name) => name.replace(/\/.*/, ''))).filter(
    (host) => !hostsIgnored.includes(host),
  );
  if (only.length > 0 && hosts.length === 0) throw nothingLeft('host');
  return {
    lists: { ...listOf('allowed_providers', hosts), ...listOf('ignored_providers', hostsIgnored) },
    endpoints: [...only, ...ignored].filter(isEndpoint),
  };
}

function isEndpoint(name: string): boolean {
  return name.includes('/');
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function listOf(name: keyof GuardrailLists, values: readonly string[]): Partial<GuardrailLists> {
  return values.length === 0 ? {} : { [name]: values };
}

function warningOf(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
}

function nothingLeft(what: 'model' | 'host'): CommandError {
  return new CommandError(
    'GUARDRAIL_EMPTY',
    `The catalog and the policy allow no ${what}. OpenRouter takes an empty list for every ${what}, so nothing was written.`,
  );
}
