export { type AuditInput, type AuditOptions, type AuditProgress, type AuditStream, audit } from './audit.js';
export {
  AuditError,
  type AuditErrorCode,
  type AuditErrorDetails,
  type AuditErrorPath,
  auditErrorCodes,
} from './audit-error.js';
export { auditCode, type CodeAuditOptions } from './code/audit-code.js';
export type {
  CodeAuditReport,
  CodeCatalog,
  CodeFinding,
  CodeOccurrence,
  CodeRule,
  CodeTotals,
  SearchedDirectory,
  UnreadFile,
} from './code/report.js';
export { codeRules, type DescribedRule } from './code/sarif.js';
export type { NamedFields } from './fields/row-fields.js';
export { renderHtmlReport } from './html/page.js';
export { countLedgerFindings } from './ledger-check.js';
export { countOf, formatCount, formatShare } from './numbers.js';
export { findFiles } from './read/find.js';
export type { AuditFormat } from './read/reader.js';
export { type ArchiveOptions, readArchive } from './read-archive.js';
export type {
  AuditCatalog,
  AuditedFile,
  AuditedModel,
  AuditMonth,
  AuditReport,
  AuditTotals,
  CorruptRow,
  LedgerComparison,
  LedgerFinding,
  RowCode,
  RowPlace,
  RowVerdict,
} from './report.js';
export { toSarif } from './sarif.js';
export type { SarifLevel, SarifLog, SarifRule } from './sarif-log.js';
