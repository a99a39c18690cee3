import { catalogFacts } from '../render/catalog-facts.js';
import { toPlainText } from '../render/plain-text.js';
import { toSafeJson } from '../render/safe-json.js';
import type { Colours } from '../render/table.js';
import type { CatalogView } from '../sources/opened-source.js';
import type { Judge } from './create-judge.js';
import { findLost, type LostReference } from './find-lost.js';
import { renderAdvice } from './render-decision.js';
import type { Judged, Report } from './report.js';
import { separator } from './report-as-json.js';

/** What a report of changes is made with. */
export interface ChangesOptions {
  /** Judges by the older list. */
  readonly judgeThen: Judge;
  /** Hears of every reference that is lost. */
  readonly onLost: () => void;
}

/** What was allowed then and is not now, for people. */
export function reportChangesAsText(options: ChangesOptions, colours: Colours): Report {
  return {
    opening: '',
    tell: async (judged) => {
      const lost = await findLostOf(judged, options);
      return { stdout: lost.map((each) => renderLost(judged.input.label, each, colours)).join('') };
    },
    tellUnreadable: () => ({}),
    closing: '',
  };
}

/** The same as JSON. */
export function reportChangesAsJson(
  options: ChangesOptions,
  since: CatalogView,
  current: CatalogView,
): Report {
  const separate = separator();
  return {
    opening: `{"since":${toSafeJson(catalogFacts(since))},"catalog":${toSafeJson(catalogFacts(current))},"changed":[`,
    tell: async (judged) => {
      const { line, customId } = judged.input;
      const names = { ...(line === null ? {} : { line }), ...(customId === null ? {} : { customId }) };
      const lost = await findLostOf(judged, options);
      const entries = lost.map(
        ({ before, after: { path, role, requested, verdict, outcome, code, message, alternatives } }) => ({
          ...names,
          ...{ path, role, requested },
          before: { verdict: before.verdict, code: before.code },
          after: { verdict, outcome, code, message, alternatives },
        }),
      );
      return { stdout: entries.map((entry) => separate() + toSafeJson(entry)).join('') };
    },
    tellUnreadable: () => ({}),
    closing: '\n]}\n',
  };
}

async function findLostOf(
  { input, decision }: Judged,
  { judgeThen, onLost }: ChangesOptions,
): Promise<readonly LostReference[]> {
  const lost = findLost(await judgeThen(input), decision);
  for (const _ of lost) onLost();
  return lost;
}

function renderLost(label: string, { before, after }: LostReference, colours: Colours): string {
  const place = after.requested === label ? '' : ` ${toPlainText(after.path)} (${after.role})`;
  const name = after.requested === null || place === '' ? '' : ` ${toPlainText(after.requested)}`;
  const verdicts = `${before.verdict}, ${before.code} → ${after.verdict}, ${after.code}`;
  const lines = [
    `${colours.bold(toPlainText(label))}${place}${name}: ${verdicts}`,
    ...renderAdvice(after, 2),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
