import { hash } from 'node:crypto';
import { countOf } from '@distillable/audit';
import type { CatalogSnapshot, SnapshotIdentity } from '@distillable/catalog';
import { codeOf } from '../../errors.js';
import { toPlainLines, toPlainText, toSafeJson } from '../../terminal/text.js';
import type { Touched, TouchingChange } from './touched.js';
import type { Message } from './webhook.js';

/** One reading; `--json` prints it as a line, and the webhook gets it if something changed. */
export interface WatchReport {
  /** Of this format. */
  readonly schemaVersion: 1;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly catalog: SnapshotIdentity;
  /** The list that it was compared with; null at the first reading. */
  readonly previous: SnapshotIdentity | null;
  readonly totals: { readonly models: number; readonly distillable: number };
  readonly changes: readonly TouchingChange[];
  /** Code and audits that could not be read, one sentence each. */
  readonly problems: readonly string[];
}

/** A reading that failed. */
export interface WatchFailure {
  readonly schemaVersion: 1;
  readonly time: string;
  readonly error: { readonly code: string; readonly message: string };
}

export function reportOf(
  snapshot: CatalogSnapshot,
  previous: CatalogSnapshot | null,
  found: Pick<WatchReport, 'changes' | 'problems'>,
  now: number,
): WatchReport {
  return {
    schemaVersion: 1,
    time: new Date(now).toISOString(),
    catalog: snapshot.identity,
    previous: previous?.identity ?? null,
    totals: { models: snapshot.size, distillable: snapshot.distillable().length },
    ...found,
  };
}

export function failureOf(error: unknown, now: number): WatchFailure {
  const code = codeOf(error) || 'INTERNAL';
  const message = error instanceof Error ? error.message : String(error);
  return { schemaVersion: 1, time: new Date(now).toISOString(), error: { code, message } };
}

/** For the webhook: with the lines for people as `text`, which chat services show. */
export function messageOf(content: WatchReport | WatchFailure): Message {
  const text = 'error' in content ? failureLine(content) : renderReport(content).trimEnd();
  const body = toSafeJson({ text, ...content });
  return { id: `msg_${hash('sha256', body).slice(0, 32)}`, body };
}

/** A line for each change, and indented ones for what it touches; nothing where nothing changed. */
export function renderReport({ time, catalog, changes }: WatchReport): string {
  const at = secondsOf(time);
  const lines = changes.flatMap(({ text, code, audits }) => [
    `${at} ${text}`,
    ...touchedLine('code', code, ({ file, line }) => `${file}:${line}`),
    ...touchedLine('audits', audits, ({ report, rows }) => `${report} (${countOf(rows, 'row')})`),
  ]);
  const sample =
    lines.length === 0 || catalog.source.sample === null ? [] : [`${at} SAMPLE: ${catalog.source.sample}`];
  return [...lines, ...sample].map((line) => `${toPlainText(line)}\n`).join('');
}

/** A line of text has the first of them. */
const maxShown = 10;

function touchedLine<Place>(
  title: string,
  touched: Touched<Place> | null,
  describe: (place: Place) => string,
): readonly string[] {
  if (touched === null || touched.total === 0) return [];
  const shown = touched.first.slice(0, maxShown);
  const more = touched.total - shown.length;
  return [`  ${title}: ${[...shown.map(describe), ...(more > 0 ? [`… and ${more} more`] : [])].join(', ')}`];
}

/** One reading in few words. */
export function summarize({ time, totals, previous, changes }: WatchReport): string {
  const what = previous === null ? 'first reading' : countOf(changes.length, 'change');
  return `${secondsOf(time)} ${countOf(totals.models, 'model')}, ${totals.distillable} distillable: ${what}`;
}

export function failureLine({ time, error }: WatchFailure): string {
  return `${secondsOf(time)} warning: ${toPlainLines(error.message)}`;
}

function secondsOf(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}
