import type { Decision, JudgedReference } from '@distillable/core';
import { type CatalogView, catalogFacts } from '../../sources/catalog-view.js';
import type { Colours } from '../../terminal/style.js';
import { toPlainText, toSafeJson } from '../../terminal/text.js';
import type { Judge } from './judge.js';
import { describeVerdict, renderAdvice } from './render.js';
import { createSeparator, type JudgedInput, placeInJsonl, type Report } from './report.js';

/** The inputs of a report of changes. */
interface ChangesOptions {
  /** Judges by the older list. */
  readonly judgeBefore: Judge;
  /** Called for every reference that was allowed before and is not now. */
  readonly onLost: () => void;
}

/** References that were allowed before and are not now, for people. */
export function reportChangesAsText(options: ChangesOptions, colours: Colours): Report {
  return {
    opening: '',
    describe: async (judged) => {
      const lost = await findLost(judged, options);
      return { stdout: lost.map((each) => renderLost(judged.input.label, each, colours)).join('') };
    },
    describeUnreadable: () => ({}),
    closing: '',
  };
}

/** The same as JSON. */
export function reportChangesAsJson(
  options: ChangesOptions,
  since: CatalogView,
  current: CatalogView,
): Report {
  const separate = createSeparator();
  return {
    opening: `{"since":${toSafeJson(catalogFacts(since))},"catalog":${toSafeJson(catalogFacts(current))},"changed":[`,
    describe: async (judged) => {
      const lost = await findLost(judged, options);
      const entries = lost.map(({ before, after }) => ({
        ...placeInJsonl(judged.input),
        path: after.path,
        role: after.role,
        requested: after.requested,
        before: { verdict: before.verdict, code: before.code },
        after: {
          verdict: after.verdict,
          outcome: after.outcome,
          code: after.code,
          message: after.message,
          alternatives: after.alternatives,
        },
      }));
      return { stdout: entries.map((entry) => separate() + toSafeJson(entry)).join('') };
    },
    describeUnreadable: () => ({}),
    closing: '\n]}\n',
  };
}

/** A reference that was allowed before and is not now. */
interface LostReference {
  readonly before: JudgedReference;
  readonly after: JudgedReference;
}

async function findLost(
  { input, decision }: JudgedInput,
  { judgeBefore, onLost }: ChangesOptions,
): Promise<readonly LostReference[]> {
  const lost = compare(await judgeBefore(input), decision);
  for (const _ of lost) onLost();
  return lost;
}

/** Two decisions on one body have the same references, and only what is said of them may differ. */
function compare(older: Decision, newer: Decision): readonly LostReference[] {
  return newer.references.flatMap((after, index) => {
    const before = older.references[index];
    const isLost = before?.outcome === 'allowed' && after.outcome !== 'allowed';
    return isLost ? [{ before, after }] : [];
  });
}

function renderLost(label: string, { before, after }: LostReference, colours: Colours): string {
  const place = after.requested === label ? '' : ` ${toPlainText(after.path)} (${after.role})`;
  const name = after.requested === null || place === '' ? '' : ` ${toPlainText(after.requested)}`;
  const lines = [
    `${colours.bold(toPlainText(label))}${place}${name}: ${describeVerdict(before)} → ${describeVerdict(after)}`,
    ...renderAdvice(after, 2),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
