import { closed, open } from './catalog-for-planting.js';

type Body = Readonly<Record<string, unknown>>;

/** A field that names no model for itself, but changes what others mean: the verdict turns when it is added. */
export interface Consequence {
  readonly pattern: string;
  readonly because: string;
  readonly without: Body;
  readonly with: Body;
}

const earlier = [
  { role: 'user', content: 'Hello' },
  { role: 'assistant', content: 'Hi', model: closed },
];

function withAutoRouter(settings: Body): Body {
  return { model: 'openrouter/auto', messages: earlier, plugins: [{ id: 'auto-router', ...settings }] };
}

function withBetaRouter(settings: Body): Body {
  return { model: 'openrouter/auto-beta', plugins: [{ id: 'auto-beta-router', ...settings }] };
}

/** Spelled as on the wire. */
export const consequences: readonly Consequence[] = [
  {
    pattern: 'plugins[]{id=auto-router}.pin_model',
    because: 'the model of an earlier answer is used again, whatever the candidates are',
    without: withAutoRouter({ allowed_models: [open] }),
    with: withAutoRouter({ allowed_models: [open], pin_model: true }),
  },
  {
    pattern: 'plugins[]{id=auto-router}.excluded_models[]',
    because: 'an exclusion takes models out of a wildcard',
    without: withAutoRouter({ allowed_models: ['mixed/*'] }),
    with: withAutoRouter({ allowed_models: ['mixed/*'], excluded_models: [closed] }),
  },
  {
    pattern: 'plugins[]{id=auto-beta-router}.excluded_models[]',
    because: 'an exclusion takes models out of a wildcard',
    without: withBetaRouter({ allowed_models: ['mixed/*'] }),
    with: withBetaRouter({ allowed_models: ['mixed/*'], excluded_models: [closed] }),
  },
  {
    pattern: 'plugins[]{id=auto-router}',
    because: 'the entry bounds what the router may pick',
    without: { model: 'openrouter/auto' },
    with: withAutoRouter({ allowed_models: [open] }),
  },
  {
    pattern: 'plugins[]{id=auto-beta-router}',
    because: 'the entry bounds what the router may pick',
    without: { model: 'openrouter/auto-beta' },
    with: withBetaRouter({ allowed_models: [open] }),
  },
];

/** The same body as the official SDK takes it. */
export function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      inCamelCase(item),
    ]),
  );
}
