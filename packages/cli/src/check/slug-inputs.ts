import type { CheckInputs, RequestInput } from './check-input.js';

/** Each slug as the model of a request. */
export function slugInputs(slugs: readonly string[]): CheckInputs {
  return {
    several: slugs.length > 1,
    items: slugs.map(slugInput),
    progress: () => ({ bytes: 0, totalBytes: null }),
    close: async () => {},
  };
}

function slugInput(slug: string): RequestInput {
  return {
    kind: 'request',
    label: slug === '' ? '""' : slug,
    line: null,
    customId: null,
    body: { model: slug },
    endpoint: undefined,
    enclose: (guarded) => guarded,
  };
}
