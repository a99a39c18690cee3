import { createHash } from 'node:crypto';
import type { IndexedGeneration } from '@distillable/ledger';
import { type AuditReport, type LedgerFinding, mostPlaces } from './engine.js';

/** A ledger, ready for look-ups. */
export interface AuditedLedger {
  readonly file: string;
  readonly generations: ReadonlyMap<string, IndexedGeneration>;
  /** Whether two names mean the same model: an answer may name it otherwise than the request. */
  readonly isSameModel: (one: string, other: string) => boolean;
}

/** What a row says of itself. */
export interface LedgerClaim {
  readonly file: string;
  readonly line: number;
  readonly offset: number | null;
  readonly id: unknown;
  readonly text: unknown;
  readonly model: unknown;
}

/** Compares rows with a ledger, and counts. */
export interface LedgerCheck {
  /** Null where the ledger has the row as it is. */
  readonly check: (claim: LedgerClaim) => LedgerFinding['kind'] | null;
  readonly result: () => NonNullable<AuditReport['ledger']>;
}

export function createLedgerCheck({ file, generations, isSameModel }: AuditedLedger): LedgerCheck {
  const counts: Record<LedgerFinding['kind'] | 'matched', number> = {
    matched: 0,
    missing: 0,
    'text-differs': 0,
    'model-differs': 0,
    'not-verified': 0,
  };
  const findings: LedgerFinding[] = [];
  return {
    check(claim) {
      const { id } = claim;
      const kind = compare(claim, typeof id === 'string' ? generations.get(id) : undefined, isSameModel);
      counts[kind ?? 'matched'] += 1;
      if (kind !== null && findings.length < mostPlaces) {
        const { file: of, line, offset } = claim;
        findings.push({ file: of, line, offset, kind, id: typeof id === 'string' ? id : null });
      }
      return kind;
    },
    result: () => ({
      file,
      matched: counts.matched,
      missing: counts.missing,
      textDiffers: counts['text-differs'],
      modelDiffers: counts['model-differs'],
      notVerified: counts['not-verified'],
      findings,
    }),
  };
}

/** Where the ledger kept no hashes, nothing can be said against the text; where it did, a row without text differs. */
function compare(
  { text, model }: LedgerClaim,
  generation: IndexedGeneration | undefined,
  isSameModel: AuditedLedger['isSameModel'],
): LedgerFinding['kind'] | null {
  if (generation === undefined) return 'missing';
  const { textHashes, served, isVerified } = generation;
  if (!isVerified) return 'not-verified';
  if (textHashes !== null && !textHashes.includes(hashOf(text))) return 'text-differs';
  const isServed = typeof model === 'string' && served.some((each) => isSameModel(each, model));
  return served.length > 0 && !isServed ? 'model-differs' : null;
}

function hashOf(text: unknown): string {
  return createHash('sha256')
    .update(typeof text === 'string' ? text : '')
    .digest('hex');
}

/** How many rows a ledger speaks against; 0 without a ledger. */
export function ledgerFindings(ledger: AuditReport['ledger']): number {
  return ledger === null ? 0 : ledger.missing + ledger.textDiffers + ledger.modelDiffers + ledger.notVerified;
}
