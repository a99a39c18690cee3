import { isObject, type JsonObject, parseObject, pointer } from '@distillable/catalog';
import { envelopes } from '../api/index.js';

/**
 * Where a response names a model: `answer`, as the one that served; `attempt` and `endpoint`, in `openrouter_metadata`;
 * `tool`, in the result of a tool that asked another model, or anywhere else.
 */
export type ServedSource = 'answer' | 'attempt' | 'endpoint' | 'tool';

/** A model that a response names. */
export interface NamedModel {
  readonly model: string;
  readonly source: ServedSource;
  /** JSON Pointer into the response, or into the event of a stream. */
  readonly path: string;
}

/** A host that a response names, as the one that serves a model. */
export interface NamedHost {
  /** As written, such as `Amazon Bedrock`. */
  readonly host: string;
  readonly source: ServedSource;
  /** JSON Pointer into the response, or into the event of a stream. */
  readonly path: string;
}

/** The models and hosts that a response, or an event of a stream, names. */
export interface Named {
  readonly models: NamedModel[];
  readonly hosts: NamedHost[];
}

/**
 * Fields that hold the caller's own words, a model's words or its arguments: a `model` in them does not name the model
 * that made the text.
 */
// biome-ignore format: a table
const quotes: ReadonlySet<string> = new Set([
  'input', 'arguments', 'parameters', 'metadata', 'tools', 'prompt', 'text', 'instructions', 'schema',
  // In a fusion: the text of its analyst, and the models that failed. Models that made text are in `responses`.
  'analysis', 'failed_models',
  // The content of a memory, the labels of a caller's file, and the request as it went upstream.
  'value', 'attributes', 'echo_upstream_body',
]);

/** Fields that name a model; the last two name the analyst of a fusion. */
const modelFields: ReadonlySet<string> = new Set(['model', 'analyst_model', 'judge_model']);

/** The server's tools that ask other models. In the results of other tools, `model` may mean something else. */
const askingTools: ReadonlySet<unknown> = new Set([
  'openrouter:fusion',
  'openrouter:advisor',
  'openrouter:subagent',
]);

interface Place {
  readonly value: object;
  /** Null for the response itself. */
  readonly parent: Place | null;
  /** Its name or index in the parent. */
  readonly key: string | number;
  readonly depth: number;
  /** Computed when it is first asked for. */
  path: string | null;
}

/** A path that has more names, or a longer one, is shortened: many models could have a path as long as the response. */
const maxDepth = 64;
const maxNameLength = 256;

/**
 * Every model that a response, or one event of a stream, names, and the hosts that it names for them, in any of the four
 * shapes. Fields that repeat the request are left out.
 *
 * @see https://openrouter.ai/docs/api-reference (OpenAPI description read 2026-08-22)
 */
export function findServed(response: unknown): Named {
  const found: Named = { models: [], hosts: [] };
  if (!isObject(response)) return found;
  // Not by recursion: JSON may be nested deeper than calls can be.
  const left: Place[] = [{ value: response, parent: null, key: '', depth: 0, path: '' }];
  for (let place = left.pop(); place !== undefined; place = left.pop()) {
    const isMetadata = place.key === 'openrouter_metadata';
    if (isObject(place.value) && !isMetadata) findInObject(place.value, place, response, found);
    for (const further of placesIn(place).reverse()) left.push(further);
  }
  return found;
}

function findInObject(object: JsonObject, place: Place, response: JsonObject, found: Named): void {
  for (const key of Object.keys(object)) {
    const inner = object[key];
    if (key === 'openrouter_metadata') findInMetadata(inner, pointer(pathOf(place), key), found);
    else if (modelFields.has(key)) {
      const path = pathOf(place);
      const source = key === 'model' && isOwnModel(path, response) ? 'answer' : 'tool';
      note(inner, source, pointer(path, key), found);
    } else if (key === 'provider') {
      const path = pathOf(place);
      const isOwn = isOwnModel(path, response);
      // Without a model beside it, it is the provider of something else, such as a search.
      if (isOwn || 'model' in object) noteHost(inner, isOwn ? 'answer' : 'tool', pointer(path, key), found);
    }
  }
  if (object['type'] === 'reasoning.server_tool_call' && askingTools.has(object['tool_name'])) {
    findInResult(object['result'], pointer(pathOf(place), 'result'), found);
  }
}

