import { createHash } from 'node:crypto';
import { describeDeclarations } from '../basis.js';
import { visibleText } from '../html/html.js';
import { countOf, formatCount, sum } from '../numbers.js';
import { type Role, roles } from '../places/found-name.js';
import type { AuditedModel, AuditReport } from '../report.js';
import type { RowCode, RowVerdict } from '../row-verdict.js';
import type { AuditedTerms, TermsClaim } from '../terms-sum.js';

/** The facts for all formats of the evidence. They come from the report alone. */
export interface EvidenceFacts {
  readonly report: AuditReport;
  readonly models: readonly ModelPart[];
  /** The name of the data, from its files. */
  readonly name: string;
  /** One sentence about the data, and a warning if its verdicts are from a sample. */
  readonly description: string;
  /** A UUID (version 8) of the report's SHA-256: the same report has the same. */
  readonly uuid: string;
}

/** The mark for facts that an audit can't know. */
export const yours = 'to be filled in by you';

/** @param auditJson the report as it is written */
export function evidenceFacts(report: AuditReport, auditJson: string): EvidenceFacts {
  const models = modelParts(report);
  return {
    report,
    models,
    name: nameOf(report),
    description: describe(report, models),
    uuid: uuidOf(createHash('sha256').update(auditJson).digest()),
  };
}

/** `generator in 1,200 rows, judge in 3 rows`. */
export function describeRoles({ roles }: ModelPart): string {
  return roles.map(({ role, rows }) => `${role} in ${countOf(rows, 'row')}`).join(', ');
}

/** From when to when the rows are, in Markdown. */
export function describePeriod({ timeline }: AuditReport): string {
  const first = timeline?.at(0)?.month;
  const last = timeline?.at(-1)?.month;
  if (first === undefined || last === undefined) return 'The rows have no times.';
  return `The rows that have a time are from ${plain(first)} to ${plain(last)}.`;
}

/** The declarations of the person who ran the audit, as a sentence after others; empty without any. */
export function describeDeclared({ declarations }: AuditReport): string {
  const texts = describeDeclarations(declarations).map(({ text }) => text);
  return texts.length === 0 ? '' : ` Declared, and not found in the data: ${texts.join('; ')}.`;
}

const namedFiles = 3;

