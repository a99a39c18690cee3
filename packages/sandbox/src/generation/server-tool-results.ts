import { isAlias, isRouter } from '../catalog/model-row.js';
import { isDistillable } from '../catalog/sandbox-catalog.js';
import type { ServedState } from '../endpoints/endpoint.js';
import { faultsOf } from '../faults/faults-of.js';
import { isJsonObject, type JsonObject } from '../json-object.js';
import { findRow, servingRow } from '../routing/find-row.js';
import type { ServerToolResult } from './generation.js';

type ToolType = ServerToolResult['type'];

/**
 * What the tools of a request give that let further models write text. Nothing says that these inner calls honour
 * `enforce_distillable_text`, so they don't: where the request names no model, the first one that is not distillable
 * writes.
 */
export function serverToolResults(
  body: JsonObject,
  served: string,
  state: ServedState,
): readonly ServerToolResult[] {
  const [fault] = faultsOf('tool-model', state.faults);
  return [...fromTools(body), ...fromPlugins(body)].map(({ type, named }) => {
    const models = fault === undefined ? writers(type, named, served, state) : [fault.model];
    return { type, models, text: `Sandbox ${type.slice('openrouter:'.length)} by ${models.join(', ')}.` };
  });
}

interface ToolCall {
  readonly type: ToolType;
  readonly named: readonly string[];
}

function fromTools({ tools }: JsonObject): readonly ToolCall[] {
  return listOf(tools).flatMap((tool) => {
    const type = typeOf(tool['type']);
    if (type === null) return [];
    const parameters = isJsonObject(tool['parameters']) ? tool['parameters'] : tool;
    return [{ type, named: namedIn(type, parameters) }];
  });
}

function fromPlugins({ plugins }: JsonObject): readonly ToolCall[] {
  return listOf(plugins)
    .filter(({ id, enabled }) => id === 'fusion' && enabled !== false)
    .map((plugin) => ({ type: 'openrouter:fusion', named: namedIn('openrouter:fusion', plugin) }));
}

function typeOf(type: unknown): ToolType | null {
  switch (type) {
    case 'openrouter:advisor':
    case 'openrouter:subagent':
    case 'openrouter:fusion':
      return type;
    // Anthropic's own name for it.
    case 'advisor_20260301':
      return 'openrouter:advisor';
    default:
      return null;
  }
}

function namedIn(type: ToolType, { model, analysis_models: panel }: JsonObject): readonly string[] {
  if (type === 'openrouter:fusion' && Array.isArray(panel)) {
    return panel.filter((name) => typeof name === 'string');
  }
  return typeof model === 'string' ? [model] : [];
}

function writers(
  type: ToolType,
  named: readonly string[],
  served: string,
  state: ServedState,
): readonly string[] {
  const { models } = state.catalog;
  if (named.length > 0) {
    return named.map((slug) => {
      const row = findRow(slug, models);
      return (row === undefined ? undefined : servingRow(row, models)?.id) ?? slug;
    });
  }
  // A subagent without a model of its own is the outer model.
  if (type === 'openrouter:subagent') return [served];
  const closed = models.find((row) => !isAlias(row) && !isRouter(row) && !isDistillable(row, state.catalog));
  return [closed?.id ?? served];
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
