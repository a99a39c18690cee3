import { spell } from './naming.js';

/**
 * Top-level fields that OpenRouter documents for chat completions, responses and messages, and older ones of the APIs
 * they are modelled on. What in them names a model is collected field by field; everything that is not in this list is
 * looked through as unknown.
 *
 * @see https://openrouter.ai/docs/api-reference (OpenAPI description, read 2026-08-22)
 */
const wireFields = [
  ...['model', 'models', 'fallbacks', 'preset', 'route', 'plugins', 'tools', 'tool_choice', 'provider'],
  ...[
    'messages',
    'input',
    'prompt',
    'system',
    'instructions',
    'prediction',
    'suffix',
    'functions',
    'function_call',
  ],
  ...[
    'background',
    'cache_control',
    'context_management',
    'debug',
    'image_config',
    'include',
    'metadata',
    'trace',
  ],
  ...[
    'frequency_penalty',
    'presence_penalty',
    'repetition_penalty',
    'logit_bias',
    'logprobs',
    'top_logprobs',
  ],
  ...['max_completion_tokens', 'max_output_tokens', 'max_tokens', 'max_tool_calls', 'parallel_tool_calls'],
  ...[
    'temperature',
    'top_a',
    'top_k',
    'top_p',
    'min_p',
    'seed',
    'stop',
    'stop_sequences',
    'n',
    'best_of',
    'echo',
  ],
  ...[
    'stop_server_tools_when',
    'modalities',
    'audio',
    'output_config',
    'text',
    'response_format',
    'verbosity',
  ],
  ...[
    'previous_response_id',
    'prompt_cache_key',
    'prompt_cache_options',
    'reasoning',
    'reasoning_effort',
    'thinking',
  ],
  ...[
    'safety_identifier',
    'service_tier',
    'session_id',
    'speed',
    'store',
    'stream',
    'stream_options',
    'truncation',
  ],
  ...['transforms', 'usage', 'user', 'web_search_options'],
];

/** The documented fields, as on the wire and as the official SDK spells them. */
export const documentedFields: ReadonlySet<string> = new Set([
  ...wireFields,
  ...wireFields.map((name) => spell(name, 'sdk')),
]);
