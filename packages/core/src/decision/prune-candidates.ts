import type { JsonPatchOperation } from '../changes/apply-changes.js';
import { isEligible, type JudgeContext } from '../judging/judge-context.js';
import { membersOf } from '../judging/judge-reference.js';
import type { JudgedReference } from './decision.js';
import type { JudgedPart, Pruned } from './prune.js';
import { withinLimits } from './router-limits.js';

/** Narrows the caller's own candidates to the eligible ones; a list of which nothing is left stays refused. */
export function pruneCandidates(part: JudgedPart, context: JudgeContext): Pruned {
  const changes: JsonPatchOperation[] = [];
  const dropped = new Set<JudgedReference>();
  for (const { listPath } of part.bounds) {
    const inList = part.judged.filter(
      ({ role, path }) => role === 'candidate' && parentOf(path) === listPath,
    );
    const unfit = inList.filter(({ outcome }) => outcome === 'refused');
    if (listPath === null || unfit.length === 0) continue;
    const fit = withinLimits([
      ...new Set(inList.flatMap((candidate) => eligiblePart(candidate, part, context))),
    ]);
    if (fit.length === 0) continue;
    changes.push({ op: 'replace', path: listPath, value: fit });
    for (const candidate of unfit) dropped.add(candidate);
  }
  return {
    judged: part.judged.map((reference) =>
      dropped.has(reference) ? { ...reference, outcome: 'dropped' } : reference,
    ),
    changes,
  };
}

/** A candidate as it is, the eligible members of a wildcard, or nothing. */
function eligiblePart(
  candidate: JudgedReference,
  part: JudgedPart,
  context: JudgeContext,
): readonly string[] {
  if (candidate.outcome === 'allowed') return candidate.requested === null ? [] : [candidate.requested];
  const reference = part.references.find(({ path }) => path === candidate.path);
  if (reference?.kind !== 'pattern') return [];
  return membersOf(reference, context)
    .filter((model) => isEligible(model, context))
    .map((model) => model.slug);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
