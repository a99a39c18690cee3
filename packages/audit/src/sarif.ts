import type { CodeAuditReport } from './code/audit-code.js';
import { codeFindings, codeRules, toCodeSarif } from './code/sarif.js';
import { countOf, formatCount } from './numbers.js';
import type { OutsideModel } from './outside/judge-descriptions.js';
import { isHubAddress } from './read/hub/hub-files.js';
import type { AuditedModel, AuditReport } from './report.js';
import {
  type Finding,
  type SarifFinding,
  type SarifLog,
  type SarifPlace,
  type SarifRule,
  sarifLog,
} from './sarif-log.js';
import type { TermsClaim } from './terms-sum.js';

/**
 * Writes the findings of an audit as SARIF 2.1.0, for code hosts. For rows: a result for each model that is not
 * distillable, at its first row, and for each corrupt row and ledger finding; and a note for each duty and conflict. For
 * code: a result for each finding that no comment suppresses.
 */
export function toSarif(report: AuditReport | CodeAuditReport): SarifLog {
  return 'occurrences' in report ? toCodeSarif(report) : toAuditSarif(report);
}

/** The same results for other forms, with their levels. */
export function toFindings(report: AuditReport | CodeAuditReport): readonly Finding[] {
  return 'occurrences' in report
    ? withLevels(codeFindings(report), codeRules)
    : withLevels(auditFindings(report), rules);
}

function withLevels(findings: readonly SarifFinding[], known: readonly SarifRule[]): readonly Finding[] {
  const levels = new Map(known.map(({ id, level }) => [id, level]));
  return findings.map(({ rule, level = levels.get(rule) ?? 'error', message, place }) => ({
    rule,
    level,
    message,
    place,
  }));
}

const rules: readonly SarifRule[] = [
  {
    id: 'not-distillable',
    summary: 'Rows were made by a model whose text may not be used to train other models.',
    help: 'Remove these rows (--out and --rejects do), or generate them again with one of the suggested models.',
    level: 'error',
  },
  {
    id: 'unknown',
    summary: 'Rows name a model, and nothing proves that its text may be used.',
    help: 'Check how the model is spelled, or remove these rows.',
    level: 'error',
  },
  {
    id: 'unnamed',
    summary: 'Rows name no model.',
    help: 'Say with --model-field where the model is named, declare it with --assume-model if you know it, or remove these rows.',
    level: 'error',
  },
  {
    id: 'corrupt',
    summary: 'Rows could not be read.',
    help: 'Repair these rows or remove them.',
    level: 'error',
  },
  {
    id: 'unread',
    summary: 'A file could not be read to its end.',
    help: 'Repair the file, or leave it out. Rows that were not read are not judged.',
    level: 'error',
  },
  {
    id: 'ledger',
    summary: 'Rows contradict the ledger.',
    help: 'Remove these rows, or find out who changed them.',
    level: 'error',
  },
  {
    id: 'outside',
    summary: 'A file beside the data names a model, and nothing proves that its text may be used.',
    help: 'No row is judged by it. Find out what the model did. If it wrote all rows of files that name none, declare it with --assume-model.',
    level: 'note',
  },
  {
    id: 'duty',
    summary: 'The licence or the terms of a model ask for something.',
    help: 'Do what the text asks for, or leave these rows out.',
    level: 'note',
  },
  {
    id: 'terms-conflict',
    summary: "The licence or the terms of a model differ from OpenRouter's label, or were not read.",
    help: 'Read the text, and decide whether it applies to you.',
    level: 'note',
  },
];

/** A result for each model that is not distillable, at its first row, and for each corrupt row and ledger finding. */
function toAuditSarif(report: AuditReport): SarifLog {
  const { ledger, terms, version, catalogs, caveat, totals } = report;
  const { files, outputs, settings, declarations, differences, namesTable } = report;
  const inputs = files.map(({ file, bytes, sha256 }) => ({ file, bytes, sha256 }));
  const columns = files.flatMap(({ file, advice }) => (advice === null ? [] : [{ file, advice }]));
  const tables = { namesTable, termsTable: terms.table };
  const basis = { inputs, outputs, settings, declarations, ...tables, ledgers: ledger?.ledgers ?? [] };
  const properties = { totals, catalogs, ...basis, differences, columns, caveat };
  return sarifLog(auditFindings(report), { version, rules, properties });
}

function auditFindings(report: AuditReport): readonly SarifFinding[] {
  const { models, corrupt, ledger, outside, terms } = report;
  return [
    ...models.filter(({ verdict }) => verdict !== 'distillable').map(toModelFinding),
    ...corrupt.map(({ message, ...place }) => ({
      rule: 'corrupt',
      message: `This row can't be read: ${message}.`,
      place: placeOf(place),
      identity: String(place.line),
    })),
    ...report.unread.map(({ file, code, message }) => ({
      rule: 'unread',
      message,
      place: placeOf({ file, line: 1 }),
      identity: code,
    })),
    ...outside.models.filter(({ verdict }) => verdict !== 'distillable').map(toOutsideFinding),
    ...(ledger?.findings ?? []).map(({ kind, id, ...place }) => ({
      rule: 'ledger',
      message: `This row contradicts the ledger: ${kind}.`,
      place: placeOf(place),
      identity: `${kind} ${id ?? place.line}`,
    })),
    ...terms.duties.map((duty) => toTermsFinding('duty', duty.condition, duty)),
    ...terms.conflicts.map((conflict) => toTermsFinding('terms-conflict', conflict.code, conflict)),
  ];
}

function toModelFinding({
  model,
  rows,
  roles,
  verdict,
  code,
  message,
  alternatives,
  first,
}: AuditedModel): SarifFinding {
  const instead = alternatives.length === 0 ? '' : ` For new requests: ${alternatives.join(', ')}.`;
  return {
    rule: verdict,
    message: `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}: ${message}${instead}`,
    place: placeOf(first),
    identity: `${code} ${model ?? ''}`,
    properties: { model, code, rows, roles, alternatives },
  };
}

function toOutsideFinding({ file, line, model, verdict, code, message }: OutsideModel): SarifFinding {
  return {
    rule: 'outside',
    message: `Named outside the rows: ${message}`,
    place: isHubAddress(file) ? null : placeOf({ file, line }),
    identity: model,
    properties: { model, verdict, code, file, line },
  };
}

function toTermsFinding(rule: string, code: string, claim: TermsClaim): SarifFinding {
  const { text, rows, models, sources, ifMakerServes, first } = claim;
  const entries = sources.map(({ entry }) => entry ?? '').join(' ');
  return {
    rule,
    message: `${countOf(rows, 'row')}${ifMakerServes ? ', if the maker served them' : ''}: ${text}`,
    place: placeOf(first),
    identity: `${code} ${entries} ${ifMakerServes}`,
    properties: { code, rows, models, sources, ifMakerServes },
  };
}

/** Stdin is no file of a code host. */
function placeOf({ file, line }: { readonly file: string; readonly line: number }): SarifPlace | null {
  return file === '-' ? null : { file: file.replaceAll('\\', '/'), line };
}
