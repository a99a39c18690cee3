import { createHash } from 'node:crypto';
import type { CatalogSnapshot } from '@distillable/catalog';
import { type IndexedGeneration, indexLedger, type LedgerIndex } from '@distillable/ledger';
import { unreadableLedger } from './audit-error.js';
import type { AuditReport, LedgerComparison, LedgerFinding } from './report.js';
import type { TermsSum } from './terms-sum.js';

/** Ledgers, ready for look-ups. */
interface AuditedLedgers {
  readonly ledgers: LedgerComparison['ledgers'];
  readonly generations: LedgerIndex['generations'];
  /** Whether two names mean the same model: a response may use another name than the request. */
  readonly isSameModel: (one: string, other: string) => boolean;
  /** Counts what the terms of the host say about a row that is as it was generated. */
  readonly addServed: (generation: IndexedGeneration, claim: LedgerClaim) => void;
}

/** What a row says about itself. */
export interface LedgerClaim {
  readonly file: string;
  readonly line: number;
  readonly offset: number | null;
  readonly id: unknown;
  readonly text: unknown;
  /** The models that may have made it. */
  readonly models: readonly string[];
}

/** Compares rows with a ledger, and counts. */
export interface LedgerCheck {
  /** Null if the ledger has the row as it is. */
  readonly check: (claim: LedgerClaim) => LedgerFinding['kind'] | null;
  readonly result: () => LedgerComparison;
}

/**
 * Reads ledgers, to compare rows with them: each process that sends has one of its own. Null without any.
 *
 * @param newest the list by which two names are known to mean the same model
 * @param terms counts what the terms of the hosts say that served
 * @throws AuditError `INPUT_UNREADABLE`, also where a chain is broken: an edited ledger proves nothing
 */
export async function openLedgers(
  files: readonly string[],
  newest: CatalogSnapshot | undefined,
  maxPlaces: number,
  terms: Pick<TermsSum, 'addServed'>,
): Promise<LedgerCheck | null> {
  if (files.length === 0) return null;
  const ledgers: LedgerComparison['ledgers'][number][] = [];
  const generations = new Map<string, IndexedGeneration>();
  for (const file of new Set(files)) {
    const { head } = await indexLedger(file, generations).catch((cause: unknown) => {
      throw unreadableLedger(file, cause);
    });
    ledgers.push({ file, head });
  }
  const canonical = (name: string): string => newest?.resolve(name).model?.canonicalSlug ?? name;
  const isSameModel = (one: string, other: string): boolean =>
    one === other || canonical(one) === canonical(other);
  const addServed: AuditedLedgers['addServed'] = ({ served, hosts: [host, ...others] }, claim) => {
    if (host === undefined || others.length > 0) return;
    const rows = served.map((name) => newest?.resolve(name).model ?? null).filter((row) => row !== null);
    const { file, line, offset } = claim;
    terms.addServed(
      rows.filter(({ kind }) => kind === 'model'),
      host,
      { file, line, offset },
    );
  };
  return createLedgerCheck({ ledgers, generations, isSameModel, addServed }, maxPlaces);
}

function createLedgerCheck(
  { ledgers, generations, isSameModel, addServed }: AuditedLedgers,
  maxPlaces: number,
): LedgerCheck {
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
      const generation = typeof id === 'string' ? generations.get(id) : undefined;
      const kind = compare(claim, generation, isSameModel);
      counts[kind ?? 'matched'] += 1;
      if (kind === null && generation !== undefined) addServed(generation, claim);
      if (kind !== null && findings.length < maxPlaces) {
        const { file: of, line, offset } = claim;
        findings.push({ file: of, line, offset, kind, id: typeof id === 'string' ? id : null });
      }
      return kind;
    },
    result: () => ({
      ledgers,
      matched: counts.matched,
      missing: counts.missing,
      textDiffers: counts['text-differs'],
      modelDiffers: counts['model-differs'],
      notVerified: counts['not-verified'],
      findings,
    }),
  };
}

/** If the ledger kept no hashes, any text matches; if it did, a row without text differs. */
function compare(
  { text, models }: LedgerClaim,
  generation: IndexedGeneration | undefined,
  isSameModel: AuditedLedgers['isSameModel'],
): LedgerFinding['kind'] | null {
  if (generation === undefined) return 'missing';
  const { textHashes, served, isVerified } = generation;
  if (!isVerified) return 'not-verified';
  if (textHashes !== null && !textHashes.includes(hashOf(text))) return 'text-differs';
  const isServed = models.some((model) => served.some((each) => isSameModel(each, model)));
  return served.length > 0 && !isServed ? 'model-differs' : null;
}

function hashOf(text: unknown): string {
  return createHash('sha256')
    .update(typeof text === 'string' ? text : '')
    .digest('hex');
}

/** How many rows contradict the ledger; 0 without a ledger. */
export function countLedgerFindings(ledger: AuditReport['ledger']): number {
  return ledger === null ? 0 : ledger.missing + ledger.textDiffers + ledger.modelDiffers + ledger.notVerified;
}
