import { isObject, type JsonObject, pointer } from '../json.js';
import { addPreset, addSlug, addSlugs, asOnTheWire, type Collection, isAbsent } from './collection.js';
import { spell } from './naming.js';
import type { ReferenceRole } from './reference.js';
import { deepest, scanUnknown } from './scan-unknown.js';

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
  else scanUnknown(found, path, tool, collectTool, depth);
}

/**
 * The models of one tool: by its type, and whatever else in it looks like a model's field.
 *
 * @see https://openrouter.ai/docs/features/tool-calling (server tools; read 2026-08-22)
 */
export function collectTool(found: Collection, path: string, tool: JsonObject, depth: number): void {
  if (depth > deepest) {
    found.references.push({ path, role: 'unrecognised', kind: 'open', reason: 'too-deep' });
    return;
  }
  const collect = typeof tool['type'] === 'string' ? serverTools.get(tool['type']) : undefined;
  if (collect !== undefined) {
    collect(found, path, tool, depth);
    return;
  }
  const before = found.references.length;
  scanUnknown(found, path, tool, collectTool, depth, isCallersOwn(tool) ? schemaFields : undefined);
  if (found.references.length === before && isUnknownServerTool(tool['type'])) {
    found.references.push({ path, role: 'unrecognised', kind: 'open', reason: 'unknown-tool' });
  }
}

type CollectServerTool = (found: Collection, path: string, tool: JsonObject, depth: number) => void;

const serverTools: ReadonlyMap<string, CollectServerTool> = new Map<string, CollectServerTool>([
  ['openrouter:fusion', inParameters(collectFusion)],
  ['openrouter:advisor', inParameters(collectAdvisor)],
  ['openrouter:subagent', inParameters(collectSubagent)],
  ['openrouter:image_generation', inParameters(collectImageGeneration)],
  ['image_generation', collectImageGeneration],
  ['advisor_20260301', collectAdvisor],
  ['namespace', collectNamespace],
]);

/** OpenRouter's own tools that run no model of their own: none names one, none has a default. */
const toolsWithoutModel: ReadonlySet<string> = new Set(
  [
    ...['apply_patch', 'bash', 'browser_use', 'code_interpreter', 'datetime', 'experimental__search_models'],
    ...['file_search', 'files', 'mcp', 'memory', 'search_models', 'shell', 'text_editor', 'tool_search'],
    ...['web_fetch', 'web_search'],
  ].map((name) => `openrouter:${name}`),
);

/** A tool of OpenRouter that we have not met and that names no model may have a default, as the advisor and the panel do. */
function isUnknownServerTool(type: unknown): boolean {
  return typeof type === 'string' && /^openrouter:/i.test(type) && !toolsWithoutModel.has(type);
}

/** Fields in which a caller describes its own function: a `model` in there is an argument's name. */
const schemaFields: ReadonlySet<string> = new Set([
  'function',
  'parameters',
  'input_schema',
  'inputSchema',
  'output_schema',
  'outputSchema',
  'format',
]);

/** A function that the caller runs itself. Anthropic's have no type. */
function isCallersOwn(tool: JsonObject): boolean {
  const type = tool['type'];
  return (
    type === 'function' ||
    type === 'custom' ||
    (isAbsent(type) && ('input_schema' in tool || 'inputSchema' in tool || 'function' in tool))
  );
}

const wrapperFields: ReadonlySet<string> = new Set(['parameters', 'additionalProperties']);

/**
 * Server tools keep their settings in `parameters`. The official SDK's Anthropic shape wraps everything but the type in
 * `additionalProperties`, and flattens that onto the wire: both places count, but only the SDK's reader knows the wrapper.
 */
