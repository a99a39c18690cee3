import type { Field, Step } from './walk-fields.js';

/** A body that is fine but for one field. */
export interface Planted {
  readonly body: Readonly<Record<string, unknown>>;
  /** JSON Pointer to what was planted. */
  readonly pointer: string;
}

/** The smallest body that has the field. */
export function plant({ described, steps, value }: Field, model: string): Planted {
  const planted = steps.reduceRight<unknown>(
    (inner, step) => (step === 'item' ? [inner] : { ...step.beside, [step.key]: inner }),
    value,
  );
  const prompts = {
    chat: { messages: [{ role: 'user', content: 'Hello' }] },
    messages: { messages: [{ role: 'user', content: 'Hello' }] },
    responses: { input: 'Hello' },
    completions: { prompt: 'Hello' },
    batch: { requests: [{ body: { messages: [] } }] },
  };
  const body = { model, ...prompts[described.endpoint], ...Object(planted) };
  return { body, pointer: steps.map(tokenOf).join('') };
}

function tokenOf(step: Step): string {
  return step === 'item' ? '/0' : `/${step.key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
