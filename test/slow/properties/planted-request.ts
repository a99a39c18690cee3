import type { EvaluateOptions, Naming } from '@distillable/core';
import fc from 'fast-check';
import { bare, objectOf, type Plant, type Planted, slugsFor, type World } from './planted.js';
import { anyBody, type PlantedBody, type TextEndpoint } from './planted-body.js';
import { anyPlugins } from './planted-plugins.js';
import { isProven, isProvenPattern } from './proven.js';
import { maybe, slot } from './slots.js';

type Rows = World['rows'];

/** One body of a request: the request itself, the frame of a batch, or a body in it. */
export interface PlantedPart extends Planted {
  readonly prefix: readonly (string | number)[];
  readonly isFrame: boolean;
  readonly inherits: boolean;
}

/** A request as a caller may send it, with all that was planted in it. */
export interface PlantedRequest {
  readonly body: Readonly<Record<string, unknown>>;
  readonly options: EvaluateOptions;
  /** The spelling that its reader reads. */
  readonly naming: Naming;
  readonly parts: readonly PlantedPart[];
  /** False where a body can't carry the enforcement flag. */
  readonly isWellFormed: boolean;
}

/** A request once the list is known. */
export type RequestPlan = (rows: Rows) => PlantedRequest;

const endpoints = fc.constantFrom<TextEndpoint>('chat', 'completions', 'responses', 'messages');
const naming = fc.constantFrom<Naming>('wire', 'wire', 'sdk');

const single: fc.Arbitrary<RequestPlan> = endpoints.chain((endpoint) =>
  fc
    .tuple(anyBody(endpoint), naming, fc.boolean(), fc.boolean())
    .map(([plan, spelling, isTame, tells]) => (rows: Rows): PlantedRequest => {
      const body = plan(worldOf(rows, spelling, isTame), false);
      const part = { ...body, prefix: [], isFrame: false, inherits: false };
      // A tame body is spelled in one way throughout, and so tells its spelling by itself.
      const options =
        isTame && tells ? { alternatives: 0 } : { alternatives: 0, naming: spelling, shape: endpoint };
      const { isWellFormed } = body;
      return { body: recordOf(body), options, naming: spelling, parts: [part], isWellFormed };
    }),
);

const batch: fc.Arbitrary<RequestPlan> = endpoints.chain((endpoint) =>
  fc
    .record({
      plans: fc.array(anyBody(endpoint), { minLength: 1, maxLength: 3 }),
      model: slot('primary', 'nothing'),
      plugins: maybe(15, anyPlugins),
      isTame: fc.boolean(),
      tells: fc.boolean(),
    })
    .map(({ plans, model, plugins, isTame, tells }) => (rows: Rows): PlantedRequest => {
      const world = worldOf(rows, 'wire', isTame);
      const named = model(world);
      const inherits = named.value !== undefined && named.value !== null;
      const bodies = plans.map((plan) => plan(world, inherits));
      const own = {
        endpoint: bare(`/v1/${endpoint}`),
        model: named,
        plugins: plugins(world),
      };
      return {
        body: {
          ...recordOf(objectOf(own)),
          requests: bodies.map(({ value }, i) => ({ custom_id: `r${i}`, body: value })),
        },
        options: isTame && tells ? { alternatives: 0 } : { alternatives: 0, naming: 'wire', shape: 'batch' },
        naming: 'wire',
        parts: [
          { ...objectOf(own), prefix: [], isFrame: true, inherits: true },
          ...bodies.map((body, i) => partOf(body, i, inherits)),
        ],
        isWellFormed: bodies.every((body) => body.isWellFormed),
      };
    }),
);

function partOf(body: PlantedBody, index: number, inherits: boolean): PlantedPart {
  return { ...body, prefix: ['requests', index, 'body'], isFrame: false, inherits };
}

/** Any request, for every endpoint. */
export const anyRequest: fc.Arbitrary<RequestPlan> = fc
  .oneof({ weight: 9, arbitrary: single }, { weight: 1, arbitrary: batch })
  // A failure shows the request itself: the plan is a function, and would only show its source.
  .map((plan) => Object.assign(plan, { [fc.toStringMethod]: () => 'a request, shown with the failure' }));

function worldOf(rows: Rows, spelling: Naming, isTame: boolean): World {
  return { rows, naming: spelling, isTame, slugs: slugsFor(rows, isTame) };
}

function recordOf({ value }: Planted): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(Object(value)));
}

const boundable: ReadonlyMap<string, string> = new Map([
  ['openrouter/auto', 'auto-router'],
  ['openrouter/auto-beta', 'auto-beta-router'],
]);

/** Whether a plant may stay: proven, or an auto router whose every plugin entry gives it candidates. */
export function isFine({ kind, text, role, excluded }: Plant, part: PlantedPart, rows: Rows): boolean {
  if (kind === 'pattern') return isProvenPattern(text, excluded, rows);
  if (kind !== 'slug' || /@preset\//i.test(text)) return false;
  const pluginId = boundable.get(text.replace(/:[^:]*$/, ''));
  if (pluginId === undefined || (role !== 'primary' && role !== 'fallback')) return isProven(text, rows);
  const bounds = part.bounds.filter((bound) => bound.pluginId === pluginId);
  // Nothing says that the plugins of a batch's frame reach its bodies.
  return !part.isFrame && bounds.length > 0 && bounds.every(({ isEffective }) => isEffective);
}
