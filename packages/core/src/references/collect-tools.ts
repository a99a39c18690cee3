import { isObject, type JsonObject } from '@distillable/catalog';
import { noteCamelCase } from './naming.js';
import {
  addCamelCased,
  addPreset,
  addReference,
  addSlug,
  addSlugs,
  type Collection,
  isAbsent,
  type OpenReason,
  type ReferenceRole,
} from './reference.js';
import {
  type CollectTool,
  createScan,
  leaveOut,
  maxDepth,
  type ScanUnknown,
  serverTool,
} from './scan-unknown.js';

/** Every tool of a list, with the tools nested in it. */
export function collectTools(found: Collection, path: string, tools: unknown, depth = 0): void {
  if (Array.isArray(tools)) {
    for (const [index, tool] of tools.entries()) collectOne(found, `${path}/${index}`, tool, depth);
  } else {
    collectOne(found, path, tools, depth);
  }
}

function collectOne(found: Collection, path: string, tool: unknown, depth: number): void {
  if (isObject(tool)) collectTool(found, path, tool, depth);
  else if (Array.isArray(tool)) scanUnknown(found, path, tool, depth);
  else if (!isAbsent(tool)) addSlug(found, path, 'unrecognised', { not: 'an object' });
}

/**
 * The models of one tool: by its type, and whatever else in it looks like a model's field.
 *
 * @see https://openrouter.ai/docs/features/tool-calling (server tools; read 2026-08-22)
 */
function collectTool(found: Collection, path: string, tool: JsonObject, depth: number): void {
  if (depth > maxDepth) {
    addReference(found, { path, role: 'unrecognised', kind: 'open', reason: 'too-deep' });
    return;
  }
  const { type } = tool;
  const collect = typeof type === 'string' ? serverTools.get(type) : undefined;
  if (collect !== undefined) {
    collect(found, path, tool, depth);
    return;
  }
  const before = found.places;
  scanUnknown(found, path, tool, depth, isCallersOwn(tool) ? ownFields : undefined);
  if (isCallersOwn(tool)) noteOwnFields(found, path, tool);
  else noteCamelCase(found, path, tool);
  if (found.places === before && mayRunModel(type)) {
    addReference(found, { path, role: 'unrecognised', kind: 'open', reason: 'unknown-tool' });
  }
}

export const scanUnknown: ScanUnknown = createScan(collectTool);

const serverTools: ReadonlyMap<string, CollectTool> = new Map<string, CollectTool>([
  ['openrouter:fusion', inParameters(collectFusion)],
  ['openrouter:advisor', inParameters(collectAdvisor)],
  ['openrouter:subagent', inParameters(collectSubagent)],
  ['openrouter:image_generation', inParameters(collectImageGeneration)],
  ['image_generation', collectImageTool],
  ['advisor_20260301', collectAdvisor],
  ['namespace', collectNamespace],
]);

/** OpenRouter's own tools that run no model: none of them names one or has a default. */
const toolsWithoutModel: ReadonlySet<string> = new Set(
  // biome-ignore format: a table
  [
    'apply_patch', 'bash', 'browser_use', 'code_interpreter', 'datetime', 'experimental__search_models',
    'file_search', 'files', 'mcp', 'memory', 'search_models', 'shell', 'text_editor', 'tool_search',
    'web_fetch', 'web_search',
  ].map((name) => `openrouter:${name}`),
);

/** Whether a tool of this type may run a model that its settings name, or a default one. */
export function mayRunModel(type: unknown): boolean {
  return typeof type === 'string' && serverTool.test(type) && !toolsWithoutModel.has(type);
}

/** Fields in which a caller describes its own function: a `model` in there is an argument's name, a name is no slug. */
const ownFields = leaveOut(
  'function',
  'name',
  'description',
  'parameters',
  'input_schema',
  'output_schema',
  'format',
);

/** A function that the caller runs itself. Anthropic's have no type. */
export function isCallersOwn(tool: JsonObject): boolean {
  const { type } = tool;
  return (
    type === 'function' ||
    type === 'custom' ||
    (isAbsent(type) && ('input_schema' in tool || 'function' in tool))
  );
}

/** OpenRouter's own fields of a tool that the caller runs, in the spelling of the official SDK. */
export const ownToolFields: ReadonlySet<string> = new Set([
  'inputSchema',
  'outputSchema',
  'cacheControl',
  'deferLoading',
  'allowedCallers',
]);

