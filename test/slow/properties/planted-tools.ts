import type { ReferenceRole } from '@distillable/core';
import fc from 'fast-check';
import { alsoPlanting, bare, gap, listOf, misspelt, objectOf, type Plan, plant } from './planted.js';
import { isFilled, listSlot, looseSlot, maybe, slot } from './slots.js';

const outOf100 = fc.nat(99);
const maxDepth = 3;

/** Settings of a fusion: in a tool's parameters, or in the plugin itself. */
export function fusionSettings(depth: number): fc.Arbitrary<Plan> {
  const parts = fc.tuple(
    outOf100,
    listSlot('panel'),
    maybe(10, looseSlot()),
    slot('analyst', 'nothing'),
    nested(depth),
  );
  return parts.map(([choice, panel, other, analyst, tools]) => (world) => {
    const chosen = panel(world);
    const planted = objectOf({
      analysis_models: chosen,
      analysisModels: world.isTame ? bare(undefined) : misspelt(other(world)),
      model: analyst(world),
      preset: choice > 94 && !world.isTame ? plant('general-high', 'preset', 'preset') : bare(undefined),
      tools: tools(world),
    });
    return isFilled(chosen) ? planted : alsoPlanting(planted, gap('panel'));
  });
}

function advisorSettings(): fc.Arbitrary<Plan> {
  return slot('advisor', 'server-picks').map((model) => (world) => objectOf({ model: model(world) }));
}

function imageSettings(): fc.Arbitrary<Plan> {
  return slot('image', 'server-picks').map((model) => (world) => objectOf({ model: model(world) }));
}

function subagentSettings(depth: number): fc.Arbitrary<Plan> {
  return fc.tuple(slot('worker', 'nothing'), nested(depth)).map(
    ([model, tools]) =>
      (world) =>
        objectOf({ model: model(world), tools: tools(world) }),
  );
}

/** The tools within a tool: often none. */
function nested(depth: number): fc.Arbitrary<Plan> {
  if (depth >= maxDepth) return fc.constant(() => bare(undefined));
  return fc
    .option(fc.array(anyTool(depth + 1), { maxLength: 2 }), { nil: null, freq: 2 })
    .map((tools) => (world) => {
      if (tools === null) return bare(undefined);
      return listOf(tools.map((tool) => tool(world)));
    });
}

/** Who would be picked where a server tool has no settings. */
const picksByDefault: Readonly<Record<string, ReferenceRole | undefined>> = {
  'openrouter:fusion': 'panel',
  'openrouter:advisor': 'advisor',
  'openrouter:image_generation': 'image',
};

/** A server tool with its settings in `parameters`, in the official SDK's wrapper, in both, in neither, or unreadable. */
function serverTool(type: string, settings: fc.Arbitrary<Plan>): fc.Arbitrary<Plan> {
  const role = picksByDefault[type];
  return fc
    .tuple(outOf100, settings, looseSlot(), looseSlot())
    .map(([choice, own, other, stray]) => (world) => {
      const strayModel = choice % 10 === 0 ? stray(world) : bare(undefined);
      const tool = { type: bare(type), worker_model: strayModel };
      const inPlace = own(world);
      const orDefault = (planted: ReturnType<Plan>) =>
        role === undefined ? planted : alsoPlanting(planted, gap(role));
      if (world.isTame || choice < 80) return objectOf({ ...tool, parameters: inPlace });
      const wrapped = misspelt(objectOf({ parameters: objectOf({ model: other(world) }) }));
      if (choice < 86) return orDefault(objectOf({ ...tool, additionalProperties: wrapped }));
      if (choice < 90) return objectOf({ ...tool, parameters: inPlace, additionalProperties: wrapped });
      if (choice < 95)
        return orDefault(objectOf({ ...tool, parameters: bare(choice < 93 ? undefined : null) }));
      const unreadable = plant(choice < 97 ? 'qwen/a' : [{}], 'unrecognised', 'misfit');
      return objectOf({ ...tool, parameters: unreadable });
    });
}

