export type { LedgerProblem, LedgerProblemCode } from './chain.js';
export { createLedger, type Ledger, type LedgerOptions } from './create-ledger.js';
export type { LedgerEntry, LedgerReceipt, LinePlace, TornNote } from './entry.js';
export {
  type DamageDetails,
  type FileDetails,
  LedgerError,
  type LedgerErrorCode,
  type LedgerErrorDetails,
  type SystemErrorDetails,
} from './errors.js';
export {
  type IndexedGeneration,
  indexLedger,
  type LedgerIndex,
  type PlacedEntry,
  readLedger,
} from './read-ledger.js';
export { digestOfName, findSnapshots } from './snapshot-archive.js';
export { type SplitLine, type SplitLinesOptions, splitLines } from './split-lines.js';
export { type LedgerVerification, type VerifyOptions, verifyLedger } from './verify-ledger.js';
export type { FsyncPolicy } from './writer.js';