/** Callers may put what they like into their own tools, so only names that OpenRouter knows are noted. */
function noteOwnFields(found: Collection, path: string, tool: JsonObject): void {
  for (const key of ownToolFields) if (key in tool) addCamelCased(found, `${path}/${key}`);
}

const parametersOnly = leaveOut('parameters');

/** OpenRouter's server tools keep their settings in `parameters`. */
function inParameters(collect: CollectTool): CollectTool {
  return (found, path, tool, depth) => {
    const { parameters } = tool;
    const at = `${path}/parameters`;
    if (isAbsent(parameters)) collect(found, at, {}, depth);
    else if (isObject(parameters)) collect(found, at, parameters, depth);
    else addSlug(found, at, 'unrecognised', { not: 'an object' });
    noteCamelCase(found, path, tool);
    scanUnknown(found, path, tool, depth, parametersOnly);
  };
}

const fusionFields = leaveOut('analysis_models', 'model', 'preset', 'tools');

/** A panel of models, an analyst (default: the outer model), and tools of their own. */
export function collectFusion(found: Collection, path: string, settings: JsonObject, depth: number): void {
  const { analysis_models: panel, model, preset, tools } = settings;
  const panelPath = `${path}/analysis_models`;
  if (!isAbsent(panel)) addSlugs(found, panelPath, 'panel', panel);
  // An empty list names no model, and it is not documented whether the server then uses no panel or its own.
  if (!Array.isArray(panel) || panel.length === 0) {
    addReference(found, { path: panelPath, role: 'panel', kind: 'open', reason: 'default-panel' });
  }
  if (!isAbsent(model)) addSlug(found, `${path}/model`, 'analyst', model);
  if (!isAbsent(preset)) addPreset(found, `${path}/preset`, preset);
  if (!isAbsent(tools)) collectTools(found, `${path}/tools`, tools, depth + 1);
  noteCamelCase(found, path, settings);
  scanUnknown(found, path, settings, depth, fusionFields);
}

const modelOnly = leaveOut('model');

/** Without a model, the executing model may name any model when it calls the advisor. */
function collectAdvisor(found: Collection, path: string, settings: JsonObject, depth: number): void {
  addModelOrDefault(found, path, settings, 'advisor', 'default-advisor');
  noteCamelCase(found, path, settings);
  scanUnknown(found, path, settings, depth, modelOnly);
}

const subagentFields = leaveOut('model', 'tools');

/** A worker (default: the outer model) with tools of its own. */
function collectSubagent(found: Collection, path: string, settings: JsonObject, depth: number): void {
  const { model, tools } = settings;
  if (!isAbsent(model)) addSlug(found, `${path}/model`, 'worker', model);
  if (!isAbsent(tools)) collectTools(found, `${path}/tools`, tools, depth + 1);
  noteCamelCase(found, path, settings);
  scanUnknown(found, path, settings, depth, subagentFields);
}

/** Without a model, OpenRouter's default image model. Its other settings are the image model's own, in any spelling. */
function collectImageGeneration(found: Collection, path: string, settings: JsonObject, depth: number): void {
  addModelOrDefault(found, path, settings, 'image', 'default-image-model');
  scanUnknown(found, path, settings, depth, modelOnly);
}

function collectImageTool(found: Collection, path: string, tool: JsonObject, depth: number): void {
  collectImageGeneration(found, path, tool, depth);
  noteCamelCase(found, path, tool);
}

const toolsOnly = leaveOut('tools');

/** Functions of the caller, grouped under one name. */
function collectNamespace(found: Collection, path: string, tool: JsonObject, depth: number): void {
  const { tools } = tool;
  if (!isAbsent(tools)) collectTools(found, `${path}/tools`, tools, depth + 1);
  noteOwnFields(found, path, tool);
  scanUnknown(found, path, tool, depth, toolsOnly);
}

function addModelOrDefault(
  found: Collection,
  path: string,
  { model }: JsonObject,
  role: ReferenceRole,
  reason: OpenReason,
): void {
  const at = `${path}/model`;
  if (isAbsent(model)) addReference(found, { path: at, role, kind: 'open', reason });
  else addSlug(found, at, role, model);
}
