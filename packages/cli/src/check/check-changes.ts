import { toPlainText } from '../render/plain-text.js';
import { loadColours } from '../render/terminal-style.js';
import { type CatalogView, viewSnapshot } from '../sources/opened-source.js';
import { readSnapshotFile } from '../sources/read-snapshot-file.js';
import { createJudge, type Judge } from './create-judge.js';
import { exitCodeOf } from './grade.js';
import { judgeInputs } from './judge-inputs.js';
import { reportChangesAsJson, reportChangesAsText } from './report-changes.js';
import type { Check } from './run-check.js';

/** `distillable check --changed-since`: what was allowed by the list in a file, and is not by the current one. */
export async function checkChanges(
  check: Check,
  current: CatalogView,
  judge: Judge,
  path: string,
): Promise<void> {
  const { session, flags, inputs } = check;
  const { io, settings, notes } = session;
  const since = viewSnapshot(await readSnapshotFile(path), io.now());
  // Its age is no matter: what it allowed is judged as of its own day.
  const now = since.snapshot.retrievedAt.getTime();
  let lost = 0;
  const options = {
    judgeThen: createJudge(since.snapshot, now, check),
    onLost: () => {
      lost += 1;
    },
  };
  const report = settings.json
    ? reportChangesAsJson(options, since, current)
    : reportChangesAsText(options, await loadColours(io));
  const tally = await judgeInputs(session, inputs, judge, report);
  session.endWith(exitCodeOf({ ...tally, refused: lost }, flags.exitZero === true));
  notes.say(`${lost} allowed by the list of ${since.snapshot.retrievedAt.toISOString()} and not now`);
  if (since.snapshot.retrievedAt > current.snapshot.retrievedAt)
    notes.warn(`warning: ${toPlainText(path)} is newer than the current list.`);
}
