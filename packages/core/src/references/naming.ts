import { isObject, type JsonObject } from '../json.js';

/**
 * How a body spells its fields: as on the `wire` (snake_case), or as the official `sdk` takes them (camelCase, turned
 * into snake_case when it sends). The SDK drops what is spelled the other way, and the server does not read camelCase:
 * a flag or a bound counts only in the spelling that its reader knows.
 */
export type Naming = 'wire' | 'sdk';

/** The spellings that a body may be read in: both where it mixes them. */
export type Namings = readonly [Naming, ...Naming[]];

/** Spells a field for a reader. */
export function spell(wireName: string, naming: Naming): string {
  return naming === 'wire'
    ? wireName
    : wireName.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const sdkNames: ReadonlySet<string> = new Set([
  ...['maxTokens', 'maxCompletionTokens', 'maxOutputTokens', 'maxToolCalls', 'topP', 'topK', 'topA', 'minP'],
  ...[
    'topLogprobs',
    'frequencyPenalty',
    'presencePenalty',
    'repetitionPenalty',
    'logitBias',
    'responseFormat',
  ],
  ...['streamOptions', 'toolChoice', 'parallelToolCalls', 'sessionId', 'serviceTier', 'stopSequences'],
  ...[
    'previousResponseId',
    'promptCacheKey',
    'safetyIdentifier',
    'cacheControl',
    'imageConfig',
    'outputConfig',
  ],
  ...['contextManagement', 'stopServerToolsWhen', 'reasoningEffort', 'debugOptions'],
  ...['enforceDistillableText', 'allowFallbacks', 'requireParameters', 'dataCollection', 'maxPrice'],
  ...['preferredMinThroughput', 'preferredMaxLatency'],
  ...['allowedModels', 'excludedModels', 'pinModel', 'analysisModels'],
]);
const wireNames: ReadonlySet<string> = new Set(
  [...sdkNames].map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
);

/** The spellings to read a body in: the one that was said, or what its own fields tell. */
export function namingsOf(body: JsonObject, naming: Naming | undefined): Namings {
  return naming === undefined ? detectNaming(body) : [naming];
}

/** Tells a body's spelling by the fields that only one of them has; a body with none of these is for the wire. */
export function detectNaming(body: JsonObject): Namings {
  let isSdk = false;
  let isWire = false;
  const look = (object: unknown): void => {
    if (!isObject(object)) return;
    for (const key in object) {
      if (sdkNames.has(key)) isSdk = true;
      else if (wireNames.has(key)) isWire = true;
    }
  };
  look(body);
  look(body['provider']);
  if (Array.isArray(body['plugins'])) body['plugins'].forEach(look);
  if (Array.isArray(body['tools'])) body['tools'].map(settingsOf).forEach(look);
  if (!isSdk) return wireOnly;
  return isWire ? bothNamings : sdkOnly;
}

/** Settings of a server tool; a function's parameters are a schema of the caller's own. */
function settingsOf(tool: unknown): unknown {
  if (!isObject(tool)) return undefined;
  const { type, parameters } = tool;
  return typeof type === 'string' && type.startsWith('openrouter:') ? parameters : undefined;
}

const wireOnly: Namings = ['wire'];
const sdkOnly: Namings = ['sdk'];
const bothNamings: Namings = ['wire', 'sdk'];
