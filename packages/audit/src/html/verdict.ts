import { countLedgerFindings } from '../ledger-check.js';
import { countOf, formatCount, formatShare } from '../numbers.js';
import type { AuditReport } from '../report.js';
import type { RowVerdict } from '../row-verdict.js';
import { renderDeclaredNotice } from './declared.js';
import { formatTime, type Html, html, visibleText } from './html.js';
import { renderBar, rowVerdicts, verdictIcon, verdictWords } from './parts.js';

const standingShape: Readonly<Record<Standing, RowVerdict>> = {
  allowed: 'distillable',
  'not-allowed': 'not-distillable',
  'not-proven': 'unknown',
};

/** The top of the page: the verdict, what it is based on, and the rows by verdict. */
export function renderVerdict(report: AuditReport): Html {
  const { standing, word, sentence, besides } = overallVerdict(report);
  const shape = standingShape[standing];
  return html`<section class="verdict ${shape}" aria-labelledby="verdict">
${verdictIcon(shape)}
<div>
<h2 id="verdict"><span class="eyebrow">Verdict</span> ${word}</h2>
<p class="sentence">${sentence}</p>
${besides === null ? null : html`<p class="besides">${besides}</p>`}
<p class="basis">${basisOf(report)} ${visibleText(report.caveat, 1000)}</p>
</div>
</section>
${[...new Set(report.catalogs.flatMap(({ sample }) => sample ?? []))].map(renderSample)}
${renderDeclaredNotice(report)}
${renderCounts(report)}`;
}

function renderSample(sample: string): Html {
  return html`<p class="notice" role="note"><strong>Sample.</strong> ${visibleText(sample, 1000)}</p>`;
}

function basisOf({ catalogs, files, totals, ledger }: AuditReport): string {
  const read = `${countOf(totals.rows, 'row')} in ${countOf(files.length, 'file')}`;
  const times = catalogs.map(({ retrievedAt }) => retrievedAt).toSorted();
  const [oldest] = times;
  const newest = times.at(-1);
  const judged =
    oldest === undefined || newest === undefined
      ? 'no catalog judged them'
      : times.length === 1
        ? `judged by the catalog of ${formatTime(oldest)}`
        : `judged by ${times.length} catalogs from ${formatTime(oldest)} to ${formatTime(newest)}`;
  return `${read}, ${judged}${ledger === null ? '' : ', compared with a ledger'}.`;
}

function renderCounts({ totals }: AuditReport): Html {
  const { rows, verdicts, corrupt } = totals;
  const tile = (verdict: RowVerdict): Html => html`<div class="tile ${verdict}">
<dt>${verdictIcon(verdict)}${verdictWords[verdict].label}</dt>
<dd><span class="number">${formatCount(verdicts[verdict])}</span> <span class="share">${formatShare(verdicts[verdict], rows)}</span></dd>
</div>`;
  return html`<section aria-labelledby="counts">
<h2 id="counts" class="quiet">Rows by verdict</h2>
${renderBar(verdicts, rows)}
<dl class="tiles">
${rowVerdicts.map(tile)}
<div class="tile corrupt">
<dt>Corrupt</dt>
<dd><span class="number">${formatCount(corrupt)}</span> <span class="share">not judged</span></dd>
</div>
</dl>
</section>`;
}

type Standing = 'allowed' | 'not-allowed' | 'not-proven';

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
