import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { createGuard } from '../guard.js';
import { evaluate } from './evaluate.js';
import { toPlainJson } from './plain-json.js';

const snapshot = catalogSnapshot([
  catalogModel('open/small', { permission: 'distillable' }),
  catalogModel('closed/big', { permission: 'not-distillable' }),
]);
const guard = createGuard({ catalog: { snapshot: async () => snapshot } });
const messages = [{ role: 'user', content: 'Hi' }];
const sentTo = async (body: object): Promise<unknown> => JSON.parse((await guard.open(body, 'chat')).body);
const flag = { enforce_distillable_text: true };

/** Gives one value when it is read first, and another later. */
function changing(first: unknown, later: unknown): object {
  let reads = 0;
  return Object.defineProperty({ messages }, 'model', {
    enumerable: true,
    get() {
      reads += 1;
      return reads === 1 ? first : later;
    },
  });
}

describe('a live object', () => {
  class Advisor {
    toJSON() {
      return { type: 'openrouter:advisor', parameters: { model: 'closed/big' } };
    }
  }
  it.each<[what: string, body: () => object, code: string]>([
    ['a tool with toJSON', () => ({ model: 'open/small', tools: [new Advisor()] }), 'NOT_DISTILLABLE'],
    [
      'a boxed type',
      () => ({ model: 'open/small', tools: [{ type: new String('openrouter:advisor') }] }),
      'SERVER_PICKS',
    ],
    ['a boxed slug', () => ({ model: new String('closed/big') }), 'NOT_DISTILLABLE'],
    [
      'a proxy that shows other fields when its keys are read',
      () => new Proxy({ model: 'closed/big' }, { get: (target, key) => Reflect.get(target, key) }),
      'NOT_DISTILLABLE',
    ],
    [
      'a toJSON of the whole body',
      () => ({ model: 'open/small', toJSON: () => ({ model: 'closed/big' }) }),
      'NOT_DISTILLABLE',
    ],
    ['a model that is only inherited', () => Object.create({ model: 'open/small' }), 'SERVER_PICKS'],
  ])('is judged as its JSON: %s', async (_, body, code) => {
    const decision = await guard.check(body(), { shape: 'chat' });
    expect(decision.violations.map((each) => each.code)).toEqual([code]);
    await expect(guard.enforce(body())).rejects.toThrow('Refused to send');
    await expect(guard.open(body(), 'chat')).rejects.toThrow('Refused to send');
  });

  it('keeps the flag where its preferences hide it', async () => {
    const provider = { enforce_distillable_text: true, toJSON: () => ({}) };
    expect(await sentTo({ model: 'open/small', messages, provider })).toMatchObject({ provider: flag });
    const enforced = await guard.enforce({ model: 'open/small', provider });
    expect(JSON.parse(JSON.stringify(enforced))).toMatchObject({ provider: flag });
  });

  it('is read once, when it is given', async () => {
    expect(await sentTo(changing('open/small', 'closed/big'))).toMatchObject({ model: 'open/small' });
    await expect(sentTo(changing('closed/big', 'open/small'))).rejects.toThrow('not marked as distillable');
    const tools: unknown[] = [];
    const models = ['open/small'];
    const body = { model: 'open/small', models, messages, tools };
    const opening = sentTo(body);
    const enforcing = guard.enforce(body);
    tools.push({ type: 'openrouter:advisor' });
    models.push('closed/big');
    expect(await opening).toMatchObject({ models: ['open/small'], tools: [] });
    expect(await enforcing).toMatchObject({ models: ['open/small'], tools: [] });
  });

  it('shares nothing with the body that is sent', async () => {
    const models = ['open/small'];
    const enforced = await guard.enforce({ models });
    models.push('closed/big');
    expect(enforced.models).toEqual(['open/small']);
  });
});

