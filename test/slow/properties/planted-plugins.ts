import fc from 'fast-check';
import {
  alsoPlanting,
  bare,
  gap,
  listOf,
  misspelt,
  objectOf,
  type Plan,
  type Planted,
  plant,
  type World,
} from './planted.js';
import { fusionSettings } from './planted-tools.js';
import { looseSlot, maybe, slugIn } from './slots.js';

const outOf100 = fc.nat(99);
const patterns = fc.constantFrom(
  'qwen/*',
  'openai/*',
  '*',
  '*/a',
  '*:free',
  'nvidia/**',
  'nobody/*',
  'qwen/a*',
);

/** A candidate: a slug or a wildcard. */
const candidate = fc
  .tuple(outOf100, fc.nat(9_999), patterns)
  .map(([choice, n, pattern]) => (world: World, excluded: readonly string[]): Planted => {
    if (choice > 97 && !world.isTame) return plant(7, 'candidate', 'misfit');
    const text = choice > 60 && !world.isTame ? pattern : slugIn(world, n);
    return plant(text, 'candidate', text.includes('*') ? 'pattern' : 'slug', excluded);
  });

type Candidates = (world: World, excluded: readonly string[]) => Planted;
const candidates: fc.Arbitrary<Candidates> = fc
  .tuple(outOf100, fc.array(candidate, { minLength: 1, maxLength: 4 }))
  .map(([choice, items]) => (world, excluded) => {
    if (world.isTame || choice < 80) return listOf(items.map((each) => each(world, excluded)));
    if (choice < 85) return bare([]);
    if (choice < 95) return bare(choice < 90 ? undefined : null);
    return plant('qwen/*', 'candidate', 'misfit');
  });

const exclusions = fc.constantFrom<unknown>(
  undefined,
  undefined,
  null,
  [],
  ['openai/*'],
  ['openai/*', 7],
  '*',
);
const switches = fc.constantFrom<unknown>(undefined, undefined, undefined, null, true, false, 'no');

const autoRouter: fc.Arbitrary<Plan> = fc
  .record({
    id: fc.constantFrom('auto-router', 'auto-router', 'auto-beta-router'),
    enabled: switches,
    candidates,
    misspelt: maybe(5, looseSlot()),
    misspeltExcluded: maybe(5, looseSlot()),
    excluded: exclusions,
    pin: fc.constantFrom<unknown>(undefined, undefined, undefined, undefined, null, false, true, 'yes'),
    misspeltPin: maybe(5, looseSlot()),
  })
  .map((parts) => (world) => plantAutoRouter(parts, world));

interface AutoRouterParts {
  readonly id: string;
  readonly enabled: unknown;
  readonly candidates: Candidates;
  readonly misspelt: Plan;
  readonly misspeltExcluded: Plan;
  readonly excluded: unknown;
  readonly pin: unknown;
  readonly misspeltPin: Plan;
}

function plantAutoRouter(parts: AutoRouterParts, world: World): Planted {
  const excluded = Array.isArray(parts.excluded)
    ? parts.excluded.filter((each) => typeof each === 'string')
    : [];
  const list = parts.candidates(world, excluded);
  const isOn = parts.enabled !== false && parts.enabled !== 'no';
  const planted = objectOf({
    id: bare(parts.id),
    enabled: bare(parts.enabled),
    allowed_models: list,
    excluded_models: bare(parts.excluded),
    pin_model: bare(parts.pin),
    ...(world.isTame
      ? {}
      : {
          allowedModels: misspelt(parts.misspelt(world)),
          excludedModels: misspelt(parts.misspeltExcluded(world)),
          pinModel: misspelt(parts.misspeltPin(world)),
        }),
  });
  const isEffective = isOn && Array.isArray(list.value) && list.value.length > 0;
  const pins = parts.enabled !== false && (parts.pin === true || parts.pin === 'yes');
  return { ...planted, bounds: [{ pluginId: parts.id, isEffective }], pins };
}

const fusion: fc.Arbitrary<Plan> = fc
  .tuple(fusionSettings(1), switches)
  .map(([settings, enabled]) => (world) => {
    const planted = settings(world);
    const value = { id: 'fusion', ...(enabled === undefined ? {} : { enabled }), ...Object(planted.value) };
    return enabled === false ? bare(value) : { ...planted, value };
  });

/** Routers that no plugin setting bounds. */
const picking: fc.Arbitrary<Plan> = fc
  .tuple(fc.constantFrom('pareto-router', 'switchyard-router', 'jev-router'), switches, looseSlot())
  .map(([id, enabled, judge]) => (world) => {
    const isOff = world.isTame || enabled === false;
    const planted = objectOf({
      id: bare(id),
      enabled: bare(isOff ? false : enabled),
      judge_model: judge(world),
    });
    return isOff ? planted : alsoPlanting(planted, gap('router'));
  });

/** One that names no model may run a default one. */
function orDefault(planted: Planted): Planted {
  return planted.plants.length > 0 ? planted : alsoPlanting(planted, gap('unrecognised'));
}

const unheardOf: fc.Arbitrary<Plan> = fc
  .tuple(fc.constantFrom<unknown>('brand-new', undefined, 7), looseSlot(), looseSlot(), looseSlot())
  .map(([id, first, second, third]) => (world) => {
    const planted = objectOf({
      id: bare(world.isTame ? 'web' : id),
      model: first(world),
      excluded_models: bare(['openai/a']),
      settings: objectOf({ deep: listOf([objectOf({ helperModels: second(world) })]) }),
      'odd/~name_model': third(world),
    });
    return world.isTame ? planted : orDefault(planted);
  });

const harmless: fc.Arbitrary<Plan> = fc
  .constantFrom<unknown>({ id: 'web', max_results: 3 }, { id: 'moderation' }, {}, null, 'web', 7, [
    { id: 'fusion' },
  ])
  .map((value) => (world) => {
    const isMisfit = typeof value !== 'object' || Array.isArray(value);
    const isKnown = value === null || Object.hasOwn(Object(value), 'id');
    if (!isMisfit) return isKnown || world.isTame ? bare(isKnown ? value : null) : orDefault(bare(value));
    return world.isTame ? bare(null) : plant(value, 'unrecognised', 'misfit');
  });

const plugin = fc.oneof(
  { weight: 6, arbitrary: autoRouter },
  { weight: 2, arbitrary: fusion },
  { weight: 1, arbitrary: picking },
  { weight: 1, arbitrary: unheardOf },
  { weight: 2, arbitrary: harmless },
);

/** A `plugins` field: a list, now and then something else, which no one can read. */
export const anyPlugins: fc.Arbitrary<Plan> = fc
  .tuple(outOf100, fc.array(plugin, { minLength: 1, maxLength: 3 }))
  .map(([choice, plugins]) => (world) => {
    const list = listOf(plugins.map((each) => each(world)));
    if (world.isTame || choice < 92) return list;
    if (choice < 94) return bare(null);
    return plant(choice < 97 ? { id: 'fusion' } : 'web', 'unrecognised', 'misfit');
  });
