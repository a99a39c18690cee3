import type { ApiShape } from '@distillable/core';
import fc from 'fast-check';
import {
  alsoPlanting,
  bare,
  gap,
  listOf,
  objectOf,
  type Plan,
  type Planted,
  plant,
  type World,
} from './planted.js';
import { anyPlugins } from './planted-plugins.js';
import { anyTools } from './planted-tools.js';
import { isFilled, item, listSlot, looseSlot, maybe, slot } from './slots.js';

/** Everything but a batch. */
export type TextShape = Exclude<ApiShape, 'batch'>;

/** A body with its plants; `isWellFormed` is false where it can't carry the enforcement flag, or has fields in camelCase. */
export interface PlantedBody extends Planted {
  readonly isWellFormed: boolean;
}
/** Plants a body; `inherits` where a batch names the model. */
export type BodyPlan = (world: World, inherits: boolean) => PlantedBody;

const outOf100 = fc.nat(99);

/** Anthropic's fallbacks: objects with a model each. */
const fallbacks: fc.Arbitrary<Plan> = fc
  .tuple(outOf100, fc.array(fc.tuple(item('fallback'), outOf100), { minLength: 1, maxLength: 3 }))
  .map(([choice, entries]) => (world) => {
    if (!world.isTame && choice < 10) return openOrNothing(choice);
    return listOf(
      entries.map(([model, shape]) => {
        const written = model(world);
        // An object is an entry already, whatever is in it.
        const isBare = shape > 96 && !world.isTame && Object(written.value) !== written.value;
        return isBare ? written : objectOf({ model: written });
      }),
    );
  });

function openOrNothing(choice: number): Planted {
  if (choice < 4) return bare(choice < 2 ? null : []);
  return { ...bare(choice < 7 ? 'default' : {}), plants: [gap('fallback')] };
}

const providers = fc.constantFrom<unknown>(
  ...[
    undefined,
    undefined,
    null,
    {},
    { order: ['x'] },
    { zdr: true, only: [] },
    { enforce_distillable_text: false },
  ],
  ...[
    { enforceDistillableText: false },
    { enforce_distillable_text: true },
    { enforceDistillableText: 'true' },
  ],
  ...['x', [], 7],
);

const parts = fc.record({
  choice: outOf100,
  model: slot('primary', 'nothing'),
  models: maybe(50, listSlot('fallback')),
  fallbacks: maybe(50, fallbacks),
  preset: fc.constantFrom<unknown>('x', '', 7, {}),
  plugins: maybe(40, anyPlugins),
  tools: maybe(35, anyTools),
  laterTools: maybe(20, anyTools),
  earlier: slot('pinned', 'nothing'),
  unheardOf: maybe(8, looseSlot()),
  provider: providers,
});

type Parts = typeof parts extends fc.Arbitrary<infer Value> ? Value : never;

/** Any body of an API shape. */
export function anyBody(shape: TextShape): fc.Arbitrary<BodyPlan> {
  return parts.map((made) => (world, inherits) => plantBody(made, shape, world, inherits));
}

function plantBody(made: Parts, shape: TextShape, world: World, inherits: boolean): PlantedBody {
  const { choice } = made;
  const isWild = !world.isTame;
  const plugins = made.plugins(world);
  const routing = plantRouting(made, shape, world, inherits);
  const planted = objectOf({
    ...routing,
    preset: isWild && choice < 4 ? plantPreset(made.preset) : bare(undefined),
    plugins,
    tools: made.tools(world),
    judge_model: made.unheardOf(world),
    provider: bare(providerIn(made, world)),
    ...plantText(made, shape, world, plugins.pins),
    metadata: bare({ model: 'openai/a', models: ['openai/b'] }),
    max_tokens: bare(7),
  });
  const provider = providerIn(made, world);
  const isObject = provider === undefined || (typeof provider === 'object' && !Array.isArray(provider));
  const isReadable = !Object.hasOwn(Object(provider ?? {}), 'enforceDistillableText');
  const isWellFormed = isObject && isReadable && !planted.isMisspelt;
  const namesNone = routing['model']?.value === undefined || routing['model'].value === null;
  const isOpen = namesNone && !inherits && !isFilled(routing['models'] ?? bare(undefined));
  return { ...(isOpen ? alsoPlanting(planted, gap('primary')) : planted), isWellFormed };
}

/** In a tame body nothing that can't carry the flag, nor a flag in camelCase. */
function providerIn({ provider }: Parts, world: World): unknown {
  if (!world.isTame || provider === null) return provider;
  if (typeof provider !== 'object' || Array.isArray(provider)) return undefined;
  return 'enforceDistillableText' in provider ? undefined : provider;
}

/** The models of the body's own routing: where `model` is absent, the first of `models` answers. */
function plantRouting(
  made: Parts,
  shape: TextShape,
  world: World,
  inherits: boolean,
): Readonly<Record<string, Planted>> {
  const models = made.models(world);
  const isTameAndBare = world.isTame && !isFilled(models) && !inherits;
  const named = made.model(world);
  const isAbsent = named.value === undefined || named.value === null;
  const model = isAbsent && isTameAndBare ? slotless(world) : named;
  const firstAnswers = (model.value === undefined || model.value === null) && !inherits;
  return {
    model,
    models: firstAnswers
      ? {
          ...models,
          plants: models.plants.map((each) =>
            each.path[0] === 0 ? { ...each, role: 'primary' as const } : each,
          ),
        }
      : models,
    ...(shape === 'messages' ? { fallbacks: made.fallbacks(world) } : {}),
  };
}

function slotless(world: World): Planted {
  return plant(world.slugs[0] ?? '', 'primary', 'slug');
}

function plantPreset(preset: unknown): Planted {
  return plant(preset, 'preset', typeof preset === 'string' ? 'preset' : 'misfit');
}

/** The text itself, with earlier answers that say which model wrote them: named again only when a plugin pins it. */
function plantText(
  made: Parts,
  shape: TextShape,
  world: World,
  pins: boolean,
): Readonly<Record<string, Planted>> {
  const earlier = made.earlier(world);
  const said = objectOf({
    role: bare('assistant'),
    content: bare('openai/a'),
    model: pins ? earlier : bare(earlier.value),
  });
  const question = bare({ role: 'user', content: [{ type: 'text', text: 'openai/a', model: 'x' }] });
  if (shape === 'completions') return { prompt: bare('openai/a') };
  if (shape !== 'responses') return { messages: listOf([question, said, bare(null)]) };
  const additional = objectOf({ type: bare('additional_tools'), tools: made.laterTools(world) });
  const stored = { ...bare({ id: 'p' }), plants: [gap('preset')] };
  const hasStored = !world.isTame && made.choice > 96;
  return {
    input: listOf([question, additional, said]),
    prompt: hasStored ? stored : bare(undefined),
  };
}
