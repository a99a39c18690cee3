import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../fields/field-path.js';
import { createNameCollector, type PlaceOptions } from './collect-names.js';
import type { FoundName } from './found-name.js';
import { knownPlaces } from './known-places.js';
import { parsePath } from './parse-path.js';
import { maxDepth } from './row-names.js';

/** Each name as `place role name`; `?`: not certain, `-`: does not count, `!`: malformed. */
function describeNames(names: readonly FoundName[]): readonly string[] {
  return names.map(({ place, role, name, kind, certain, counts }) => {
    const marks = `${kind === 'malformed' ? ' !' : ''}${certain ? '' : ' ?'}${counts ? '' : ' -'}`;
    return `${place} ${role} ${name}${marks}`;
  });
}

function collect(row: Row, options: PlaceOptions = {}): readonly string[] {
  return describeNames(createNameCollector(options)(row));
}

describe('the names of a row', () => {
  it.each<[string, Row, readonly string[]]>([
    [
      'keys in any case',
      { Model_Name: 'a', MODEL: 'b', 'Judge Model': 'c', chosenModel: 'd' },
      ['Model_Name generator a', 'MODEL generator b', 'Judge Model judge c', 'chosenModel chosen d'],
    ],
    ['any depth', { a: [{ b: { c: [[{ model: 'x' }]] } }] }, ['a[].b.c[][].model unspecified x']],
    [
      'an object that says which model it is',
      { model: { provider: 'P', name: 'N', id: 'maker/x' } },
      ['model.id generator maker/x', 'model.name unspecified N ?'],
    ],
    [
      'an object with an id of a database',
      { model: { id: '0f8fad5b-d9cb-469f-a165-70867728950e', name: 'x-7b' } },
      ['model.id generator 0f8fad5b-d9cb-469f-a165-70867728950e ?', 'model.name generator x-7b'],
    ],
    [
      'a list of such objects',
      { models: [{ name: 'x' }, { name: 'y' }] },
      ['models[].name generator x', 'models[].name generator y'],
    ],
    [
      'JSON in a text',
      { metadata: '{"judge_model":"x","steps":[{"model":"y"}]}' },
      ['metadata.judge_model judge x', 'metadata.steps[].model generator y'],
    ],
    [
      'JSON that was encoded twice',
      { config: JSON.stringify(JSON.stringify({ model: 'x' })) },
      ['config.model unspecified x'],
    ],
    ['JSON with escaped letters', { metadata: '{"mod\\u0065l":"x"}' }, ['metadata.model generator x']],
    [
      'a name deep in the object of a model',
      { model: { kwargs: { model_name: 'x' } } },
      ['model.kwargs.model_name unspecified x'],
    ],
    ['a list in a cell', { models: '["x","y"]' }, ['models[] generator x', 'models[] generator y']],
    [
      'what Python writes',
      { metadata: "{'model': 'x', 'n': None}", models: "['y', 'z']" },
      ['metadata.model generator x', 'models[] generator y', 'models[] generator z'],
    ],
    ['JSON that was cut', { metadata: '{"model": "x", "text": "abc' }, ['metadata.model generator x']],
    [
      'any key with the word',
      { my_ModelX: 'x', models_seen: ['y'] },
      ['my_ModelX unspecified x ?', 'models_seen[] unspecified y ?'],
    ],
    [
      'an object of names',
      { models: { chosen: 'maker/x', rejected: 'y-7b', count: 2, at: '2026-01-01' } },
      ['models.chosen unspecified maker/x ?', 'models.rejected unspecified y-7b ?'],
    ],
    [
      'a key that is a name',
      { modelUsage: { 'maker/x': { tokens: 1 } } },
      ['modelUsage.{key} requested maker/x'],
    ],
    [
      'a JSON Patch',
      { changes: [{ op: 'replace', path: '/output/model', value: 'x' }] },
      ['changes[]["/output/model"] served x'],
    ],
    ['another role for each place', { judge: 'x', teacher: 'x' }, ['judge judge x', 'teacher teacher x']],
    ['white space around a name', { model: ' x\n' }, ['model generator x']],
    [
      '`__proto__` and `constructor`',
      JSON.parse('{"__proto__":{"model":"x"},"constructor":{"model":"y"}}'),
      ['__proto__.model unspecified x', 'constructor.model unspecified y'],
    ],
  ])('are found with %s', (_, row, names) => {
    expect(collect(row)).toEqual(names);
  });

  it.each<[string, Row]>([
    [
      'null, empty texts, and what Python writes for null',
      { model: null, generator: '', judge: 'None', teacher: 'nan', model_name: 'N/A' },
    ],
    ['a version of a package', { plugins: { model_name: '0.14.0' }, libraries: [{ model: '1.2' }] }],
    [
      'a description of a parameter',
      { tools: [{ function: { parameters: { properties: { model: { type: 'string' } } } } }] },
    ],
    ['a person', { judge: 'human', annotator: 'expert_17', judge_name: 'author_2', labeller_model: 'crowd' }],
    ['a company', { model_provider: 'openai', model_host: 'azure' }],
    ['a score', { judge: 0.5, judge_model: null, verifier: true, model_scores: [1, 2] }],
    ['a reward', { reward_model: { style: 'rule', ground_truth: '42' } }],
    [
      'prose',
      {
        llm: 'It is four.',
        judge: 'Both answers are correct, but the first one is much longer and better.',
        my_model_answer: 'It is four.',
      },
    ],
    ['a text that only starts like JSON', { text: '[INST] Which model? [/INST]', prompt: '{{model}}' }],
    ['bytes and dates', { model_time: new Date(0), model_bytes: new Uint8Array([1]) }],
  ])('are not %s', (_, row) => {
    expect(collect(row).filter((name) => !name.endsWith(' ?'))).toEqual([]);
  });

  it.each<[string, Row, readonly string[]]>([
    ['a number', { model: 7 }, ['model generator 7 !']],
    ['an object without a name', { model: { type: 'x' } }, ['model generator an object !']],
    ['a longer text', { model: 'x'.repeat(300) }, ['model generator a longer text !']],
    [
      'encoded too often',
      { metadata: encode({ model: 'x' }, 9) },
      ['(nested too deeply) unspecified more than 256 levels !'],
    ],
    [
      'nested too deeply',
      nest({ model: 'x' }, maxDepth + 1),
      ['(nested too deeply) unspecified more than 256 levels !'],
    ],
  ])('are malformed where one is %s', (_, row, names) => {
    expect(collect(row)).toEqual(names);
  });

  it('may be about anything where JSON is in prose, but not where it is the response of an API', () => {
    expect(collect({ content: '{"make":"Toyota","model":"Corolla"}' })).toEqual([
      'content.model unspecified Corolla ?',
    ]);
    expect(collect({ response: '{"choices":[],"model":"x"}' })).toEqual(['response.model served x']);
  });

  it('are each given once for a place, as the same object in all rows', () => {
    const names = createNameCollector({});
    const row = { messages: [{ model: 'x' }, { model: 'x' }, { model: 'y' }] };
    const [first, second] = [names(row), names(structuredClone(row))];
    expect(first.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(second[0]).toBe(first[0]);
    expect(second[1]).toBe(first[1]);
  });

  it('are found whatever keys rows before have had', () => {
    const names = createNameCollector({});
    for (let index = 0; index < 20_000; index += 1) {
      names({ [`k${index}`]: { [`x${index}`]: { [`model${index}`]: 'a' } }, tools: { [`t${index}`]: {} } });
    }
    expect(describeNames(names({ late: { later: { response: { model: 'x' } } } }))).toEqual([
      '{}.{}.response.model served x',
    ]);
  });
});

describe('a requested model', () => {
  it.each<[string, Row]>([
    ['request and response', { request: { model: 'q' }, response: { model: 's' } }],
    ['bodies', { request: { body: { model: 'q' } }, response: { body: { data: { model: 's' } } } }],
    ['a batch', { body: { model: 'q' }, response: { body: { model: 's' } } }],
    ['OpenTelemetry', { 'gen_ai.request.model': 'q', 'gen_ai.response.model': 's' }],
    ['nested OpenTelemetry', { gen_ai: { request: { model: 'q' }, response: { model: 's' } } }],
    ['AI SDK', { attributes: { 'ai.model.id': 'q', 'ai.response.model': 's' } }],
    ['a router', { requested_model: 'q', response_model: 's' }],
    ['JSON in texts', { request: '{"model":"q"}', response: '{"id":"x","object":"y","model":"s"}' }],
    ['a list', { calls: [{ request: { model: 'q' }, response: { model: 's' } }] }],
  ])('is set aside if the same response names the served one: %s', (_, row) => {
    const names = createNameCollector({})(row);
    expect(names.map(({ name, counts }) => [name, counts])).toEqual([
      ['s', true],
      ['q', false],
    ]);
  });

  it.each<[string, Row]>([
    ['alone', { request: { model: 'q' } }],
    ['of another call', { calls: [{ request: { model: 'q' } }, { response: { model: 's' } }] }],
    ['of a list with one response', { response: { model: 's' }, request: { batch: [{ model: 'q' }] } }],
    ['whose response names none', { request: { model: 'q' }, response: { model: null } }],
    [
      'whose response only may name one',
      { request: { model: 'q' }, response: { id: 's', model_type: 'large' } },
    ],
    ['beside a model without a role', { model: 's', request: { model: 'q' } }],
    ['one of several that were used', { modelUsage: { q: {}, s: {} }, output: { model: 's' } }],
    ['beside a judge', { judge_model: 's', requested_model: 'q' }],
  ])('counts if it is %s', (_, row) => {
    const names = createNameCollector({})(row);
    expect(names.filter(({ name }) => name === 'q').map(({ counts }) => counts)).toEqual([true]);
  });

  it('counts where the served one is ignored by its role', () => {
    const row = { request: { model: 'q' }, response: { model: 's' } };
    expect(collect(row, { ignoreRoles: ['served'] })).toEqual([
      'response.model served s -',
      'request.model requested q',
    ]);
  });

  it('is malformed where the response is', () => {
    expect(collect({ request: { model: 'q' }, response: { model: 5 } })).toEqual([
      'response.model served 5 !',
      'request.model requested q',
    ]);
  });
});

describe('places that the user names', () => {
  it.each<[readonly string[], Row, readonly string[]]>([
    [['who'], { who: 'x' }, ['who unspecified x']],
    [['who'], { Who: 'x' }, ['Who unspecified x']],
    [['a.b'], { 'a.b': 'x', a: { b: 'y' } }, ['["a.b"] unspecified x', 'a.b unspecified y']],
    [['["a.b"].c'], { 'a.b': { c: 'x' } }, ['["a.b"].c unspecified x']],
    [
      ['list[].who', 'list[].at'],
      { list: [{ who: 'x' }, { at: 'y' }] },
      ['list[].who unspecified x', 'list[].at unspecified y'],
    ],
    [['list[0]'], { list: ['x', 'y'] }, ['list[0] unspecified x']],
    [['list[-1].who'], { list: [{ who: 'x' }, { who: 'y' }] }, ['list[-1].who unspecified y']],
    [['text.who'], { text: '{"who":"x"}' }, ['text.who unspecified x']],
    [
      ['by.{}.who'],
      { by: { one: { who: 'x' }, two: { who: 'y' } } },
      ['by.one.who unspecified x', 'by.two.who unspecified y'],
    ],
    [
      ['scores.{key}'],
      { scores: { x: 1, y: 2 } },
      ['scores.{key} unspecified x', 'scores.{key} unspecified y'],
    ],
    [['{key}'], { x: 'text' }, ['{key} unspecified x']],
    [['scores.{key?}'], { scores: { 'x-1': 1 } }, ['scores.{key} unspecified x-1 ?']],
    [
      ['scores.{key__key}'],
      { scores: { x__y: 1 } },
      ['scores.{key} unspecified x', 'scores.{key} unspecified y'],
    ],
    [['pair{_}'], { pair: 'x_y' }, ['pair unspecified x', 'pair unspecified y']],
    [['judge'], { judge: 'x' }, ['judge judge x']],
    [['who'], { who: 7 }, ['who unspecified 7 !']],
  ])('%j are read besides the known ones', (modelFields, row, names) => {
    expect(collect(row, { modelFields })).toEqual(names);
    expect(collect({ ...row, model: 'known' }, { modelFields })).toContain('model generator known');
  });

  it.each<[readonly string[], Row, readonly string[]]>([
    [['judge'], { model: 'x', judge: 'y' }, ['model generator x']],
    [
      ['metadata'],
      { model: 'x', metadata: '{"model":"y","deep":{"judge_model":"z"}}' },
      ['model generator x'],
    ],
    [['list[].model'], { list: [{ model: 'x', judge: 'y' }] }, ['list[].judge judge y']],
    [['list[1].model'], { list: [{ model: 'x' }, { model: 'y' }] }, ['list[].model unspecified x']],
    [['modelUsage.{key}'], { modelUsage: { x: 1 } }, []],
    [['model.id'], { model: { id: 'x', name: 'y' } }, ['model.name generator y']],
    // Excluding more than the user wrote could hide a model.
    [['judge'], { Judge: 'x', deep: { judge: 'y' } }, ['Judge judge x', 'deep.judge judge y']],
  ])('%j are left out', (ignoreFields, row, names) => {
    expect(collect(row, { ignoreFields })).toEqual(names);
  });

  it('are collected, but do not count, where their role is ignored', () => {
    expect(collect({ model: 'x', judge: 'y' }, { ignoreRoles: ['judge'] })).toEqual([
      'model generator x',
      'judge judge y -',
    ]);
  });
});

describe('every known place', () => {
  const name = 'Maker/The-Model-7B';
  const otherKeys = fc.oneof(
    fc.constantFrom('data', 'x', 'items', '0', 'response', 'judge', 'text'),
    fc.string(),
  );

  it('is found whatever else a row holds, at any depth, in any order and case of keys, and in JSON', () => {
    const wrapping = fc.array(
      fc.record({ how: fc.constantFrom('object', 'list', 'json', 'twice'), key: otherKeys }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...knownPlaces),
        wrapping,
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer(),
        fc.boolean(),
        ({ path }, wraps, others, seed, isFirst) => {
          const place = spell(buildPlace(path, name), seed);
          const value = wraps.reduce((inner, { how, key }) => wrap(inner, how, key), place);
          const row = isFirst
            ? { ...value, ...withoutKeys(others, value) }
            : { ...withoutKeys(others, value), ...value };
          const found = createNameCollector({})(row).filter((each) => each.name === name);
          expect(found.length).toBeGreaterThan(0);
          expect(found.every(({ role, counts }) => counts || role === 'requested')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(knownPlaces)('$path has the role $role', ({ path, role, maybe }) => {
    const [found] = createNameCollector({})(buildPlace(path, name));
    expect(found).toMatchObject({ name, role, certain: maybe !== true, counts: true });
  });
});

function buildPlace(path: string, name: string): Row {
  const value = parsePath(path).reduceRight<unknown>((inner, step) => {
    if (step.kind === 'item') return [inner];
    if (step.kind === 'keys') return { [name]: {} };
    return { [step.kind === 'key' ? step.key.replace('*', 'of_step') : 'x']: inner };
  }, name);
  return Object(value);
}

/** Writes each key in another case, with other separators. */
function spell(value: Row, seed: number): Row {
  const text = JSON.stringify(value);
  return JSON.parse(
    text.replace(/"([a-z_.0-9A-Z]+)":/g, (_, key: string) => {
      const [upper, dashed, joined] = [seed & 1, seed & 2, seed & 4];
      const cased = upper ? key.toUpperCase() : key;
      return `"${dashed ? cased.replaceAll('_', '-') : joined ? cased.replaceAll('_', '') : cased}":`;
    }),
  );
}

function wrap(inner: Row, how: string, key: string): Row {
  if (how === 'list') return { [key]: [1, null, inner] };
  if (how === 'object') return { [key]: inner };
  return { [key]: encode(inner, how === 'json' ? 1 : 2) };
}

function withoutKeys(others: Row, value: Row): Row {
  return Object.fromEntries(Object.entries(others).filter(([key]) => !Object.hasOwn(value, key)));
}

function encode(value: unknown, times: number): string {
  return times === 1 ? JSON.stringify(value) : JSON.stringify(encode(value, times - 1));
}

function nest(value: Row, levels: number): Row {
  return levels === 0 ? value : { a: nest(value, levels - 1) };
}
