import { toPlainText } from '../render/plain-text.js';
import type { Colours } from '../render/table.js';
import { type ChangedRow, isEmptyDiff, type SnapshotDiff } from './diff-snapshots.js';

type Paint = (text: string) => string;

/** A diff for people: a heading for each sort of change, with a line for each row. */
export function renderDiff(diff: SnapshotDiff, { bold, red, green, yellow, dim }: Colours): string {
  if (isEmptyDiff(diff)) return 'no difference\n';
  const target = (slug: string | null): string => slug ?? '(not told)';
  const section = (title: string, sign: string, paint: Paint, rows: readonly string[]): string =>
    rows.length === 0
      ? ''
      : `${bold(`${title} (${rows.length})`)}\n${rows.map((row) => `${paint(`${sign} ${toPlainText(row)}`)}\n`).join('')}`;
  return [
    section('lost the permission', '-', red, diff.lost),
    section('gained the permission', '+', green, diff.gained),
    section('vanished', '-', dim, diff.vanished.map(judged)),
    section('appeared', '+', dim, diff.appeared.map(judged)),
    section(
      'alias moved',
      '~',
      yellow,
      diff.aliasMoved.map(({ slug, from, to }) => `${slug}: ${target(from)} -> ${target(to)}`),
    ),
    section('changed', '~', yellow, diff.changed.map(describeChange)),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function judged({ slug, verdict }: { readonly slug: string; readonly verdict: string }): string {
  return `${slug} (${verdict})`;
}

function describeChange({ slug, kind, canonicalSlug }: ChangedRow): string {
  const parts = [
    kind === undefined ? [] : [`${kind.from} -> ${kind.to}`],
    canonicalSlug === undefined ? [] : [`canonical slug ${canonicalSlug.from} -> ${canonicalSlug.to}`],
  ];
  return `${slug}: ${parts.flat().join(', ')}`;
}
