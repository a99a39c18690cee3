import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventsReader } from './events-reader.js';
import { findServed } from './find-served.js';
import { ServedModels } from './served-models.js';

const encoder = new TextEncoder();
const isAllowed = (model: string): boolean => model.startsWith('open/');

/** What is known at the end, but for the kinds of places, which a repeated name need not add to. */
interface Known {
  readonly models: readonly string[];
  readonly refused: readonly string[];
  readonly isNamed: boolean;
  readonly isComplete: boolean;
  readonly id: string | null;
}

function readFast(chunks: readonly Uint8Array[]): Known {
  const served = new ServedModels((model) => {
    const allowed = isAllowed(model);
    return { verdict: 'unknown', allowed, code: allowed ? 'DISTILLABLE' : 'UNKNOWN_MODEL', message: model };
  });
  const reader = createEventsReader(served);
  for (const chunk of chunks) reader.feed(chunk);
  reader.finish();
  const models = served.all.map(({ model }) => model);
  const refused = served.reasons.map(({ path }) => path);
  const { isComplete, id } = reader.state;
  return { models, refused, isNamed: served.missing === null, isComplete, id };
}

/** Reads the text at once, and parses all of it. */
function readAll(text: string): Known {
  const events: EventSourceMessage[] = [];
  createParser({ onEvent: (event) => events.push(event) }).feed(`${text}\n\n`);
  const named = events.flatMap(({ data }) => objectsIn(data).flatMap((object) => findServed(object).models));
  const first = named.filter(({ model }, at) => named.findIndex((other) => other.model === model) === at);
  const ends = ['message_stop', 'response.completed', 'response.incomplete', 'response.failed'];
  const kinds = events.flatMap(({ data, event }) => objectsIn(data).map(({ type }) => type ?? event));
  const ids = events.flatMap(({ data }) => objectsIn(data).map(idOf));
  return {
    models: first.map(({ model }) => model),
    refused: first.filter(({ model }) => !isAllowed(model)).map(({ path }) => path),
    isNamed: named.some(({ source }) => source === 'answer'),
    isComplete:
      events.some(({ data }) => data.trim() === '[DONE]') ||
      kinds.some((kind) => ends.includes(String(kind))),
    id: ids.find((id): id is string => typeof id === 'string') ?? null,
  };
}

interface Parsed {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly response?: unknown;
  readonly message?: unknown;
}

function objectsIn(data: string): Parsed[] {
  const whole = parse(data);
  if (whole !== null) return [whole];
  const lines = data.split('\n').flatMap((line) => parse(line) ?? []);
  return lines.length === 0 ? [{}] : lines;
}

function parse(text: string): Parsed | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Parsed {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idOf({ id, response, message }: Parsed): unknown {
  if (isRecord(response)) return response.id;
  return isRecord(message) ? message.id : id;
}

/** A text as JSON, with one character of it, or none, as an escape. */
function quoted(text: string, place: number): string {
  const json = JSON.stringify(text);
  const at = 1 + (place % Math.max(1, text.length));
  const code = json.charCodeAt(at);
  if (place < 0 || text === '' || json.includes('\\') || code > 127) return json;
  return `${json.slice(0, at)}\\u${code.toString(16).padStart(4, '0')}${json.slice(at + 1)}`;
}

const escaped = fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, fc.nat(20));
const space = fc.constantFrom('', '', '', ' ', '\t', '\n', '\n \n');
const name = fc.constantFrom(
  'open/a',
  'open/model',
  'closed/x',
  'closed/model',
  '',
  'model',
  'open/\\"a',
  'é🌍',
);
const said = fc.constantFrom(
  ...[
    'The model is',
    '"model":"closed/x"',
    '{"model":"open/a"}',
    '\\',
    '\\"model',
    'model',
    '[DONE]',
    '"error"',
  ],
  ...['message_stop', '🌍', '"', ',"model":"closed/x",', 'model":"open/a'],
);
const key = fc.constantFrom(
  ...[
    'model',
    'model',
    'models',
    'analyst_model',
    'a model',
    '"model',
    'message',
    'response',
    'item',
    'choices',
  ],
  ...[
    'content',
    'input',
    'metadata',
    'tools',
    'error',
    'openrouter_metadata',
    'attempts',
    'endpoints',
    'available',
  ],
);
const { value } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.tuple(name, escaped).map(([text, at]) => quoted(text, at)),
    fc.tuple(said, escaped).map(([text, at]) => quoted(text, at)),
    fc.constantFrom('null', 'true', '7'),
    tie('object'),
    tie('list'),
  ),
  list: fc.array(tie('value'), { maxLength: 2 }).map((items) => `[${items.join(',')}]`),
  object: fc
    .array(fc.tuple(key, escaped, space, space, tie('value'), space), { maxLength: 4 })
    .map(
      (fields) => `{${fields.map(([k, at, a, b, v, c]) => `${a}${quoted(k, at)}${b}:${c}${v}`).join(',')}}`,
    ),
}));
const plain = fc.constantFrom(
  ...[
    '{"model":"open/a"}',
    '{"id":"1","model":"open/a","choices":[]}',
    '{"item":{"model":"open/a"}}',
    '[DONE]',
    'no JSON',
  ],
  ...[
    '{"type":"message_stop"}',
    '{"id":"2","type":"ping"}',
    '{"type":"response.x","model":"open/a"}',
    '{"error":{}}',
  ],
  ...['{"models":["closed/x"],"a":[{"model":"closed/model"}]}', '{"model":"open/a"}', 'model', ''].map(
    (result) =>
      JSON.stringify({ id: '3', model: 'open/a', details: [{ type: 'reasoning.server_tool_call', result }] }),
  ),
);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const event = fc
  .record({
    data: fc.oneof(plain, value),
    kind: fc.constantFrom(
      '',
      '',
      '',
      'event: message_stop',
      'event: error',
      ': a "model"',
      'model: closed/x',
    ),
    end: lineEnd,
  })
  .map(({ data, kind, end }) => {
    const lines = data.split('\n').map((line) => `data: ${line}`);
    return [...(kind === '' ? [] : [kind]), ...lines, '', ''].join(end);
  });
const stream = fc.array(event, { maxLength: 6 }).map((events) => events.join(''));
// What follows the first facts can be known by the text of whole events.
const first = 'data: {"id":"1","model":"open/a","choices":[{"delta":{"content":"x"}}]}\n\n';
const begun = fc.tuple(fc.constantFrom('', first), stream).map((parts) => parts.join(''));
const place = fc.record({ at: fc.nat(), isEnd: fc.boolean() });

it('knows by the text of an event what it would know by parsing it, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(begun, fc.array(place, { maxLength: 6 }), (text, places) => {
      const bytes = encoder.encode(text);
      const ends = [...text.matchAll(/\n\r?\n/g)].map(({ 0: end, index }) => {
        return encoder.encode(text.slice(0, index + end.length)).length;
      });
      const edges = [
        0,
        ...places
          .map(({ at, isEnd }) => (isEnd && ends[at % ends.length]) || at % (bytes.length + 1))
          .sort((a, b) => a - b),
        bytes.length,
      ];
      const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
      expect(readFast(chunks)).toEqual(readAll(text));
    }),
    { numRuns: 3_000 },
  );
});
