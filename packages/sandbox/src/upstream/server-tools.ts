import {
  findServing,
  isAlias,
  isDistillable,
  isRouter,
  type SandboxCatalog,
} from '../catalog/sandbox-catalog.js';
import { type Fault, faultsOf } from '../faults/fault.js';
import { isJsonObject, type JsonObject, objectsIn } from '../wire/json.js';

/** The result of a tool that runs on the server, and the models that wrote it. */
export interface ServerToolResult {
  readonly type: 'openrouter:advisor' | 'openrouter:subagent' | 'openrouter:fusion';
  readonly models: readonly string[];
  readonly text: string;
}

type ToolType = ServerToolResult['type'];

/**
 * The results of a request's tools that let further models write text. Nothing documents that these inner calls honour
 * `enforce_distillable_text`, so they don't: where the request names no model, the first one that is not distillable
 * writes.
 */
export function serverToolResults(
  body: JsonObject,
  served: string,
  { catalog, faults }: { readonly catalog: SandboxCatalog; readonly faults: readonly Fault[] },
): readonly ServerToolResult[] {
  const [fault] = faultsOf('tool-model', faults);
  return [...fromTools(body), ...fromPlugins(body)].map(({ type, named }) => {
    const models = fault === undefined ? writers(type, named, served, catalog) : [fault.model];
    return { type, models, text: `Sandbox ${type.slice('openrouter:'.length)} by ${models.join(', ')}.` };
  });
}

interface RequestedTool {
  readonly type: ToolType;
  readonly named: readonly string[];
}

function fromTools({ tools }: JsonObject): readonly RequestedTool[] {
  return objectsIn(tools).flatMap((tool) => {
    const type = typeOf(tool['type']);
    if (type === null) return [];
    const parameters = isJsonObject(tool['parameters']) ? tool['parameters'] : tool;
    return [{ type, named: namedIn(type, parameters) }];
  });
}

function fromPlugins({ plugins }: JsonObject): readonly RequestedTool[] {
  return objectsIn(plugins)
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
  catalog: SandboxCatalog,
): readonly string[] {
  const { models } = catalog;
  if (named.length > 0) return named.map((slug) => findServing(slug, models)?.id ?? slug);
  // A subagent without a model of its own is the outer model.
  if (type === 'openrouter:subagent') return [served];
  const closed = models.find((row) => !isAlias(row) && !isRouter(row) && !isDistillable(row, catalog));
  return [closed?.id ?? served];
}
