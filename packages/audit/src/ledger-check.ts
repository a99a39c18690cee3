import { createHash } from 'node:crypto';
import type { CatalogModel, CatalogSnapshot } from '@distillable/catalog';
import { type IndexedGeneration, indexLedger } from '@distillable/ledger';
import { unreadableLedger } from './audit-error.js';
import type { RowPlace } from './row-verdict.js';
import type { TermsSum } from './terms-sum.js';

/** A row that contradicts the ledger. */
export interface LedgerFinding extends RowPlace {
  /** `not-verified`: the ledger has the response, but says that it was not verified when it arrived. */
  readonly kind: 'missing' | 'not-verified' | 'text-differs' | 'model-differs';
  /** The id of the generation that the row names; null if it names none. */
  readonly id: string | null;
}

/** The comparison of an audit's rows with ledgers. */
export interface LedgerComparison {
  /** In the order in which they were given. */
  readonly ledgers: readonly {
    /** As it was given; `-` is stdin. */
    readonly file: string;
    /** Its last entry, which stands for its whole chain, as it was then. */
    readonly head: {
      /** Number of the entry, from 1; 0 if there is none. */
      readonly seq: number;
      /** SHA-256 of the entry: 64 hexadecimal digits. */
      readonly hash: string;
    };
  }[];
  /** Rows that it has as they are. */
  readonly matched: number;
  /** Rows that it does not have. */
  readonly missing: number;
  /** Rows whose text is not the one that was generated. */
  readonly textDiffers: number;
  /** Rows that name another model than the one that generated them. */
  readonly modelDiffers: number;
  /** Rows of responses that were not verified. */
  readonly notVerified: number;
  /** The first `maxPlaces` rows that contradict it. */
  readonly findings: readonly LedgerFinding[];
}

/** The facts that a row states about itself. */
export interface LedgerClaim extends RowPlace {
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
 * @param terms counts the terms of the hosts that served
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
  const rowOf = (name: string): CatalogModel | null => newest?.resolve(name).model ?? null;
  const canonical = (name: string): string => rowOf(name)?.canonicalSlug ?? name;
  const isSameModel: IsSameModel = (one, other) => one === other || canonical(one) === canonical(other);
  const addServed = ({ served, hosts: [host, ...others] }: IndexedGeneration, place: RowPlace): void => {
    if (host === undefined || others.length > 0) return;
    const rows = served.flatMap((name) => rowOf(name) ?? []);
    terms.addServed(
      rows.filter(({ kind }) => kind === 'model'),
      host,
      place,
    );
  };
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
      const { file, line, offset } = claim;
      const id = typeof claim.id === 'string' ? claim.id : null;
      const generation = id === null ? undefined : generations.get(id);
      const kind = compare(claim, generation, isSameModel);
      counts[kind ?? 'matched'] += 1;
      if (kind === null && generation !== undefined) addServed(generation, { file, line, offset });
      if (kind !== null && findings.length < maxPlaces) findings.push({ file, line, offset, kind, id });
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

/** A response may use another name than the request. */
type IsSameModel = (one: string, other: string) => boolean;

/** If the ledger kept no hashes, any text matches; if it did, a row without text differs. */
function compare(
  { text, models }: LedgerClaim,
  generation: IndexedGeneration | undefined,
  isSameModel: IsSameModel,
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
export function countLedgerFindings(ledger: LedgerComparison | null): number {
  return ledger === null ? 0 : ledger.missing + ledger.textDiffers + ledger.modelDiffers + ledger.notVerified;
}
