import type { AuditReport } from './audit-report.js';

/** How many rows a ledger speaks against; 0 without a ledger. */
export function ledgerFindings(ledger: AuditReport['ledger']): number {
  return ledger === null ? 0 : ledger.missing + ledger.textDiffers + ledger.modelDiffers + ledger.notVerified;
}
