export { audit } from './audit.js';
export {
  AuditError,
  type AuditErrorCode,
  type AuditErrorDetails,
  type AuditErrorPath,
  auditErrorCodes,
} from './audit-error.js';
export type { AuditOptions, AuditProgress } from './audit-options.js';
export { type BasisFact, type DescribedDeclaration, describeBasis, describeDeclarations } from './basis.js';
export {
  auditCode,
  type CodeAuditOptions,
  type CodeAuditReport,
  type CodeCatalog,
  type CodeFinding,
  type CodeTotals,
  type SearchedDirectory,
  type UnreadFile,
} from './code/audit-code.js';
export { codeRules, type DescribedRule } from './code/sarif.js';
export type { CodeOccurrence, CodeRule } from './code/scan.js';
export { type Evidence, type EvidenceOptions, openEvidence } from './evidence/open-evidence.js';
export {
  type EvidenceProblem,
  type EvidenceVerification,
  type VerifyEvidenceOptions,
  verifyEvidence,
} from './evidence/verify-evidence.js';
export type { NamedFields } from './fields/row-fields.js';
export { renderHtmlReport } from './html/page.js';
export { type AcceptedIdentification, acceptedIdentifications } from './judge.js';
export type { LedgerComparison, LedgerFinding } from './ledger-check.js';
export { countLedgerFindings } from './ledger-check.js';
export { countOf, formatCount, formatShare } from './numbers.js';
export type { NamedOutside, OutsideModel } from './outside/judge-descriptions.js';
export { type FoundName, type Role, roles } from './places/found-name.js';
export { type KnownPlace, knownPlaces } from './places/known-places.js';
export type { AuditInput, AuditStream } from './read/find-sources.js';
export { findFiles } from './read/find-sources.js';
export type { HubOptions } from './read/hub/hub-client.js';
export { isHubAddress } from './read/hub/hub-files.js';
export type { AuditFormat } from './read/reader.js';
export { type ArchiveOptions, readArchive } from './read-archive.js';
export { readNames } from './read-names.js';
export type {
  AuditCatalog,
  AuditedFile,
  AuditedModel,
  AuditedPlace,
  AuditMonth,
  AuditReport,
  AuditSettings,
  AuditTotals,
  CorruptRow,
  Declarations,
  ServedDifference,
  UnreadInput,
} from './report.js';
export type { RowCode, RowPlace, RowVerdict } from './row-verdict.js';
export { toFindings, toSarif } from './sarif.js';
export type { Finding, SarifFinding, SarifLevel, SarifLog, SarifPlace, SarifRule } from './sarif-log.js';
export { type AuditSqlOptions, auditSql } from './sql/audit-sql.js';
export { type SqlEngine, sqlEngines } from './sql/dialect.js';
export type { AuditedConflict, AuditedDuty, AuditedTerms, TermsBasis, TermsClaim } from './terms-sum.js';
