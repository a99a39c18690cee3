export type { LedgerProblem, LedgerProblemCode } from './chain.js';
export { createLedger, type Ledger, type LedgerOptions, type LedgerReceipts } from './create-ledger.js';
export type { LedgerEntry, LinePlace, TornNote } from './entry.js';
export { LedgerError, type LedgerErrorCode, type LedgerErrorDetails } from './errors.js';
export { type IndexedGeneration, indexLedger } from './index-ledger.js';
export { type PlacedEntry, readLedger } from './read-ledger.js';
export { findSnapshots } from './snapshot-archive.js';
export { type LedgerVerification, type VerifyOptions, verifyLedger } from './verify-ledger.js';
export type { FsyncPolicy } from './writer.js';
