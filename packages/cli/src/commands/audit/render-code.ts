import { type CodeAuditReport, type CodeFinding, codeRules, countOf } from '@distillable/audit';
import type { Colours } from '../../terminal/table.js';
import { toPlainText } from '../../terminal/text.js';

/** A line for each finding, as compilers write them; with `verbose`, for what is suppressed or may be used too. */
export function renderCodeAudit(
  { occurrences }: CodeAuditReport,
  { colours, verbose }: { readonly colours: Colours; readonly verbose: boolean },
): string {
  return occurrences
    .filter(({ rule, suppressed }) => verbose || (rule !== null && suppressed === null))
    .map((occurrence) => `${renderFinding(occurrence, colours)}\n`)
    .join('');
}

function renderFinding(occurrence: CodeFinding, colours: Colours): string {
  const { file, line, column, model, rule, message, alternatives, suppressed } = occurrence;
  const place = toPlainText(`${file}:${line}:${column}`);
  const text = toPlainText(withAlternatives(message, alternatives));
  const name = model === null ? '' : ` ${toPlainText(model)}`;
  if (rule === null) return `${place}: ${colours.green('allowed')}${name}: ${text}`;
  if (suppressed !== null) {
    const reason = suppressed === '' ? 'without a reason' : toPlainText(suppressed);
    return `${place}: ${colours.dim('ignored')} ${rule}${name}: ${reason}`;
  }
  const level = codeRules.find(({ id }) => id === rule)?.level;
  const paint = level === 'error' ? colours.red : colours.yellow;
  return `${place}: ${paint(level ?? 'error')} ${rule}${name}: ${text}`;
}

/** The totals in one line, and what was not read. */
export function summarizeCodeAudit({ totals, unread, directories }: CodeAuditReport): readonly string[] {
  const { files, allowed, findings, suppressed, mentions } = totals;
  const found = Object.entries(findings).filter(([, count]) => count > 0);
  const parts = [
    countOf(files, 'file'),
    ...found.map(([rule, count]) => `${count} ${rule}`),
    `${allowed} allowed`,
    ...(suppressed > 0 ? [`${suppressed} ignored by comments`] : []),
    ...(mentions > 0 ? [`${mentions} only mentioned in comments or text`] : []),
  ];
  const walked = directories.filter(({ listedBy }) => listedBy === 'walk').map(({ directory }) => directory);
  return [
    parts.join(' · '),
    ...(walked.length > 0 ? [`not listed by git, so .gitignore has no effect: ${walked.join(', ')}`] : []),
    ...reasons.flatMap(([reason, words]) => describeUnread(unread, reason, words)),
  ];
}

type UnreadFiles = CodeAuditReport['unread'];

const reasons: readonly (readonly [UnreadFiles[number]['reason'], string])[] = [
  ['too-large', 'over 1 MiB'],
  ['binary', 'binary'],
  ['link', 'links'],
];

function describeUnread(unread: UnreadFiles, reason: string, words: string): readonly string[] {
  const files = unread.filter((candidate) => candidate.reason === reason).map(({ file }) => file);
  if (files.length === 0) return [];
  const more = files.length > 3 ? ` and ${files.length - 3} more` : '';
  return [`not read, ${words}: ${files.slice(0, 3).join(', ')}${more}`];
}

function withAlternatives(message: string, alternatives: readonly string[]): string {
  return alternatives.length === 0 ? message : `${message} Instead: ${alternatives.join(', ')}`;
}