/** Tools whose model stands on the tool itself. */
function flatTool(type: string, role: ReferenceRole): fc.Arbitrary<Plan> {
  return slot(role, 'server-picks').map(
    (model) => (world) => objectOf({ type: bare(type), name: bare('x'), model: model(world) }),
  );
}

function unheardOf(depth: number): fc.Arbitrary<Plan> {
  const types = fc.constantFrom<unknown>('openrouter:brand_new', 'brand_new', '', 7, null, undefined);
  const inner = depth >= maxDepth ? fc.constant(null) : fc.option(openRouterTool(depth + 1), { nil: null });
  return fc.tuple(types, looseSlot(), looseSlot(), inner).map(([type, first, second, tool]) => (world) => {
    const helpers = tool === null ? bare(undefined) : listOf([tool(world)]);
    const parameters = objectOf({ 'a/b~c': objectOf({ judge_model: second(world) }), helpers });
    const isOurs = type === 'openrouter:brand_new';
    const written = isOurs && world.isTame ? 'brand_new' : type;
    const planted = objectOf({ type: bare(written), models: first(world), parameters });
    const mayHaveDefault = isOurs && !world.isTame && planted.plants.length === 0;
    return mayHaveDefault ? alsoPlanting(planted, gap('unrecognised')) : planted;
  });
}

/** Functions that the caller runs itself: a `model` in their schemas is an argument's name. */
const schema = { type: 'object', properties: { model: { type: 'string' }, models: ['openai/a'] } };
function callersOwn(): fc.Arbitrary<Plan> {
  const tools = fc.constantFrom<Record<string, unknown>>(
    { type: 'function', function: { name: 'f', parameters: schema } },
    { type: 'function', name: 'f', parameters: schema },
    { type: 'custom', name: 'f', input_schema: schema },
    { name: 'f', input_schema: schema },
  );
  return fc.tuple(tools, looseSlot(), outOf100).map(([tool, stray, choice]) => (world) => {
    const own = Object.fromEntries(Object.entries(tool).map(([key, value]) => [key, bare(value)]));
    return objectOf({ ...own, model: choice < 10 ? stray(world) : bare(undefined) });
  });
}

function openRouterTool(depth: number): fc.Arbitrary<Plan> {
  return fc.oneof(
    serverTool('openrouter:fusion', fusionSettings(depth)),
    serverTool('openrouter:advisor', advisorSettings()),
    serverTool('openrouter:subagent', subagentSettings(depth)),
    serverTool('openrouter:image_generation', imageSettings()),
  );
}

function anyTool(depth: number): fc.Arbitrary<Plan> {
  const harmless: fc.Arbitrary<Plan> = fc
    .constantFrom<unknown>({ type: 'openrouter:web_search', parameters: { engine: 'exa' } }, {}, null, 7, 'x')
    .map((value) => (world) => {
      if (typeof value === 'object') return bare(value);
      return world.isTame ? bare(null) : plant(value, 'unrecognised', 'misfit');
    });
  return fc.oneof(
    { weight: 5, arbitrary: openRouterTool(depth) },
    { weight: 1, arbitrary: flatTool('image_generation', 'image') },
    { weight: 1, arbitrary: flatTool('advisor_20260301', 'advisor') },
    { weight: 1, arbitrary: unheardOf(depth) },
    { weight: 2, arbitrary: callersOwn() },
    { weight: 1, arbitrary: harmless },
  );
}

/** A `tools` field: a list, now and then one tool. */
export const anyTools: fc.Arbitrary<Plan> = fc
  .tuple(outOf100, fc.array(anyTool(0), { minLength: 1, maxLength: 3 }))
  .map(([choice, tools]) => (world) => {
    if (world.isTame || choice < 92) return listOf(tools.map((tool) => tool(world)));
    if (choice < 96) return tools[0]?.(world) ?? bare({});
    return bare(choice < 98 ? null : []);
  });
