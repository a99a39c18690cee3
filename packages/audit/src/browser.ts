export { auditBlob, type BlobAuditOptions } from './audit-blob.js';
export { AuditError } from './audit-error.js';
export type { AuditProgress } from './audit-options.js';
export { formatTime, visibleText } from './html/html.js';
export { renderHtmlReport } from './html/page.js';
export { overallVerdict } from './html/verdict.js';
export { countOf, formatCount, formatShare } from './numbers.js';
export type { AuditReport } from './report.js';
