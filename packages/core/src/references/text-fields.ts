import { type LeftOut, leaveOut } from './scan-unknown.js';

/** Whether nothing is looked for in a documented field: it is text, or is collected by itself. */
export function isLeftAlone(field: string): boolean {
  return collectedFields.has(field) || textFields.has(field);
}

const collectedFields: ReadonlySet<string> = new Set([
  'model',
  'models',
  'fallbacks',
  'preset',
  'plugins',
  'provider',
  'tools',
]);

/** The prompt, and what callers write for themselves: labels and ids, which no server reads as a model's name. */
const textFields: ReadonlySet<string> = new Set(
  // biome-ignore format: a table
  [
    'messages', 'questions', 'state', 'system', 'instructions', 'input', 'prompt', 'suffix', 'stop', 'stop_sequences',
    'metadata', 'trace', 'user', 'session_id', 'safety_identifier', 'prompt_cache_key', 'previous_response_id',
  ],
);

const namedFunction = new Map([['function', leaveOut('name')], ...leaveOut('name')]);
const namedFunctions: LeftOut = new Map([['*', namedFunction]]);
const schema = leaveOut('name', 'description', 'schema');

/** Text within other documented fields: names of the caller's functions, JSON schemas, grammars, predicted text. */
export const textsWithin: ReadonlyMap<string, LeftOut> = new Map<string, LeftOut>([
  ['prediction', leaveOut('content')],
  ['functions', new Map([['*', leaveOut('name', 'description', 'parameters')]])],
  ['function_call', leaveOut('name')],
  [
    'tool_choice',
    new Map<string, LeftOut | null>([
      ...namedFunction,
      ['tools', namedFunctions],
      ['allowed_tools', new Map([['tools', namedFunctions]])],
    ]),
  ],
  [
    'response_format',
    new Map<string, LeftOut | null>([
      ...leaveOut('schema', 'grammar'),
      ['json_schema', schema],
      // The official SDK's spelling, which stays as it is where a body is judged in that.
      ['jsonSchema', schema],
    ]),
  ],
  ['text', new Map([['format', schema]])],
  ['output_config', new Map([['format', schema]])],
  ['context_management', new Map([['edits', new Map([['*', leaveOut('instructions')]])]])],
]);
