import type { Colours } from '../render/table.js';
import { renderDecision, renderSlugDecision } from './render-decision.js';
import type { Judged, Report } from './report.js';

/** How much is told. */
export interface TextOptions {
  readonly colours: Colours;
  readonly isSlugs: boolean;
  readonly verbose: boolean;
}

/** Verdicts for people. Of a line of a JSONL that passes with all its references, only `verbose` tells. */
export function reportAsText({ colours, isSlugs, verbose }: TextOptions): Report {
  const render = isSlugs ? renderSlugDecision : renderDecision;
  return {
    opening: '',
    tell: ({ input, decision }) =>
      input.line === null || verbose || !passesWhole(decision)
        ? { stdout: render(input.label, decision, colours) }
        : {},
    tellUnreadable: () => ({}),
    closing: '',
  };
}

function passesWhole({ allowed, references }: Judged['decision']): boolean {
  return allowed && references.every(({ outcome }) => outcome === 'allowed');
}
