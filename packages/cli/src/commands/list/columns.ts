import { formatCount } from '@distillable/audit';
import type { CatalogModel, ModelTerms, Verdict } from '@distillable/catalog';
import { type PolicyCode, policyWords } from '../../policy-file.js';
import { formatPrice, pricePerMillion } from '../../terminal/numbers.js';
import type { Colours } from '../../terminal/style.js';
import type { TableColumn } from '../../terminal/table.js';

/** A row as it is listed. */
export interface ListedModel {
  readonly model: CatalogModel;
  readonly verdict: Verdict;
  /** Why the policy keeps it out, whatever its verdict; null if it does not. */
  readonly policy: PolicyCode | null;
  /** Its terms; null unless they are shown or filtered by, and if the row is not a model. */
  readonly terms: ModelTerms | null;
}

/** A column that a list can show. */
export interface ListColumn extends TableColumn {
  /** The cell for people. `today` is a date such as `2026-10-01`. */
  readonly text: (row: ListedModel, today: string) => string;
  /** The cell for programs (CSV), where it differs: plain numbers and ISO dates, empty where unknown. */
  readonly value?: (row: ListedModel) => string;
}

const paintVerdict = (text: string, colours: Colours): string => {
  if (text === 'distillable') return colours.green(text);
  return text === 'dynamic' ? colours.yellow(text) : colours.red(text);
};
const dim = (text: string, colours: Colours): string => colours.dim(text);

const columns: Readonly<Record<ListColumnName, ListColumn>> = {
  slug: {
    header: 'SLUG',
    align: 'left',
    importance: 100,
    isEssential: true,
    text: ({ model }) => model.slug,
  },
  verdict: {
    header: 'VERDICT',
    align: 'left',
    importance: 110,
    isEssential: true,
    text: ({ verdict }) => verdict,
    paint: paintVerdict,
  },
  context: {
    header: 'CONTEXT',
    align: 'right',
    importance: 80,
    text: ({ model }) => (model.contextLength === null ? '–' : formatCount(model.contextLength)),
    value: ({ model }) => model.contextLength?.toString() ?? '',
  },
  prompt: priceColumn('PROMPT $/M', 70, 'promptPrice'),
  completion: priceColumn('COMPLETION $/M', 69, 'completionPrice'),
  notes: {
    header: 'NOTES',
    align: 'left',
    importance: 60,
    text: notesOn,
    value: ({ model, policy }) =>
      [policy, model.aliasTarget, model.expirationDate].filter((part) => part !== null).join(' '),
    paint: (text, colours) => colours.yellow(text),
  },
  modalities: {
    header: 'MODALITIES',
    align: 'left',
    importance: 50,
    text: ({ model }) => `${model.inputModalities.join('+')}->${model.outputModalities.join('+')}`,
  },
  created: {
    header: 'CREATED',
    align: 'left',
    importance: 40,
    ...textOrDash(({ model }) => dateOf(model.created)),
    paint: dim,
  },
  expires: {
    header: 'EXPIRES',
    align: 'left',
    importance: 55,
    ...textOrDash(({ model }) => model.expirationDate),
  },
  target: {
    header: 'TARGET',
    align: 'left',
    importance: 58,
    ...textOrDash(({ model }) => model.aliasTarget),
  },
  licence: {
    header: 'LICENCE',
    align: 'left',
    importance: 56,
    shrinksTo: 24,
    ...textOrDash(({ terms }) => licencesIn(terms).join('; ')),
  },
  duties: {
    header: 'DUTIES',
    align: 'left',
    importance: 57,
    shrinksTo: 24,
    ...textOrDash(({ terms }) => bindingDutiesIn(terms).join(', ')),
  },
  conflict: {
    header: 'CONFLICT',
    align: 'left',
    importance: 59,
    ...textOrDash(({ terms }) => conflictsIn(terms).join(', ')),
    paint: (text, colours) => (text === '–' ? text : colours.yellow(text)),
  },
  kind: { header: 'KIND', align: 'left', importance: 45, text: ({ model }) => model.kind },
  name: { header: 'NAME', align: 'left', importance: 35, text: ({ model }) => model.name },
  canonical: {
    header: 'CANONICAL SLUG',
    align: 'left',
    importance: 30,
    text: ({ model }) => model.canonicalSlug,
  },
  weights: {
    header: 'WEIGHTS',
    align: 'left',
    importance: 20,
    ...textOrDash(({ model }) => model.huggingFaceId),
  },
  parameters: {
    header: 'PARAMETERS',
    align: 'left',
    importance: 10,
    text: ({ model }) => model.supportedParameters.join(' '),
  },
};

