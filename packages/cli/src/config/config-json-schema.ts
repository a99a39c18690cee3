import { policyJsonSchema } from '@distillable/core';
import { longestTimeout } from './parse-config.js';

/** The JSON Schema of `distillable.config.json`, for editors. */
export function configJsonSchema(): unknown {
  const { $schema, ...policy } = Object(policyJsonSchema());
  return {
    $schema,
    title: 'distillable.config.json',
    type: 'object',
    properties: {
      $schema: { description: 'Where editors find this schema.', type: 'string' },
      baseUrl: {
        description:
          'Base URL of the API, where neither --base-url nor OPENROUTER_BASE_URL names one. The API key goes to it only when it is one of OpenRouter.',
        type: 'string',
        format: 'uri',
      },
      timeout: {
        description: 'Milliseconds for one request, where --timeout names none.',
        type: 'integer',
        minimum: 1,
        maximum: longestTimeout,
      },
      policy: { description: 'What may pass, where --policy names no other.', ...policy },
    },
    additionalProperties: false,
  };
}
