import { loadColours } from '../render/terminal-style.js';
import type { Report } from './report.js';
import type { Check } from './run-check.js';

/** The report that the flags ask for. */
export async function chooseReport({ session, flags, inputs }: Check): Promise<Report> {
  const { json, verbose } = session.settings;
  if (flags.printRequest === true) return (await import('./report-guarded-bodies.js')).reportGuardedBodies();
  if (json) return (await import('./report-as-json.js')).reportAsJson(inputs.several);
  const { reportAsText } = await import('./report-as-text.js');
  const isSlugs = flags.request === undefined;
  return reportAsText({ colours: await loadColours(session.io), isSlugs, verbose });
}
