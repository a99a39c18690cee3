export { createLedger, type Ledger, type LedgerOptions, type LedgerReceipts } from './create-ledger.js';
export { type IndexedGeneration, indexLedger } from './index-ledger.js';
export type { LedgerEntry, LedgerProblem, LedgerProblemCode, LinePlace, TornNote } from './ledger-entry.js';
export { LedgerError, type LedgerErrorCode } from './ledger-error.js';
export { snapshotPath } from './ledger-files.js';
export type { FsyncPolicy } from './ledger-writer.js';
export { type PlacedEntry, readLedger } from './read-ledger.js';
export { type LedgerVerification, type VerifyOptions, verifyLedger } from './verify-ledger.js';
