import { countLedgerFindings } from '../ledger-check.js';
import { countOf, formatCount, formatShare } from '../numbers.js';
import type { AuditReport } from '../report.js';

export type Standing = 'allowed' | 'not-allowed' | 'not-proven';

/** The audit in one word and one sentence. */
export interface OverallVerdict {
  readonly standing: Standing;
  readonly word: string;
  readonly sentence: string;
  /** Further problems, if the sentence names only the worst. */
  readonly besides: string | null;
}

/**
 * The verdict on the whole dataset. `allowed` only if there is no doubt at all: every row
 * distillable by a real catalog, none unreadable, and no ledger that disagrees.
 */
export function overallVerdict(report: AuditReport): OverallVerdict {
  const { rows, verdicts } = report.totals;
  const doubts = findDoubts(report);
  const besides = doubts.length === 0 ? null : `Besides, ${joinDoubts(doubts)}.`;
  const rejected = verdicts['not-distillable'];
  if (rejected > 0) {
    const share = `${formatCount(rejected)} of ${countOf(rows, 'row')} (${formatShare(rejected, rows)})`;
    const sentence = `${share} ${rejected === 1 ? 'names a model that is' : 'name models that are'} not distillable.`;
    return { standing: 'not-allowed', word: 'Not allowed', sentence, besides };
  }
  if (rows === 0) {
    const sentence = 'There is no row to judge.';
    return { standing: 'not-proven', word: 'Not proven', sentence, besides };
  }
  if (doubts.length > 0) {
    const sentence = `No row names a model that is known not to be distillable, but ${joinDoubts(doubts)}.`;
    return { standing: 'not-proven', word: 'Not proven', sentence, besides: null };
  }
  const subject =
    rows === 1 ? 'The one row names a model that was' : `All ${countOf(rows, 'row')} name models that were`;
  return {
    standing: 'allowed',
    word: 'Allowed',
    sentence: `${subject} distillable according to the catalog that judged ${rows === 1 ? 'it' : 'them'}.`,
    besides: null,
  };
}

function findDoubts({ totals, catalogs, ledger, unread }: AuditReport): readonly string[] {
  const { rows, verdicts, corrupt } = totals;
  const unjudged =
    rows - verdicts['not-distillable'] - verdicts.unknown - verdicts.unnamed - verdicts.distillable;
  const doubts: [boolean, string][] = [
    [verdicts.unknown > 0, `${countOf(verdicts.unknown, 'row')} can’t be proven`],
    [
      verdicts.unnamed > 0,
      `${countOf(verdicts.unnamed, 'row')} ${verdicts.unnamed === 1 ? 'names' : 'name'} no model`,
    ],
    [unjudged !== 0, 'the verdicts do not add up to all rows'],
    [unread.length > 0, `${countOf(unread.length, 'file')} can’t be read to the end`],
    [corrupt > 0, `${countOf(corrupt, 'row')} can’t be read`],
    [
      countLedgerFindings(ledger) > 0,
      `${countOf(countLedgerFindings(ledger), 'row')} ${countLedgerFindings(ledger) === 1 ? 'contradicts' : 'contradict'} the ledger`,
    ],
    [
      catalogs.some(({ sample }) => sample !== null),
      'the catalog is a sample, not OpenRouter’s list of today',
    ],
  ];
  return doubts.filter(([holds]) => holds).map(([, text]) => text);
}

function joinDoubts(doubts: readonly string[]): string {
  const [last, ...before] = doubts.toReversed();
  return before.length === 0 ? (last ?? '') : `${before.toReversed().join(', ')}, and ${last}`;
}
