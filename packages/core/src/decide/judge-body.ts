import { pointer } from '@distillable/catalog';
import type { ApiShape } from '../api/index.js';
import type { JudgeContext } from '../judge/judge-context.js';
import { type IsBounded, judgeMentions, judgeReference } from '../judge/judge-reference.js';
import type { JudgedReference } from '../judge/verdict.js';
import { once } from '../once.js';
import { everyHost, type Host, withIgnored } from '../policy/hosts.js';
import { boundsCandidates } from '../references/collect-plugins.js';
import { collectReferences } from '../references/collect-references.js';
import { findWrapper, type Naming } from '../references/naming.js';
import { maxPlaces } from '../references/reference.js';
import { convertSdkBody, type SdkBody } from '../references/sdk-body.js';
import type { BodyPart } from '../references/split-batch.js';
import type { Violation } from './decision.js';
import type { JsonPatchOperation } from './json-patch.js';
import { mergePresets, type PresetContents } from './presets.js';
import { hostsToIgnore, narrowHosts, requireFlag, unbounded } from './provider-preferences.js';
import type { Pruner } from './prune.js';
import {
  bodyWrapped,
  camelCased,
  lostField,
  providerNotObject,
  tooManyReferences,
} from './request-violations.js';

/** The result of judging one body, or all bodies, of a request. */
export interface PartDecision {
  readonly references: readonly JudgedReference[];
  /** The violations of the part, apart from its references. */
  readonly violations: readonly Violation[];
  readonly changes: readonly JsonPatchOperation[];
}

/** The values that all bodies of a request are judged by. */
export interface Judging {
  readonly context: JudgeContext;
  /** Null where the policy prunes nothing, or there is no catalog to prune by. */
  readonly prune: Pruner | null;
  /** Undefined where it is not known. */
  readonly shape: ApiShape | undefined;
  readonly naming: Naming;
  /** Undefined where no presets were read. */
  readonly presets: PresetContents | undefined;
  /** The hosts that must not serve the models of frames, which the bodies after them inherit. */
  readonly inherited: (readonly Host[])[];
}

/** Judges the bodies of a request. Nearly every request is one, whose lists are not copied. */
export function judgeParts(parts: readonly BodyPart[], judging: Judging): PartDecision {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return judgePart(first, judging);
  const decisions = parts.map((part) => judgePart(part, judging));
  return {
    references: decisions.flatMap(({ references }) => references),
    violations: decisions.flatMap(({ violations }) => violations),
    changes: decisions.flatMap(({ changes }) => changes),
  };
}

function judgePart(part: BodyPart, judging: Judging): PartDecision {
  const wrapper = findWrapper(part.body);
  if (wrapper !== undefined) {
    return { references: none, violations: [bodyWrapped(pointer(part.prefix, wrapper))], changes: none };
  }
  if (judging.naming !== 'sdk') return judgeWireBody(part, judging, false);
  // At this point the shapes of a batch's bodies are not known.
  const shape = judging.shape === 'batch' ? undefined : judging.shape;
  const converted = convertSdkBody(part.body, shape);
  const judged = judgeWireBody({ ...part, body: converted.wire }, judging, true);
  return inCallersSpelling(judged, converted, part.prefix);
}

function judgeWireBody(
  part: BodyPart,
  { context, prune, inherited, presets }: Judging,
  isOfSdk: boolean,
): PartDecision {
  const { body, prefix, inherits, isFrame } = part;
  const { snapshot, policy } = context;
  const merged = presets === undefined || snapshot === null ? null : mergePresets(body, presets, prefix);
  const found = collectReferences(merged?.body ?? body, prefix, inherits);
  if (found.places > maxPlaces) {
    return { references: none, violations: [tooManyReferences(prefix, found.places)], changes: none };
  }
  // Without a catalog no candidate is proven, and it is not documented that the plugins of a batch's frame reach its bodies.
  const isBounded: IsBounded =
    isFrame || snapshot === null ? () => false : once((pluginId) => boundsCandidates(found.bounds, pluginId));
  const judged = joined(
    found.references.map((reference) => judgeReference(reference, context, isBounded)),
    judgeMentions(found.mentions, context),
  );
  // The models of a preset can't be taken out of the request, so there is nothing to prune then.
  const pruned =
    merged === null && prune !== null
      ? prune({ body, prefix, isFrame, ...found, judged })
      : { judged, changes: none };
  const ignored = hostsToIgnore(found.references, pruned.judged, context);
  if (isFrame && ignored.length > 0) inherited.push(ignored);
  const bounds = withIgnored(inherited.reduce(withIgnored, policy.hostBounds), ignored);
  const presetProvider = merged?.provider ?? null;
  // The hosts of its bodies are not known yet.
  const mayBeBounded = bounds !== null || (isFrame && policy.acceptedTerms !== null);
  const hosts = mayBeBounded ? narrowHosts(part, presetProvider, bounds ?? everyHost) : unbounded;
  const flag = isFrame ? none : requireFlag(body, prefix, presetProvider, hosts.lists);
  const isFine = flag !== null && hosts.violations.length === 0 && found.camelCased.length === 0;
  const violations: readonly Violation[] = isFine
    ? none
    : [
        ...(flag === null ? [providerNotObject(`${prefix}/provider`)] : []),
        ...hosts.violations,
        ...found.camelCased.map((path) => camelCased(path, isOfSdk)),
      ];
  const changes = joined(pruned.changes, flag ?? none);
  if (merged === null) return { references: pruned.judged, violations, changes };
  const place = <Placed extends { readonly path: string }>(each: Placed): Placed => ({
    ...each,
    path: merged.locate(each.path),
  });
  return { references: pruned.judged.map(place), violations: violations.map(place), changes };
}

/** Turns pointers and changes into those of the caller's own body. */
function inCallersSpelling(
  { references, violations, changes }: PartDecision,
  { lost, locate, spell }: SdkBody,
  prefix: string,
): PartDecision {
  const located = (path: string): string => prefix + locate(path.slice(prefix.length));
  const place = <Placed extends { readonly path: string }>(each: Placed): Placed => ({
    ...each,
    path: located(each.path),
  });
  return {
    references: references.map(place),
    violations: [
      ...violations.map(place),
      ...lost.map((each) => lostField({ ...each, path: prefix + each.path })),
    ],
    changes: changes.map((change) =>
      change.op === 'remove'
        ? place(change)
        : { ...place(change), value: spell(change.path.slice(prefix.length), change.value) },
    ),
  };
}

/** Both lists as one, which is not copied where the other is empty. */
export function joined<Item>(one: readonly Item[], other: readonly Item[]): readonly Item[] {
  return other.length === 0 ? one : one.length === 0 ? other : [...one, ...other];
}

const none: readonly never[] = Object.freeze([]);