/** Null and an empty text are not a name yet. A value that is not text is a name that can't be judged. */
function note(value: unknown, source: ServedSource, path: string, found: Named): void {
  if (value === undefined || value === null || value === '') return;
  const model = typeof value === 'string' ? value : Array.isArray(value) ? '(a list)' : `(${typeof value})`;
  found.models.push({ model, source, path });
}

/** A value that is not text names no host: a response whose host must be named is not verified by it. */
function noteHost(value: unknown, source: ServedSource, path: string, found: Named): void {
  if (typeof value === 'string' && value !== '') found.hosts.push({ host: value, source, path });
}

/** Chat has the results of the server's tools as JSON within a string, where fusion lists its panel as `models`. */
function findInResult(result: unknown, path: string, found: Named): void {
  const parsed = typeof result === 'string' ? parseObject(result) : null;
  if (parsed === null) return;
  const { models } = parsed;
  const panel = Array.isArray(models) ? models.filter((model) => typeof model === 'string') : [];
  const named = findServed(parsed);
  for (const model of [...named.models.map(({ model }) => model), ...panel]) {
    found.models.push({ model, source: 'tool', path });
  }
  for (const { host } of named.hosts) found.hosts.push({ host, source: 'tool', path });
}

/** Where to look further. */
function placesIn(parent: Place): Place[] {
  const places: Place[] = [];
  const add = (value: unknown, key: string | number): void => {
    if (typeof value !== 'object' || value === null) return;
    const isTooDeep = parent.depth === maxDepth;
    const isTooLong = typeof key === 'string' && key.length > maxNameLength;
    places.push({
      value,
      parent: isTooDeep ? parent.parent : parent,
      key: isTooDeep || isTooLong ? '…' : key,
      depth: Math.min(parent.depth + 1, maxDepth),
      path: null,
    });
  };
  const { value } = parent;
  if (parent.key === 'openrouter_metadata') {
    // Attempts and endpoints are read field by field. What a stage did, only its data says.
    if (isObject(value)) add(value['pipeline'], 'pipeline');
  } else if (Array.isArray(value)) value.forEach(add);
  else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      if (!quotes.has(key)) add(value[key], key);
    }
  }
  return places;
}

/** Only what names a model is asked for its path: writing that of every place costs more than the walk. */
function pathOf(place: Place): string {
  place.path ??= place.parent === null ? '' : pointer(pathOf(place.parent), place.key);
  return place.path;
}

/**
 * Whether the `model` at a place is the one that served: that of the response, which may be in the envelope of an event.
 * Events such as `response.fusion_call.panel.added` name another model beside their type.
 */
function isOwnModel(path: string, { type }: JsonObject): boolean {
  if (path === '') return typeof type !== 'string' || !type.startsWith('response.');
  return envelopes.some((name) => path === `/${name}`);
}

function findInMetadata(metadata: unknown, path: string, found: Named): void {
  if (!isObject(metadata)) return;
  findInList(metadata['attempts'], `${path}/attempts`, 'attempt', () => true, found);
  const { endpoints } = metadata;
  if (!isObject(endpoints)) return;
  const isSelected = ({ selected }: JsonObject) => selected === true;
  findInList(endpoints['available'], `${path}/endpoints/available`, 'endpoint', isSelected, found);
}

function findInList(
  list: unknown,
  path: string,
  source: ServedSource,
  counts: (item: JsonObject) => boolean,
  found: Named,
): void {
  if (!Array.isArray(list)) return;
  for (const [index, item] of list.entries()) {
    if (!isObject(item) || !counts(item)) continue;
    note(item['model'], source, `${path}/${index}/model`, found);
    noteHost(item['provider'], source, `${path}/${index}/provider`, found);
  }
}