function inParameters(collect: CollectServerTool): CollectServerTool {
  return (found, path, tool, depth) => {
    const { parameters, additionalProperties } = tool;
    const wrapped = isObject(additionalProperties) ? additionalProperties['parameters'] : undefined;
    const settings = [
      { at: '/parameters', value: parameters, as: found },
      { at: '/additionalProperties/parameters', value: wrapped, as: asOnTheWire(found) },
    ].filter(({ value }) => !isAbsent(value));
    const isUnset = isAbsent(parameters) && (isAbsent(wrapped) || found.namings.includes('wire'));
    if (isUnset) settings.push({ at: '/parameters', value: {}, as: found });
    for (const { at, value, as } of settings) {
      if (isObject(value)) collect(as, `${path}${at}`, value, depth);
      else addSlug(found, `${path}${at}`, 'unrecognised', { not: 'an object' });
    }
    scanUnknown(found, path, tool, collectTool, depth, wrapperFields);
    if (isObject(additionalProperties)) {
      scanUnknown(
        found,
        `${path}/additionalProperties`,
        additionalProperties,
        collectTool,
        depth,
        wrapperFields,
      );
    }
  };
}

const panelNames = ['analysis_models', 'analysisModels'];
const fusionFields: ReadonlySet<string> = new Set([...panelNames, 'model', 'preset', 'tools']);

/** A panel of models, an analyst (default: the outer model), and tools of their own. */
export function collectFusion(found: Collection, path: string, settings: JsonObject, depth: number): void {
  const { model, preset, tools } = settings;
  for (const name of panelNames) {
    if (!isAbsent(settings[name])) addSlugs(found, `${path}/${name}`, 'panel', settings[name]);
  }
  // An empty list names nobody: whether the server reads it as "none" or as its own panel is not documented.
  const unfilled = found.namings
    .map((naming) => spell('analysis_models', naming))
    .find((name) => !isFilled(settings[name]));
  if (unfilled !== undefined) {
    const at = `${path}/${unfilled}`;
    found.references.push({ path: at, role: 'panel', kind: 'open', reason: 'default-panel' });
  }
  if (!isAbsent(model)) addSlug(found, `${path}/model`, 'analyst', model);
  if (!isAbsent(preset)) addPreset(found, `${path}/preset`, preset);
  if (!isAbsent(tools)) collectTools(asOnTheWire(found), `${path}/tools`, tools, depth + 1);
  scanUnknown(found, path, settings, collectTool, depth, fusionFields);
}

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}

const advisorFields: ReadonlySet<string> = new Set(['model']);

/** Without a model, the executing model may name any model when it calls the advisor. */
function collectAdvisor(found: Collection, path: string, settings: JsonObject, depth: number): void {
  addModelOrDefault(found, path, settings, 'advisor', 'default-advisor');
  scanUnknown(found, path, settings, collectTool, depth, advisorFields);
}

const namespaceFields: ReadonlySet<string> = new Set(['tools']);

/** Functions of the caller's under one name. */
function collectNamespace(found: Collection, path: string, tool: JsonObject, depth: number): void {
  const { tools } = tool;
  if (!isAbsent(tools)) collectTools(asOnTheWire(found), `${path}/tools`, tools, depth + 1);
  scanUnknown(found, path, tool, collectTool, depth, namespaceFields);
}

const subagentFields: ReadonlySet<string> = new Set(['model', 'tools']);

/** A worker (default: the outer model) with tools of its own. */
function collectSubagent(found: Collection, path: string, settings: JsonObject, depth: number): void {
  const { model, tools } = settings;
  if (!isAbsent(model)) addSlug(found, `${path}/model`, 'worker', model);
  if (!isAbsent(tools)) collectTools(asOnTheWire(found), `${path}/tools`, tools, depth + 1);
  scanUnknown(found, path, settings, collectTool, depth, subagentFields);
}

/** Without a model, OpenRouter's default image model. */
function collectImageGeneration(found: Collection, path: string, settings: JsonObject, depth: number): void {
  addModelOrDefault(found, path, settings, 'image', 'default-image-model');
  scanUnknown(found, path, settings, collectTool, depth, advisorFields);
}

function addModelOrDefault(
  found: Collection,
  path: string,
  { model }: JsonObject,
  role: ReferenceRole,
  reason: 'default-advisor' | 'default-image-model',
): void {
  const at = pointer(path, 'model');
  if (isAbsent(model)) found.references.push({ path: at, role, kind: 'open', reason });
  else addSlug(found, at, role, model);
}
