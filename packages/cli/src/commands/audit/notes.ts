import {
  type AuditReport,
  countOf,
  describeBasis,
  describeDeclarations,
  formatCount,
} from '@distillable/audit';
import type { CatalogSnapshot } from '@distillable/catalog';
import type { Notes } from '../../session.js';
import { toPlainText } from '../../terminal/text.js';
import type { AuditFlags } from './flags.js';

/** Prints the basis of a report, and what to do about it. */
export function noteAudit(notes: Notes, report: AuditReport): void {
  notePlaces(notes, report);
  noteUnread(notes, report);
  noteOutside(notes, report);
  noteDeclarations(notes, report);
  noteOutputs(notes, report);
  noteBasis(notes, report);
}

/** Files that have a line each. */
const maxFiles = 20;

/** Says where the models of each file were found; also under `--quiet` if nowhere, or if there is no row at all. */
function notePlaces(notes: Notes, { files, declarations }: AuditReport): void {
  for (const { file, places, rows, corrupt, advice } of files.slice(0, maxFiles)) {
    const name = file === '-' ? 'stdin' : toPlainText(file);
    if (declarations.assumedIn.includes(file))
      notes.say(`${name}: no row names a model, and one was declared`);
    else if (places.length > 0) notes.say(`${name}: ${describePlaces(places)}`);
    else if (rows > 0)
      notes.warn(`warning: ${name}: no row names a model. If they do, say where with --model-field.`);
    else if (rows + corrupt === 0) notes.warn(`warning: ${name} has no rows, so nothing of it was judged.`);
    if (advice !== null) notes.warn(toPlainText(`warning: ${name}: ${advice}`));
  }
  if (files.length > maxFiles)
    notes.say(`and ${countOf(files.length - maxFiles, 'more file')} (--json lists them all)`);
}

/** Places of a file that are printed. */
const maxPlaces = 8;

function describePlaces(places: AuditReport['files'][number]['places']): string {
  const shown = places.slice(0, maxPlaces).map(({ place, role }) => `${place} (${role})`);
  const more = places.length - shown.length;
  return toPlainText(
    `models in ${shown.join(', ')}${more > 0 ? `, and ${countOf(more, 'more place')}` : ''}`,
  );
}

/** Names the inputs that were not read to their end, also under `--quiet`: nothing is known of the rest. */
function noteUnread(notes: Notes, { unread }: AuditReport): void {
  for (const { message, code } of unread) notes.warn(toPlainText(`unreadable: ${message} (${code})`));
  if (unread.length > 0)
    notes.warn('The other inputs were judged. --out and --rejects are only written when all can be read.');
}

/** Says what to do about models that are named beside the data; also under `--quiet`. */
function noteOutside(notes: Notes, { outside }: AuditReport): void {
  const { advice, unread } = outside;
  if (advice !== null) notes.warn(toPlainText(`warning: ${advice}`));
  for (const { message } of unread.slice(0, maxFiles)) notes.warn(toPlainText(`warning: ${message}`));
}

/** Says what rests on the user's word, also under `--quiet`: no one should take it for a fact of the data. */
function noteDeclarations(notes: Notes, { declarations, totals, catalogs }: AuditReport): void {
  for (const { text, flag } of describeDeclarations(declarations))
    notes.warn(toPlainText(`declared: ${text} (${flag})`));
  if (totals.older > 0 && catalogs.length > 0)
    notes.say(
      `${countOf(totals.older, 'row')} older than the list that judged them: it says what holds today (--archive judges by the list of that time)`,
    );
}

/** Says what the verdicts rest on beside the list, so that the same audit can be run again. */
function noteBasis(notes: Notes, report: AuditReport): void {
  for (const { label, text } of describeBasis(report)) notes.detail(toPlainText(`${label}: ${text}`));
}

/** Names what was written, so that it can be found again by its digest. */
function noteOutputs(notes: Notes, { outputs }: AuditReport): void {
  for (const [flag, written] of Object.entries({ '--out': outputs.out, '--rejects': outputs.rejects })) {
    if (written === null) continue;
    const { path, bytes, sha256 } = written;
    notes.say(toPlainText(`${flag}: ${path} · ${formatCount(bytes)} bytes · sha256:${sha256}`));
  }
}

/** Says where the folder of evidence is, and how to check it. */
export function noteEvidence(
  notes: Notes,
  { evidence = '', sign }: Pick<AuditFlags, 'evidence' | 'sign'>,
  files: readonly string[],
): void {
  const check =
    sign === undefined
      ? 'not signed'
      : `signed: check it by distillable evidence verify ${evidence} --key <public key>`;
  notes.say(toPlainText(`evidence: ${evidence} · ${countOf(files.length, 'file')} · ${check}`));
}

/** Says what an archive could judge. A sample is mentioned even under `--quiet`. */
export function noteArchive(notes: Notes, directory: string, snapshots: readonly CatalogSnapshot[]): void {
  const times = snapshots.map(({ retrievedAt }) => retrievedAt.toISOString()).sort();
  const day = (index: number): string => times.at(index) ?? '';
  notes.say(`archive: ${directory} · ${countOf(snapshots.length, 'snapshot')} from ${day(0)} to ${day(-1)}`);
  for (const { source } of snapshots) if (source.sample !== null) notes.warn(`SAMPLE: ${source.sample}`);
}
