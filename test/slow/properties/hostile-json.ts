import fc from 'fast-check';

const names = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'toJSON',
    'length',
    '',
    '/',
    '~',
    '~1',
  ],
  ...['model', 'models', 'Model', 'fallbacks', 'preset', 'plugins', 'tools', 'input', 'messages', 'prompt'],
  ...['requests', 'body', 'provider', 'enforce_distillable_text', 'id', 'type', 'parameters', 'function'],
  ...['additionalProperties', 'allowed_models', 'allowedModels', 'excluded_models', 'pin_model', 'enabled'],
  ...['analysis_models', 'analysisModels', 'judge_model', 'input_schema', 'maxTokens', 'endpoint'],
];
const words = [
  ...['openrouter:fusion', 'openrouter:advisor', 'openrouter:subagent', 'openrouter:image_generation'],
  ...['image_generation', 'advisor_20260301', 'function', 'custom', 'fusion', 'auto-router', 'jev-router'],
  ...['auto-beta-router', 'openrouter/auto', 'qwen/a', 'openai/a', 'qwen/*', '@preset/x', '', 'default'],
];

const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...words) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, '\ud800', '\u0000') },
  { weight: 1, arbitrary: fc.string() },
);

const { shaped } = fc.letrec<{ shaped: unknown }>((tie) => ({
  shaped: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    { weight: 2, arbitrary: leaf },
    {
      weight: 3,
      arbitrary: fc.array(fc.tuple(fc.constantFrom(...names), tie('shaped')), { maxLength: 6 }).map(ownKeys),
    },
    { weight: 1, arbitrary: fc.array(tie('shaped'), { maxLength: 4 }) },
  ),
}));

/** Also `__proto__` as a key of its own, as JSON.parse makes it. */
function ownKeys(entries: readonly (readonly [string, unknown])[]): unknown {
  const value = {};
  for (const [key, child] of entries) {
    Object.defineProperty(value, key, { value: child, enumerable: true, writable: true, configurable: true });
  }
  return value;
}

/** Any JSON as it is parsed: with the names and words that the guard looks for in any place, or with none of them. */
export const hostileJson: fc.Arbitrary<unknown> = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.array(fc.tuple(fc.constantFrom(...names), shaped), { maxLength: 8 }).map(ownKeys),
    },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 5 }) },
    { weight: 1, arbitrary: fc.dictionary(fc.string(), fc.jsonValue()) },
    { weight: 1, arbitrary: shaped },
  )
  .map((value): unknown => JSON.parse(JSON.stringify(value)));
