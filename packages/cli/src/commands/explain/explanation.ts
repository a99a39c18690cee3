import type {
  CatalogModel,
  CatalogSnapshot,
  Permission,
  Resolution,
  ResolutionStep,
  TermsModel,
  TermsTable,
  Verdict,
} from '@distillable/catalog';
import {
  describeSuggestions,
  findAlternatives,
  type JudgedHost,
  type Suggestion,
  suggestModels,
} from '@distillable/core';
import { type PolicyCode, policyWords } from '../../policy-file.js';
import type { PolicyLookup } from '../../policy-lists.js';
import type { Colours } from '../../terminal/style.js';
import { renderTable, type TableStyle } from '../../terminal/table.js';
import { toPlainText } from '../../terminal/text.js';
import { expiryNote, listColumn } from '../list/columns.js';
import { renderTermsFacts, type TermsFacts, termsFacts } from '../terms/facts.js';

/** All facts about a slug. */
export interface Explanation {
  readonly resolution: Resolution;
  /** Why the policy keeps it out, whatever its verdict; null if it does not. */
  readonly policy: PolicyCode | null;
  /** Rows on the way to the verdict, in its order. */
  readonly rows: readonly CatalogModel[];
  /** The nearest models that may be used; empty where the slug itself may be, or is no model of the catalog. */
  readonly alternatives: readonly CatalogModel[];
  /** Models that may have been meant, if the slug is unknown. */
  readonly suggestions: readonly Suggestion[];
  /** The terms of the model that was judged, or that was once in the list; null if it is not a model. */
  readonly terms: TermsFacts | null;
  /** The hosts that serve it now; null if they are not known, or if the model may not be used. The command asks for them. */
  readonly hosts: readonly JudgedHost[] | null;
}

/** Whether the model may be used, as far as label and policy go. */
export function mayBeUsed({ resolution, policy }: Pick<Explanation, 'resolution' | 'policy'>): boolean {
  return resolution.verdict === 'distillable' && policy === null;
}

/** The inputs for explaining slugs, besides the list. */
export interface ExplainOptions {
  /** A date such as `2026-10-01`: models that have expired by then are not alternatives. */
  readonly today: string;
  readonly lookUp: PolicyLookup;
  readonly terms: TermsTable;
  /** Name or slug of the provider that serves; null if it is not known. */
  readonly host: string | null;
  /** Finds a model that is no longer in the list. */
  readonly findRetired: (name: string) => TermsModel | null;
}

/** Explains a slug, without its hosts. */
export function explainSlug(
  requested: string,
  snapshot: CatalogSnapshot,
  { today, lookUp, terms, host, findRetired }: ExplainOptions,
): Explanation {
  const resolution = snapshot.resolve(requested);
  const policy = lookUp(requested);
  const { model } = resolution;
  const isUnknown = resolution.verdict === 'unknown' && model === null;
  const judged = model?.kind === 'model' ? model : isUnknown ? findRetired(requested) : null;
  const accepts = ({ slug }: CatalogModel): boolean => lookUp(slug) === null;
  return {
    resolution,
    policy,
    rows: rowsOf(resolution, snapshot),
    alternatives: mayBeUsed({ resolution, policy })
      ? []
      : findAlternatives(snapshot, resolution, { limit: 5, today, accepts }),
    suggestions: resolution.verdict === 'unknown' ? suggestModels(requested, snapshot) : [],
    terms: judged === null ? null : termsFacts(judged, terms, host),
    hosts: null,
  };
}

function rowsOf(resolution: Resolution, snapshot: CatalogSnapshot): readonly CatalogModel[] {
  const rows = new Map<string, CatalogModel>();
  const add = (row: CatalogModel | null | undefined): void => {
    if (row !== null && row !== undefined) rows.set(row.slug, row);
  };
  for (const step of resolution.steps) {
    if ('slug' in step) add(snapshot.get(step.slug));
    if ('target' in step && step.target !== null) add(snapshot.get(step.target));
    if ('base' in step) add(snapshot.get(step.base));
  }
  add(resolution.model);
  return [...rows.values()];
}

/** An explanation for people. `today` is a date such as `2026-10-01`. */
export function renderExplanation(explanation: Explanation, today: string, style: TableStyle): string {
  const { resolution, policy, rows, alternatives, suggestions, terms, hosts } = explanation;
  const { colours } = style;
  const denied = policy === null ? '' : `, ${colours.red(policyWords[policy])}`;
  const lines = [
    `${colours.bold(toPlainText(resolution.requested))}: ${paintVerdict(resolution.verdict, colours)}${denied}`,
    ...resolution.steps.map((step, index) => `  ${index + 1}. ${toPlainText(describeStep(step))}`),
    ...rows.flatMap((row) => describeRow(row, today, colours)),
  ];
  if (terms !== null) lines.push(...renderTermsFacts(terms, colours).map((line) => `  ${line}`));
  if (hosts !== null) lines.push(...renderHosts(hosts, colours).map((line) => `  ${line}`));
  else if (terms !== null && mayBeUsed(explanation)) {
    lines.push('  Which hosts serve it now is not known.');
  }
  if (suggestions.length > 0) lines.push(`  ${toPlainText(describeSuggestions(suggestions))}`);
  if (alternatives.length > 0) {
    lines.push('  Nearest distillable models:', indent(renderAlternatives(alternatives, today, style)));
  }
  return lines.map((line) => `${line}\n`).join('');
}

