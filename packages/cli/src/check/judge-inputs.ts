import { CommandError } from '../command-error.js';
import { toPlainText } from '../render/plain-text.js';
import type { Session } from '../session.js';
import type { CheckInputs } from './check-input.js';
import type { Judge } from './create-judge.js';
import { createTally, gradeOf, problemOf, type Tally } from './grade.js';
import { openOutputPipe } from './output-pipe.js';
import { openProgressLine } from './progress-line.js';
import type { Report, Told } from './report.js';

/**
 * Judges one body after the other and prints as it goes; none is held.
 *
 * @throws CommandError `INPUT_UNREADABLE` where there is only one and it can't be read; a bad line is told and counted
 */
export async function judgeInputs(
  session: Session,
  { items, several, progress }: CheckInputs,
  judge: Judge,
  report: Report,
): Promise<Tally> {
  const tally = createTally();
  const [stdout, stderr] = [openOutputPipe(session.io.stdout), openOutputPipe(session.io.stderr)];
  const line = openProgressLine(session);
  let judged = 0;
  const print = async (told: Told): Promise<void> => {
    if (!told.stdout && !told.stderr) return;
    line.clear();
    await stdout.write(told.stdout ?? '');
    await stderr.write(told.stderr ?? '');
  };
  const refuse = async (label: string, of: number | null, problem: string): Promise<void> => {
    const text = `${toPlainText(label)}: ${toPlainText(problem).replace(/\.$/, '')}.`;
    if (!several) throw new CommandError('INPUT_UNREADABLE', `Cannot read ${text}`);
    tally.unreadable += 1;
    const unreadable = { kind: 'unreadable', label, line: of, problem } as const;
    await print({ ...report.tellUnreadable(unreadable), stderr: `unreadable: ${text}\n` });
  };
  let opening = report.opening;
  for await (const input of items) {
    if (stdout.isClosed()) {
      // Nobody reads on, and what was not judged is not vouched for.
      tally.unjudged += 1;
      break;
    }
    await stdout.write(opening);
    opening = '';
    judged += 1;
    if (input.kind === 'unreadable') await refuse(input.label, input.line, input.problem);
    else {
      const decision = await judge(input);
      const grade = gradeOf(decision);
      if (grade === 'unreadable') await refuse(input.label, input.line, problemOf(decision) ?? '');
      else {
        tally[grade] += 1;
        await print(await report.tell({ input, decision, grade }));
      }
    }
    line.update(judged, progress());
  }
  line.clear();
  await stdout.write(opening + report.closing);
  return tally;
}
