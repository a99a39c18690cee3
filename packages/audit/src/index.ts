export { type AuditInput, type AuditOptions, type AuditProgress, type AuditStream, audit } from './audit.js';
export {
  AuditError,
  type AuditErrorCode,
  type AuditErrorDetails,
  auditErrorCodes,
} from './audit-error.js';
export { auditCode, type CodeAuditOptions } from './code/audit-code.js';
export type { CodeAuditReport, CodeFinding, CodeOccurrence, CodeRule } from './code/report.js';
export { codeRules } from './code/rules.js';
export type { NamedFields } from './fields/row-fields.js';
export { renderHtmlReport } from './html/page.js';
export { countLedgerFindings } from './ledger-check.js';
export { formatCount, formatShare } from './numbers.js';
export { findFiles } from './read/find.js';
export type { AuditFormat } from './read/reader.js';
export { readArchive } from './read-archive.js';
export type {
  AuditCatalog,
  AuditedFile,
  AuditedModel,
  AuditMonth,
  AuditReport,
  CorruptRow,
  LedgerFinding,
  RowCode,
  RowPlace,
  RowVerdict,
} from './report.js';
export { type SarifLog, toSarif } from './to-sarif.js';