describe('the copy of a live object', () => {
  class Place {
    readonly at: unknown;
    constructor(at: unknown) {
      this.at = at;
    }
    toJSON(key: string) {
      return { key, at: this.at };
    }
  }
  // biome-ignore format: a table
  const odd: readonly unknown[] = [
    undefined, Symbol('x'), () => 1, Object.assign(() => 1, { toJSON: () => 2 }), -0, Number.NaN, Number.NEGATIVE_INFINITY,
    new String('x'), new Number(-0), new Boolean(false), Object.setPrototypeOf(new String('x'), Object.prototype),
    new Proxy(new String('x'), {}), new Date(0), new Date(Number.NaN), /x/, new Map([[1, 2]]), new Error('x'),
    new Uint8Array(2), Promise.resolve(1), new Array(2), Object.assign([1], { more: 1 }), '\ud800', { toJSON: 1 },
    { toJSON: () => undefined }, { [Symbol('x')]: 1 }, Object.create({ inherited: 1 }), Math,
  ];
  const { value: live } = fc.letrec<{ value: unknown; within: unknown }>((tie) => {
    const fields = fc.dictionary(
      fc.oneof(fc.constantFrom('__proto__', 'toJSON', 'constructor', '1'), fc.string()),
      tie('value'),
    );
    return {
      value: fc.oneof({ maxDepth: 4 }, fc.constantFrom(...odd), fc.jsonValue(), tie('within')),
      within: fc.oneof(
        fields,
        fc.array(tie('value')),
        tie('value').map((value) => [value, { value }, value]),
        tie('value').map((value) => new Place(value)),
        fields.map((own) => new Proxy(own, {})),
        fc.array(tie('value')).map((list) => new Proxy(list, {})),
        tie('value').map((value) => Object.defineProperty({}, 'x', { enumerable: true, get: () => value })),
        tie('value').map((value) => Object.defineProperty({}, 'x', { value })),
      ),
    };
  });

  it('is what JSON makes of it', () => {
    fc.assert(
      fc.property(live, (value) => {
        const json = JSON.stringify({ value });
        const plain = toPlainJson({ value });
        expect(isDeepStrictEqual(plain, { body: JSON.parse(json) }), json).toBe(true);
        expect(JSON.stringify('body' in plain && plain.body)).toBe(json);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a body that has no JSON', () => {
  const circular: Record<string, unknown> = { model: 'open/small' };
  circular['self'] = circular;
  const throws = (): never => {
    throw new Error('the prompt is secret');
  };
  it.each<[what: string, body: object]>([
    ['a BigInt', { model: 'open/small', max_tokens: 1n }],
    ['a circular reference', circular],
    ['a getter that throws', Object.defineProperty({}, 'model', { enumerable: true, get: throws })],
    ['a toJSON that throws', { model: 'open/small', messages: { toJSON: throws } }],
    ['a revoked proxy', revoked()],
  ])('is rejected, never a crash: %s', async (_, body) => {
    const decision = await guard.check(body);
    expect(decision.violations.map(({ code }) => code)).toEqual(['BODY_NOT_JSON']);
    expect(decision.violations[0]?.message).not.toContain('secret');
    await expect(guard.open(body, 'chat')).rejects.toMatchObject({ code: 'POLICY_VIOLATION' });
    await expect(guard.enforce(body)).rejects.toMatchObject({ code: 'POLICY_VIOLATION' });
  });

  it('is rejected where it is nested too deeply, also by a Node that can turn it into JSON', async () => {
    const deep = Array.from({ length: 100_000 }).reduce<object>((inner) => ({ inner }), {});
    const body = { model: 'open/small', extra: deep };
    expect((await guard.check(body)).violations).toHaveLength(1);
    await expect(guard.open(body, 'chat')).rejects.toMatchObject({ code: 'POLICY_VIOLATION' });
    await expect(guard.enforce(body)).rejects.toMatchObject({ code: 'POLICY_VIOLATION' });
  });

  it('does not make evaluate throw either', () => {
    const body = Object.defineProperty({}, 'model', { enumerable: true, get: throws });
    expect(evaluate(body, snapshot).violations.map(({ code }) => code)).toEqual(['BODY_NOT_JSON']);
    expect(evaluate(revoked(), snapshot).violations.map(({ code }) => code)).toEqual(['BODY_NOT_JSON']);
  });

  it.each([undefined, () => 1, Symbol('x')])('is no object: %s', async (body) => {
    expect((await guard.check(body)).violations.map(({ code }) => code)).toEqual(['BODY_NOT_OBJECT']);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