/** A dash for people, and nothing for programs, where there is no text. */
function textOrDash(read: (row: ListedModel) => string | null): Pick<ListColumn, 'text' | 'value'> {
  return { text: (row) => read(row) || '–', value: (row) => read(row) ?? '' };
}

/** Titles of the licences of the weights. */
export function licencesIn(terms: ModelTerms | null): readonly string[] {
  const licences = terms?.layers.filter(({ layer }) => layer === 'weights-licence') ?? [];
  return licences.map(({ document }) => document);
}

function bindingDutiesIn(terms: ModelTerms | null): readonly string[] {
  return terms?.duties.flatMap(({ binding, condition }) => (binding ? condition : [])) ?? [];
}

/** Codes, each once. */
export function conflictsIn(terms: ModelTerms | null): readonly string[] {
  return [...new Set(terms?.conflicts.map(({ code }) => code))];
}

/** The column of this name. */
export function listColumn(name: ListColumnName): ListColumn {
  return columns[name];
}

/** The columns of a list by default; notes only if there is one. */
export function defaultColumnNames(
  rows: readonly ListedModel[],
  options: { readonly withVerdict: boolean; readonly today: string },
): readonly ListColumnName[] {
  const hasNotes = rows.some((row) => notesOn(row, options.today) !== '');
  return [
    'slug',
    ...(options.withVerdict ? (['verdict'] as const) : []),
    'context',
    'prompt',
    'completion',
    'modalities',
    'created',
    ...(hasNotes ? (['notes'] as const) : []),
  ];
}

/** `expires 2026-10-01` or, after that day, `expired 2026-10-01`; null if no end is announced. */
export function expiryNote(expirationDate: string | null, today: string): string | null {
  if (expirationDate === null) return null;
  return `${expirationDate < today ? 'expired' : 'expires'} ${expirationDate}`;
}

function priceColumn(
  header: string,
  importance: number,
  field: 'promptPrice' | 'completionPrice',
): ListColumn {
  return {
    header,
    align: 'right',
    importance,
    text: ({ model }) => formatPrice(pricePerMillion(model[field]), model.kind === 'model' ? '–' : 'varies'),
    value: ({ model }) => pricePerMillion(model[field]) ?? '',
  };
}

function notesOn({ model, policy }: ListedModel, today: string): string {
  const notes = [
    policy === null ? null : policyWords[policy],
    chargesNote(model),
    model.aliasTarget === null ? null : `-> ${model.aliasTarget || '?'}`,
    expiryNote(model.expirationDate, today),
  ];
  return notes.filter((note) => note !== null).join(', ');
}

/** Other charges: although the columns say that tokens are free, or for every request. */
function chargesNote({ promptPrice, completionPrice, otherPrices = {} }: CatalogModel): string | null {
  const areTokensFree = [promptPrice, completionPrice].every((price) => pricePerMillion(price) === '0');
  const charged = Object.keys(otherPrices).filter((name) => areTokensFree || name === 'request');
  return charged.length === 0 ? null : `charges ${charged.join(', ')}`;
}

function dateOf(unixSeconds: number | null): string | null {
  if (unixSeconds === null) return null;
  const date = new Date(unixSeconds * 1_000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** Every name that `--columns` takes. */
export const listColumnNames = [
  'slug',
  'verdict',
  'kind',
  'target',
  'context',
  'prompt',
  'completion',
  'modalities',
  'created',
  'expires',
  'notes',
  'licence',
  'duties',
  'conflict',
  'name',
  'canonical',
  'weights',
  'parameters',
] as const;

/** Columns for which the terms are read. */
export const termsColumnNames: readonly ListColumnName[] = ['licence', 'duties', 'conflict'];

/** One of {@link listColumnNames}. */
export type ListColumnName = (typeof listColumnNames)[number];
