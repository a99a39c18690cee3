/** A number of 0 or more, less than `below`. */
export type Random = (below: number) => number;

/** Mulberry32: small, and the same for the same seed everywhere. */
export function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** A chat body whose values change, hide or refuse when they are read, with what its owner does to it afterwards. */
export interface LiveBody {
  readonly body: object;
  /** Lets every shared list and object grow. */
  disturb(): void;
}

export function liveBody(random: Random): LiveBody {
  const later: (() => void)[] = [];
  const slug = (): unknown =>
    pick(random, ['open/small', 'open/small', 'open/large', 'closed/big', 'no/row']);
  const live = (make: () => unknown): unknown => (random(3) === 0 ? liven(random, make, later) : make());
  const tool = (): unknown =>
    pick<() => unknown>(random, [
      () => ({ type: 'function', function: { name: 'f' } }),
      () => ({ type: live(() => 'openrouter:advisor'), parameters: live(() => ({ model: live(slug) })) }),
      () => ({ type: 'openrouter:subagent', parameters: { model: live(slug) } }),
    ])();
  const fields: readonly (readonly [name: string, make: () => unknown])[] = [
    ['model', slug],
    ['models', () => Array.from({ length: random(3) }, () => live(slug))],
    ['messages', () => [{ role: 'user', content: live(() => 'Hi') }]],
    ['tools', () => Array.from({ length: random(2) }, () => live(tool))],
    ['provider', () => ({ enforce_distillable_text: live(() => true), sort: 'price' })],
    ['plugins', () => [{ id: 'auto-router', allowed_models: live(() => [live(slug)]) }]],
    ['novelty', () => ({ judge_model: live(slug) })],
  ];
  const body: Record<string, unknown> = {};
  for (const [name, make] of fields) {
    if (name !== 'model' && name !== 'messages' && random(3) > 0) continue;
    if (random(4) === 0) define(random, body, name, make, live);
    else body[name] = live(make);
  }
  const whole = random(12) === 0 ? Object(liven(random, () => body, later)) : body;
  return {
    body: whole,
    disturb() {
      for (const change of later) change();
      body['model'] = 'closed/big';
    },
  };
}

/** A getter that gives another value each time, an inherited field, or one that is not listed. */
function define(
  random: Random,
  body: object,
  name: string,
  make: () => unknown,
  live: (make: () => unknown) => unknown,
): void {
  const options = { configurable: true, enumerable: random(5) > 0 };
  if (random(4) === 0) Object.setPrototypeOf(body, { [name]: make() });
  else Object.defineProperty(body, name, { ...options, get: () => live(make), set: () => {} });
}

/** Another form of what `make` gives: one whose JSON differs from what is read, or changes. */
function liven(random: Random, make: () => unknown, later: (() => void)[]): unknown {
  const value = make();
  switch (random(7)) {
    case 0:
      return { ...Object(value), toJSON: make };
    case 1:
      return typeof value === 'string' ? new String(value) : Object(value);
    case 2:
      return new Proxy(Object(value), {
        get: (target, key) => (random(4) === 0 ? make() : Reflect.get(target, key)),
      });
    case 3:
      return new (class {
        toJSON(): unknown {
          return make();
        }
      })();
    case 4:
      if (Array.isArray(value)) later.push(() => value.push('closed/big'));
      else if (typeof value === 'object' && value !== null)
        later.push(() => Object.assign(value, { model: 'closed/big', judge_model: 'closed/big' }));
      return value;
    case 5:
      return random(8) === 0 ? 1n : value;
    default:
      return Object.create(Object(value), { toJSON: { value: random(2) === 0 ? make : undefined } });
  }
}

function pick<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[random(items.length)] ?? items[0];
}
