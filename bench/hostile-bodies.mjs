/**
 * Bodies that are made to take long to judge, or to be answered at length, each of about a given number of bytes; where
 * a limit would stop a longer list, one just within it is there too.
 *
 * @param {number} bytes
 * @param {{ readonly allowed: readonly string[], readonly refused: readonly string[] }} slugs
 * @returns {ReadonlyMap<string, object>} By what is special about them.
 */
export function hostileBodies(bytes, { allowed, refused }) {
  const [model = ''] = allowed;
  const base = { model, messages: [] };
  const cycle = (/** @type {readonly string[]} */ list, /** @type {number} */ index) =>
    list[index % list.length];
  const some = 2_000;
  const models = (/** @type {(index: number) => unknown} */ item, count = Number.POSITIVE_INFINITY) => ({
    ...base,
    models: filled(bytes, item, count),
  });
  const auto = (/** @type {readonly unknown[]} */ plugins) => ({
    ...base,
    model: 'openrouter/auto',
    plugins,
  });
  const router = (/** @type {object} */ settings) => ({ id: 'auto-router', ...settings });
  const pattern = (/** @type {number} */ index) => `*a*e*${index}`;
  const exclusion = (/** @type {number} */ index) => `*o*i*${index}`;
  const batch = (/** @type {(index: number) => object} */ body) => ({
    requests: filled(bytes, (index) => ({ body: body(index) })),
  });
  const half = bytes / 2;
  const name = 'k'.repeat(half);

  return new Map(
    Object.entries({
      'patterns and exclusions': auto([
        router({ allowed_models: filled(half, pattern), excluded_models: filled(half, exclusion) }),
      ]),
      'patterns and exclusions within the limits': auto([
        router({ allowed_models: filled(half, pattern, 64), excluded_models: filled(half, exclusion, 64) }),
      ]),
      'one pattern again and again': auto([router({ allowed_models: filled(bytes, () => '*', some) })]),
      'many different patterns': auto([router({ allowed_models: filled(bytes, pattern, some) })]),
      'many plugins with a pattern': auto(filled(bytes, () => router({ allowed_models: ['*'] }))),
      'many plugins with an exclusion': auto(
        filled(bytes, (index) => router({ allowed_models: ['*'], excluded_models: [exclusion(index)] })),
      ),
      'many plugins': auto(filled(bytes, () => router({}))),
      'a long pattern': auto([router({ allowed_models: ['*a'.repeat(half)] })]),
      'a long exclusion': auto([router({ allowed_models: ['*'], excluded_models: ['*a'.repeat(half)] })]),
      'one refused slug again and again': models(() => refused[0], some),
      'many refused slugs': models((index) => cycle(refused, index)),
      'refused slugs with variants': models((index) => `${cycle(refused, index)}:nitro:floor`, some),
      'many unknown slugs': models((index) => `x/${index}`),
      'many unknown slugs within the limit': models((index) => `x/${'y'.repeat(20)}${index}`, some),
      'many empty slugs': models(() => ''),
      'numbers for slugs': models(() => 1),
      'a slug with thousands of variants': { ...base, model: `x/y${':nitro'.repeat(bytes / 6)}` },
      'slugs with many variants': models((index) => `x/${index}${':nitro'.repeat(40)}`),
      'a long slug': { ...base, model: `x/${'y'.repeat(bytes)}` },
      'a long name with a list of models': { ...base, [name]: { model: filled(half, () => 1) } },
      'long names around many fields': { ...base, [name]: fields(half, (index) => `m${index}`) },
      'fields that look like a model': { ...base, ...fields(bytes, (index) => `model_${index}`) },
      'preferences in another spelling': { ...base, provider: fields(bytes, (index) => `aB${index}`) },
      'many texts that may be slugs': { ...base, novelty: filled(bytes, (index) => `x/${index}`) },
      'many empty lists': { ...base, novelty: filled(bytes, () => []) },
      'many tools': { ...base, tools: filled(bytes, () => ({ type: 'openrouter:fusion' })) },
      'pinned messages': {
        ...base,
        plugins: [router({ allowed_models: [model], pin_model: true })],
        messages: filled(bytes, (index) => ({ model: `x/${index}` })),
      },
      'a batch of empty bodies': batch(() => ({})),
      'a batch of no bodies': { requests: filled(bytes, () => 1) },
      'a batch of allowed models': batch(() => ({ model })),
      'a batch of refused models': batch((index) => ({ model: cycle(refused, index) })),
      'a batch of routers': batch(() => ({ model: 'openrouter/auto' })),
      'a batch of patterns': batch((index) => ({ plugins: [router({ allowed_models: [pattern(index)] })] })),
      'a batch of refused fallbacks': batch((index) => ({ model, models: [cycle(refused, index)] })),
    }),
  );
}

/**
 * A chat body of about so many bytes that says something.
 *
 * @param {number} bytes
 * @param {string} model
 */
export function plainBody(bytes, model) {
  const content = 'What does a lighthouse keeper do when the fog comes in and no ship is near?';
  return { model, messages: filled(bytes, () => ({ role: 'user', content })), temperature: 0.7 };
}

/**
 * As many items as take so many bytes in JSON.
 *
 * @template Item
 * @param {number} bytes
 * @param {(index: number) => Item} item
 * @param {number} [most]
 */
function filled(bytes, item, most = Number.POSITIVE_INFINITY) {
  /** @type {Item[]} */
  const items = [];
  for (let length = 0; items.length < most; ) {
    const next = item(items.length);
    length += JSON.stringify(next).length + 1;
    if (length > bytes) break;
    items.push(next);
  }
  return items;
}

/**
 * An object with as many fields as take so many bytes in JSON.
 *
 * @param {number} bytes
 * @param {(index: number) => string} name
 */
function fields(bytes, name) {
  return Object.fromEntries(
    filled(bytes, (index) => `${name(index)}: 1`).map((text) => [text.slice(0, -3), 1]),
  );
}