const permissionText: Readonly<Record<Permission, string>> = {
  distillable: 'in the list of distillable models',
  'not-distillable': 'in the list of models that are not distillable',
  conflicting: 'in both lists, so not allowed',
  unlisted: 'in neither list',
};

function describeRow(row: CatalogModel, today: string, colours: Colours): readonly string[] {
  const facts: [string, string | null][] = [
    ['permission', permissionText[row.permission]],
    ['canonical slug', row.canonicalSlug === row.slug ? null : row.canonicalSlug],
    ['end', expiryNote(row.expirationDate, today)],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === null ? [] : [`    ${colours.dim(name.padEnd(15))}${toPlainText(value)}`],
  );
  return [`  ${toPlainText(row.slug)}`, ...lines];
}

function renderHosts(hosts: readonly JudgedHost[], colours: Colours): readonly string[] {
  if (hosts.length === 0) return ['No host serves it now.'];
  const groups = new Map<string, string[]>();
  for (const judged of hosts) {
    const words = hostWords(judged);
    const named = judged.entry === null ? judged.host : `${judged.host} (${judged.entry})`;
    groups.set(words, [...(groups.get(words) ?? []), named]);
  }
  return [
    'Hosts that serve it now:',
    ...[...groups].map(([words, named]) => `  ${colours.dim(words)}  ${toPlainText(named.join(', '))}`),
  ];
}

function hostWords({ code, ignored }: JudgedHost): string {
  switch (code) {
    case 'HOST_ALLOWED':
      return 'usable';
    case 'HOST_TERMS_UNKNOWN':
      return 'usable, terms not read';
    case 'HOST_TERMS_NO':
      return ignored
        ? 'ignored, as their terms forbid it'
        : 'their terms forbid it, the policy does not ignore them';
    case 'HOST_TERMS_NOT_ACCEPTED':
      return "ignored, as the maker's terms are not accepted";
    case 'HOST_IGNORED':
      return 'ignored by policy';
    case 'HOST_NOT_LISTED':
      return 'not in policy';
  }
}

function renderAlternatives(models: readonly CatalogModel[], today: string, style: TableStyle): string {
  const columns = (['slug', 'context', 'prompt', 'completion'] as const).map(listColumn);
  const rows = models.map((model) =>
    columns.map((column) =>
      toPlainText(column.text({ model, verdict: 'distillable', policy: null, terms: null }, today)),
    ),
  );
  return renderTable({ columns, rows }, { ...style, width: style.width - 4 }).text.trimEnd();
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function paintVerdict(verdict: Verdict, colours: Colours): string {
  return listColumn('verdict').paint?.(verdict, colours) ?? verdict;
}

/** One step of a resolution as a sentence. */
function describeStep(step: ResolutionStep): string {
  switch (step.kind) {
    case 'id':
      return `${step.slug} is the id of a row.`;
    case 'canonical-slug':
      return `${step.canonicalSlug} is the canonical slug of ${step.slug}.`;
    case 'static-variant':
      return `:${step.variant} is a variant with a row of its own, ${step.slug}, and only that row counts.`;
    case 'dynamic-variant':
      return `:${step.variant} only changes how ${step.base} is served, so ${step.base} is looked up.`;
    case 'alias':
      if (step.target === '') return `In this list, what ${step.slug} stands for can't be read.`;
      return step.target === null
        ? `${step.slug} is an alias that does not name its target, so its own label counts.`
        : `${step.slug} is an alias; in this list it stands for ${step.target}.`;
    case 'alias-target-missing':
      return step.target === '' ? 'So nothing is known of it.' : `There is no row for ${step.target}.`;
    case 'alias-of-alias':
      return `${step.target} is an alias too, and only one step is followed.`;
    case 'variant-without-row':
      return `There is a row for ${step.base}, but not for its variant :${step.variant}, which would have its own.`;
    case 'router':
      return `${step.slug} is a router: the server picks the model for each request.`;
    case 'preset':
      return `The preset ${step.preset} is kept on the server, so what it contains is not known here.`;
    case 'no-row':
      return `No row has ${step.slug} as its id or canonical slug.`;
  }
}
