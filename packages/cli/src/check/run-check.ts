import type { PresetSource } from '@distillable/core';
import { noteCatalog } from '../render/catalog-facts.js';
import type { Session } from '../session.js';
import { type CatalogView, limitsOf } from '../sources/opened-source.js';
import { withCatalog } from '../sources/with-catalog.js';
import { type CheckFlags, refuseContradictions } from './check-flags.js';
import type { CheckInputs } from './check-input.js';
import { choosePolicy } from './choose-policy.js';
import { chooseReport } from './choose-report.js';
import { createJudge, type Judge, type JudgeSettings } from './create-judge.js';
import { exitCodeOf, type Tally } from './grade.js';
import { judgeInputs } from './judge-inputs.js';
import { slugInputs } from './slug-inputs.js';

/** What is checked, and how. */
export interface Check extends JudgeSettings {
  readonly session: Session;
  readonly flags: CheckFlags;
  readonly inputs: CheckInputs;
}

/** `distillable check` */
export async function runCheck(session: Session, slugs: readonly string[], flags: CheckFlags): Promise<void> {
  refuseContradictions(slugs, flags, session.settings.json);
  const { policy, from } = await choosePolicy(session, flags);
  const presets = policy.presets === 'resolve' ? await openPresets(session) : null;
  const inputs = await openInputs(session, slugs, flags);
  const check = { session, flags, policy, presets, inputs };
  try {
    await checkWithCatalog(check);
  } finally {
    await inputs.close();
  }
  if (from !== null) session.notes.say(`policy: ${from}`);
}

async function openPresets(session: Session): Promise<PresetSource> {
  return (await import('./create-preset-source.js')).createPresetSource(session);
}

async function openInputs(
  { io }: Session,
  slugs: readonly string[],
  { request }: CheckFlags,
): Promise<CheckInputs> {
  if (request === undefined) return slugInputs(slugs);
  return (await import('./read-requests.js')).readRequests(request, io);
}

async function checkWithCatalog(check: Check): Promise<void> {
  const { session, flags, policy } = check;
  try {
    await withCatalog(session, (view) => checkBy(check, view), limitsOf(policy));
  } catch (error) {
    if (policy.onCatalogUnavailable !== 'enforce-only' || flags.changedSince !== undefined) throw error;
    const { createBlindJudge } = await import('./create-blind-judge.js');
    const { judge, reason } = createBlindJudge(check, error);
    session.notes.warn(`warning: no usable catalog, so nothing was checked against one: ${reason}`);
    await judgeAll(check, judge);
  }
}

async function checkBy(check: Check, view: CatalogView): Promise<void> {
  const { session, flags } = check;
  const judge = createJudge(view.snapshot, session.io.now(), check);
  if (flags.changedSince === undefined) await judgeAll(check, judge);
  else await (await import('./check-changes.js')).checkChanges(check, view, judge, flags.changedSince);
  noteCatalog(session, view);
}

async function judgeAll(check: Check, judge: Judge): Promise<void> {
  const { session, inputs, flags } = check;
  const tally = await judgeInputs(session, inputs, judge, await chooseReport(check));
  session.endWith(exitCodeOf(tally, flags.exitZero === true));
  if (inputs.several) session.notes.say(describeTally(tally));
}

function describeTally(tally: Tally): string {
  const { allowed, refused, unreadable } = tally;
  const others = tally['no-catalog'] + tally.upstream;
  const told = [`${allowed} allowed`, `${refused + others} refused`];
  if (unreadable > 0) told.push(`${unreadable} unreadable`);
  return told.join(' · ');
}
