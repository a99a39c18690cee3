import type { ApiShape, EvaluateOptions } from '@distillable/core';
import fc from 'fast-check';
import { bare, objectOf, type Plant, type Planted, slugsFor, type World } from './planted.js';
import { anyBody, type PlantedBody, type TextShape } from './planted-body.js';
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
  readonly shape: ApiShape;
  readonly parts: readonly PlantedPart[];
  /** False where a body can't carry the enforcement flag, or has fields in camelCase. */
  readonly isWellFormed: boolean;
}

/** A request once the list is known. */
export type RequestPlan = (rows: Rows) => PlantedRequest;

const shapes = fc.constantFrom<TextShape>('chat', 'completions', 'responses', 'messages');

const single: fc.Arbitrary<RequestPlan> = shapes.chain((shape) =>
  fc
    .tuple(anyBody(shape), fc.boolean(), fc.boolean())
    .map(([plan, isTame, namesShape]) => (rows: Rows): PlantedRequest => {
      const body = plan(worldOf(rows, isTame), false);
      const part = { ...body, prefix: [], isFrame: false, inherits: false };
      const options = namesShape ? { alternatives: 0, shape } : { alternatives: 0 };
      return { body: recordOf(body), options, shape, parts: [part], isWellFormed: body.isWellFormed };
    }),
);

const batch: fc.Arbitrary<RequestPlan> = shapes.chain((shape) =>
  fc
    .record({
      plans: fc.array(anyBody(shape), { minLength: 1, maxLength: 3 }),
      model: slot('primary', 'nothing'),
      plugins: maybe(15, anyPlugins),
      isTame: fc.boolean(),
      namesShape: fc.boolean(),
    })
    .map(({ plans, model, plugins, isTame, namesShape }) => (rows: Rows): PlantedRequest => {
      const world = worldOf(rows, isTame);
      const named = model(world);
      const inherits = named.value !== undefined && named.value !== null;
      const bodies = plans.map((plan) => plan(world, inherits));
      const own = objectOf({ endpoint: bare(`/v1/${shape}`), model: named, plugins: plugins(world) });
      return {
        body: {
          ...recordOf(own),
          requests: bodies.map(({ value }, i) => ({ custom_id: `r${i}`, body: value })),
        },
        options: namesShape ? { alternatives: 0, shape: 'batch' } : { alternatives: 0 },
        shape: 'batch',
        parts: [
          { ...own, prefix: [], isFrame: true, inherits: true },
          ...bodies.map((body, i) => partOf(body, i, inherits)),
        ],
        isWellFormed: !own.isMisspelt && bodies.every((body) => body.isWellFormed),
      };
    }),
);

function partOf(body: PlantedBody, index: number, inherits: boolean): PlantedPart {
  return { ...body, prefix: ['requests', index, 'body'], isFrame: false, inherits };
}

/** Any request, of every API shape. */
export const anyRequest: fc.Arbitrary<RequestPlan> = fc
  .oneof({ weight: 9, arbitrary: single }, { weight: 1, arbitrary: batch })
  // A failure shows the request itself: the plan is a function, and would only show its source.
  .map((plan) => Object.assign(plan, { [fc.toStringMethod]: () => 'a request, shown with the failure' }));

function worldOf(rows: Rows, isTame: boolean): World {
  return { rows, isTame, slugs: slugsFor(rows, isTame) };
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
  const pluginId = boundable.get(text.replace(/:(nitro|floor|online|exacto)$/, ''));
  if (pluginId === undefined || (role !== 'primary' && role !== 'fallback')) return isProven(text, rows);
  const bounds = part.bounds.filter((bound) => bound.pluginId === pluginId);
  // Nothing says that the plugins of a batch's frame reach its bodies.
  return !part.isFrame && bounds.length > 0 && bounds.every(({ isEffective }) => isEffective);
}