function nameOf({ files }: AuditReport): string {
  const names = files.slice(0, namedFiles).map(({ file }) => (file === '-' ? 'stdin' : file));
  const more = files.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${countOf(more, 'more file')}` : names.join(', ');
}

function describe(report: AuditReport, models: readonly ModelPart[]): string {
  const { files, totals, catalogs } = report;
  const { rows, verdicts } = totals;
  const named = `${formatCount(rows - verdicts.unnamed)} of ${countOf(rows, 'row')} in ${countOf(files.length, 'file')}`;
  const samples = new Set(catalogs.flatMap(({ sample }) => sample ?? []));
  const warnings = [...samples].map((sample) => ` SAMPLE: ${sample}.`);
  return `${named} name a model, by ${countOf(models.length, 'name')} in all.${describeDeclared(report)}${warnings.join('')}`;
}

function uuidOf(hash: Buffer): string {
  const hex = hash.toString('hex');
  const variant = (8 + (Number.parseInt(hex[16] ?? '0', 16) % 4)).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Text of the data that can't become markup: no link, no tag, no second cell of a table. */
export function plain(text: string, limit = 200): string {
  return visibleText(text, limit)
    .replaceAll(/[\\`*_[\]|~#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('://', '&#58;//')
    .replaceAll('@', '&#64;')
    .replaceAll(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`);
}

/** A table of GitHub's Markdown. The cells are Markdown already. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('');
}

/**
 * What a role says about the rows: the model `wrote` their text; it `assessed` it (compared, labelled or checked it); or
 * that is `unclear`, where the data names a model and does not say what it did.
 */
export type Hand = 'wrote' | 'assessed' | 'unclear';

const handOf: Readonly<Record<Role, Hand>> = {
  served: 'wrote',
  // It counts only where no response names the model that served it.
  requested: 'wrote',
  generator: 'wrote',
  chosen: 'wrote',
  rejected: 'wrote',
  teacher: 'wrote',
  judge: 'assessed',
  labeller: 'assessed',
  verifier: 'assessed',
  unspecified: 'unclear',
};

/** A model that had a hand in the data, under one name. */
export interface ModelPart {
  /** As the rows spell it. */
  readonly name: string;
  /** The slugs that the name can mean; the name itself if it is one. Empty if no model is known by it, as for routers. */
  readonly slugs: readonly string[];
  readonly author: string | null;
  /** How many rows name it. */
  readonly rows: number;
  /** In how many rows it has which role; most rows first. */
  readonly roles: readonly RoleRows[];
  /** The result of its roles: `wrote` if one of them says so. */
  readonly hand: Hand;
  /** Several if rows of different times were judged by different lists; the worst first. */
  readonly verdicts: readonly RowVerdict[];
  /** The duties and open questions of its licence and terms. */
  readonly claims: readonly ModelClaim[];
}

/** A duty or a conflict of a model. */
export interface ModelClaim {
  readonly kind: 'duty' | 'conflict';
  /** The condition of a duty, or the code of a conflict. */
  readonly code: string;
  /** One plain sentence. */
  readonly text: string;
  /** URLs of the texts. */
  readonly sources: readonly string[];
}

interface RoleRows {
  readonly role: Role;
  readonly rows: number;
}

/** The models that a report names, each name once; most rows first. Text that is not a name is left out. */
function modelParts({ models, terms }: AuditReport): readonly ModelPart[] {
  const byName = new Map<string, AuditedModel[]>();
  for (const model of models) {
    if (model.model === null || model.code === 'NOT_A_SLUG') continue;
    byName.set(model.model, [...(byName.get(model.model) ?? []), model]);
  }
  const claims = claimsByName(terms);
  return [...byName]
    .map(([name, entries]) => toPart(name, entries, claims.get(name) ?? []))
    .toSorted((a, b) => b.rows - a.rows);
}

function claimsByName({ duties, conflicts }: AuditedTerms): ReadonlyMap<string, readonly ModelClaim[]> {
  const byName = new Map<string, ModelClaim[]>();
  const add = (kind: ModelClaim['kind'], code: string, terms: TermsClaim): void => {
    const { models, sources } = terms;
    const claim = {
      kind,
      code,
      text: claimText(terms),
      sources: sources.flatMap(({ source }) => source ?? []),
    };
    for (const { model } of models) byName.set(model, [...(byName.get(model) ?? []), claim]);
  };
  for (const duty of duties) add('duty', duty.condition, duty);
  for (const conflict of conflicts) add('conflict', conflict.code, conflict);
  return byName;
}

function toPart(name: string, entries: readonly AuditedModel[], claims: readonly ModelClaim[]): ModelPart {
  const identified = entries.find((entry) => entry.identified !== null)?.identified ?? null;
  const rolesOfPart = roles
    .map((role) => ({ role, rows: sum(entries.map((entry) => entry.roles[role] ?? 0)) }))
    .filter(({ rows }) => rows > 0)
    .toSorted((a, b) => b.rows - a.rows);
  const hands = rolesOfPart.map(({ role }) => handOf[role]);
  return {
    name,
    slugs: identified?.slugs ?? (entries.some(({ code }) => codesOfSlugs.has(code)) ? [name] : []),
    author: entries.find(({ author }) => author !== null)?.author ?? null,
    rows: sum(entries.map(({ rows }) => rows)),
    roles: rolesOfPart,
    hand: (['wrote', 'assessed'] as const).find((hand) => hands.includes(hand)) ?? 'unclear',
    verdicts: [...new Set(entries.map(({ verdict }) => verdict))],
    claims,
  };
}

/** The statement of a text, with the one condition that an audit can't check. */
export function claimText({ text, ifMakerServes }: TermsClaim): string {
  return ifMakerServes ? `${text} Applies if the maker, or its cloud, served the rows.` : text;
}

/** The codes of names that are the slug of one model. */
const codesOfSlugs: ReadonlySet<RowCode> = new Set([
  'DISTILLABLE',
  'NOT_DISTILLABLE',
  'DENIED_BY_POLICY',
  'NOT_IN_POLICY',
]);
