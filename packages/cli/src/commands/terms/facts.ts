import {
  type Duty,
  forbiddingHosts,
  type ModelTerms,
  type TermsConflict,
  type TermsEntry,
  type TermsLayer,
  type TermsModel,
  type TermsStatement,
  type TermsTable,
  termsOf,
} from '@distillable/catalog';
import type { Colours } from '../../terminal/style.js';
import { toPlainText } from '../../terminal/text.js';

/** The terms of a model, as they are shown and printed as JSON. */
export interface TermsFacts {
  readonly terms: Pick<ModelTerms, 'statement' | 'layers' | 'notes'> & {
    readonly date: string;
    readonly digest: string;
    /** OpenRouter's provider slugs of the hosts whose terms forbid it, each with the id of the entry. */
    readonly forbiddingHosts: readonly { readonly host: string; readonly entry: string }[];
  };
  readonly duties: readonly Duty[];
  readonly conflicts: readonly TermsConflict[];
}

/** @param host name or slug of the provider; null if it is not known */
export function termsFacts(model: TermsModel, table: TermsTable, host: string | null): TermsFacts {
  const { statement, layers, notes, duties, conflicts } = termsOf(model, table, host);
  return {
    terms: {
      date: table.date,
      digest: table.digest,
      statement,
      layers,
      notes,
      forbiddingHosts: forbiddingHosts(model, table).map(({ host: slug, entry }) => ({
        host: slug,
        entry: entry.id,
      })),
    },
    duties,
    conflicts,
  };
}

/** The name of a layer, for people. */
export const layerWords: Readonly<Record<TermsEntry['layer'], string>> = {
  'weights-licence': 'licence of the weights',
  'api-terms': "maker's service",
  'host-terms': 'host',
};

const statementWords: Readonly<Record<TermsStatement, string>> = {
  allowed: 'allows it',
  'allowed-with-conditions': 'allows it with conditions',
  disallowed: 'forbids it',
  silent: 'is silent on it',
  unknown: 'was not read',
};

/** The terms of a model for people: layers, duties, conflicts and hosts. */
export function renderTermsFacts(
  { terms, duties, conflicts }: TermsFacts,
  colours: Colours,
): readonly string[] {
  const hosts = new Map<string, string[]>();
  for (const { host, entry } of terms.forbiddingHosts) hosts.set(host, [...(hosts.get(host) ?? []), entry]);
  const forbidding = [...hosts].map(([host, entries]) => `${host} (${entries.join(', ')})`);
  return [
    `Terms on training with outputs, read by ${terms.date} (facts, no legal advice):`,
    ...(terms.layers.length === 0 ? ['  none in the table'] : []),
    ...terms.layers.flatMap((layer) => renderLayer(layer, colours)),
    ...section(
      'Duties:',
      duties.map(({ condition, text, entry, ...source }) => [condition, `${text}${referTo(entry, source)}`]),
      colours.dim,
    ),
    ...section(
      'Conflicts with the label:',
      conflicts.map(({ code, text, entry, ...source }) => [code, `${text}${referTo(entry, source)}`]),
      colours.yellow,
    ),
    ...(hosts.size === 0 ? [] : [`Hosts that forbid it: ${toPlainText(forbidding.join(', '))}`]),
    ...terms.notes.map(
      ({ id, document }) => `Only for consumers, not for API calls: ${toPlainText(`${document} (${id})`)}`,
    ),
  ];
}

function renderLayer(layer: TermsLayer, colours: Colours): readonly string[] {
  const { id, layer: kind, host, statement, document, clause, ifMakerServes } = layer;
  const where = ifMakerServes ? ', if the maker serves' : host === null ? '' : ` ${host}`;
  return [
    `  ${colours.bold(toPlainText(id))}: ${layerWords[kind]}${toPlainText(where)}, ${paint(statement, colours)}`,
    `    ${toPlainText(clause === null ? document : `${document}, ${clause}`)}`,
    `    ${colours.dim(toPlainText(describeSource(layer)))}`,
  ];
}

/** `https://… (primary, effective 2026-01-01, read 2026-11-27)` */
export function describeSource({ url, evidence, effective, read, decided }: TermsEntry): string {
  const facts = [
    evidence === 'weak' ? 'weak, not verified' : evidence,
    effective === null ? '' : `effective ${effective}`,
    read === null ? '' : `read ${read.on}`,
    decided === undefined ? '' : `decided by ${decided.by} on ${decided.on}`,
  ];
  return `${url ?? 'no address'} (${facts.filter((fact) => fact !== '').join(', ')})`;
}

function section(
  title: string,
  rows: readonly (readonly [string, string])[],
  paintName: (text: string) => string,
): readonly string[] {
  if (rows.length === 0) return [];
  return [title, ...rows.map(([name, text]) => `  ${paintName(toPlainText(name))}  ${toPlainText(text)}`)];
}

function referTo(
  entry: string | null,
  { verified, ifMakerServes }: { readonly verified: boolean; readonly ifMakerServes: boolean },
): string {
  const parts = [
    entry ?? '',
    entry === null || verified ? '' : 'not verified',
    ifMakerServes ? 'if the maker serves' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function paint(statement: TermsStatement, colours: Colours): string {
  const words = statementWords[statement];
  if (statement === 'disallowed') return colours.red(words);
  return statement === 'allowed' || statement === 'silent' ? words : colours.yellow(words);
}

/** Days after which a text should be read again. */
export const maxTermsAgeDays = 180;

/** How old what is known of a text is. */
export interface TermsAge {
  /** `YYYY-MM-DD`: the later of the dates on which it was read and decided. */
  readonly on: string;
  readonly days: number;
  /** Whether it is more than {@link maxTermsAgeDays}. */
  readonly isOld: boolean;
}

/** Null where it has no date. @param now milliseconds since the epoch */
export function termsAge({ read, decided }: TermsEntry, now: number): TermsAge | null {
  const on = [read?.on, decided?.on]
    .filter((date) => date !== undefined)
    .toSorted()
    .at(-1);
  if (on === undefined) return null;
  const days = Math.floor((now - Date.parse(on)) / 86_400_000);
  return { on, days, isOld: days > maxTermsAgeDays };
}
