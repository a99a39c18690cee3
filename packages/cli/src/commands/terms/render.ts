import type { TermsEntry, TermsLayer, TermsStatement } from '@distillable/catalog';
import type { Colours } from '../../terminal/table.js';
import { toPlainText } from '../../terminal/text.js';
import type { TermsFacts } from './facts.js';

/** What a layer is, for people. */
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

/** What the terms say about a model: layers, duties, conflicts and hosts, for people. */
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
