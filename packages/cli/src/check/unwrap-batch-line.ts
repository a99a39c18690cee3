import type { Endpoint } from '@distillable/core';
import type { RequestInput } from './check-input.js';

const fields: ReadonlySet<string> = new Set(['custom_id', 'method', 'url', 'body']);

const endpointOf: readonly (readonly [end: string, endpoint: Endpoint])[] = [
  ['/chat/completions', 'chat'],
  ['/completions', 'completions'],
  ['/responses', 'responses'],
  ['/messages', 'messages'],
];

/**
 * What is to be judged of a line: the `body` of a batch file's `{custom_id, method, url, body}`, otherwise the line
 * itself. With any other field beside these it is no such line: what is not judged must not be sent.
 */
export function unwrapBatchLine(
  value: unknown,
): Pick<RequestInput, 'body' | 'customId' | 'endpoint' | 'enclose'> {
  if (!isBatchLine(value)) {
    return { body: value, customId: null, endpoint: undefined, enclose: (guarded) => guarded };
  }
  const { custom_id: customId, url } = value;
  return {
    body: value['body'],
    customId: typeof customId === 'string' ? customId : null,
    endpoint: endpointOf.find(([end]) => typeof url === 'string' && url.endsWith(end))?.[1],
    enclose: (guarded) => ({ ...value, body: guarded }),
  };
}

function isBatchLine(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const names = Object.keys(value);
  return (
    names.includes('body') &&
    (names.includes('custom_id') || names.includes('url')) &&
    names.every((name) => fields.has(name))
  );
}
