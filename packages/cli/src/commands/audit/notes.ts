import { type AuditReport, countOf } from '@distillable/audit';
import type { CatalogSnapshot } from '@distillable/catalog';
import type { Notes } from '../../notes.js';
import { toPlainText } from '../../terminal/text.js';

/** Files that have a line each. */
const maxFiles = 20;

/** Says in which column of each file the model was found; also under `--quiet` if there is none, or no row at all. */
export function noteFields(notes: Notes, { files }: AuditReport): void {
  for (const { file, modelField, rows, corrupt } of files.slice(0, maxFiles)) {
    const name = file === '-' ? 'stdin' : file;
    if (modelField !== null) notes.say(`${name}: model taken from "${toPlainText(modelField)}"`);
    else if (rows > 0)
      notes.warn(`warning: ${name}: no row names a model. If they do, say where with --model-field.`);
    else if (corrupt === 0) notes.warn(`warning: ${name} has no rows, so nothing of it was judged.`);
  }
  if (files.length > maxFiles)
    notes.say(`and ${countOf(files.length - maxFiles, 'more file')} (--json lists them all)`);
}

/** Says what an archive could judge. A sample is mentioned even under `--quiet`. */
export function noteArchive(notes: Notes, directory: string, snapshots: readonly CatalogSnapshot[]): void {
  const times = snapshots.map(({ retrievedAt }) => retrievedAt.toISOString()).sort();
  const day = (index: number): string => times.at(index) ?? '';
  notes.say(`archive: ${directory} · ${countOf(snapshots.length, 'snapshot')} from ${day(0)} to ${day(-1)}`);
  for (const { source } of snapshots) if (source.sample !== null) notes.warn(`SAMPLE: ${source.sample}`);
}
