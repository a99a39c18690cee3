import { describe, expect, it } from 'vitest';
import { createEventsReader, type StreamState } from './events-reader.js';
import { ServedModels } from './served-models.js';

const encoder = new TextEncoder();

function servedModels(): ServedModels {
  return new ServedModels((model) => {
    const allowed = model.startsWith('open/');
    return { verdict: 'unknown', allowed, code: allowed ? 'DISTILLABLE' : 'UNKNOWN_MODEL', message: '' };
  });
}

interface Reading {
  readonly models: readonly string[];
  readonly isNamed: boolean;
  readonly state: StreamState;
  readonly data: readonly string[];
}

function read(chunks: readonly Uint8Array[]): Reading {
  const served = servedModels();
  const data: string[] = [];
  const reader = createEventsReader(served, (text) => data.push(text));
  for (const chunk of chunks) reader.feed(chunk);
  reader.finish();
  const models = served.all.map(({ model }) => model);
  expectSame(chunks, models, reader.state);
  return { models, isNamed: served.missing === null, state: { ...reader.state }, data };
}

/** Where no one wants their data, events are not even taken apart. */
function expectSame(chunks: readonly Uint8Array[], models: readonly string[], state: StreamState): void {
  const served = servedModels();
  const reader = createEventsReader(served);
  for (const chunk of chunks) reader.feed(chunk);
  reader.finish();
  expect({ models: served.all.map(({ model }) => model), state: reader.state }).toEqual({ models, state });
}

const readText = (text: string): Reading => read([encoder.encode(text)]);

function split(bytes: Uint8Array, ...places: readonly number[]): Uint8Array[] {
  const edges = [0, ...[...places].sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
}

const fresh = {
  isComplete: false,
  hasError: false,
  errorMessage: null,
  hasContent: false,
  missing: 'model',
  isUnreadable: false,
  isAmbiguous: false,
  id: null,
};
const chunk = '{"id":"gen-1","model":"open/a","choices":[{"delta":{"content":"Grüße 🌍"}}]}';

describe('the framing of events', () => {
  it.each([
    ['ends in LF', `data: ${chunk}\n\ndata: [DONE]\n\n`],
    ['ends in CRLF', `data: ${chunk}\r\n\r\ndata: [DONE]\r\n\r\n`],
    ['ends in CR', `data: ${chunk}\r\rdata: [DONE]\r\r`],
    ['ends in all of them', `data: ${chunk}\r\n\ndata: [DONE]\r\r\n`],
    ['begins with a byte order mark', `\uFEFFdata: ${chunk}\n\ndata: [DONE]\n\n`],
    ['has no space after the colon', `data:${chunk}\n\ndata:[DONE]\n\n`],
    [
      'has comments between',
      `: OPENROUTER PROCESSING\n\n:\n: {"model":"closed/x"}\ndata: ${chunk}\n\n: x\n\ndata: [DONE]\n\n`,
    ],
    [
      'has other fields',
      `id: 7\nretry: 10\nevent: x\nmodel: closed/x\nunknown\ndata: ${chunk}\n\ndata: [DONE]\n\n`,
    ],
    [
      'has data of several lines',
      `data: ${chunk.replaceAll(',', '\ndata: ,\ndata:\ndata: ')}\n\ndata: [DONE]\n\n`,
    ],
    ['has more empty lines', `\n\n\ndata: ${chunk}\n\n\n\n\ndata: {}\n\n\ndata: [DONE]\n\n\n`],
    ['has no end', `data: ${chunk}\n\ndata: [DONE]`],
    ['has no empty line at its end', `data: ${chunk}\n\ndata: [DONE]\r\n`],
    ['has spaces around its end', `data: ${chunk}\n\ndata:  [DONE] \n\n`],
  ])('may be one that %s', (_, text) => {
    const { models, isNamed, state } = readText(text);
    expect(models).toEqual(['open/a']);
    expect(isNamed).toBe(true);
    expect(state).toEqual({
      ...{ ...fresh, isComplete: true, hasContent: true, missing: null, id: 'gen-1' },
    });
  });

  it('does not matter where bytes are split, twice, within events, line ends and characters', () => {
    const text = `\uFEFF: é\r\ndata: {"id":"gen-1","model":"open/ü",\r\ndata: "b":"🌍"}\r\n\r\ndata: {"model":"closed/€"}\n\ndata: [DONE]`;
    const bytes = encoder.encode(text);
    const whole = read([bytes]);
    expect(whole.models).toEqual(['open/ü', 'closed/€']);
    for (let first = 0; first <= bytes.length; first += 1) {
      for (let second = first; second <= bytes.length; second += 7) {
        expect(read(split(bytes, first, second))).toEqual(whole);
      }
    }
    expect(read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('hands out every event but one without an end, which it reads all the same', () => {
    const { models, data } = readText(`event: x\ndata: ${chunk}\n\ndata: {"model":"closed/x"}`);
    expect(data).toEqual([chunk]);
    expect(models).toEqual(['open/a', 'closed/x']);
  });

  it('gives up an event that is longer than can be held, and stays so', () => {
    const served = servedModels();
    const reader = createEventsReader(served);
    const megabyte = new Uint8Array(1_048_576).fill(120);
    reader.feed(encoder.encode('data: '));
    for (let count = 0; count < 65; count += 1) reader.feed(megabyte);
    expect(reader.state.isUnreadable).toBe(true);
    reader.feed(encoder.encode(`\n\ndata: ${chunk}\n\n`));
    reader.finish();
    expect(reader.state).toEqual({ ...fresh, isUnreadable: true });
    expect(served.all).toEqual([]);
  });
});

describe('what an event shows', () => {
  it.each<readonly [what: string, text: string, shown: Partial<StreamState>]>([
    ['nothing', '', {}],
    ['only comments', ': OPENROUTER PROCESSING\n\n', {}],
    ['only the end', 'data: [DONE]\n\n', { isComplete: true }],
    [
      'an error as chat has it',
      'data: {"error":{"code":502,"message":"x"}}\n\n',
      { hasError: true, errorMessage: 'x' },
    ],
    [
      'an error with metadata',
      'data: {"id":"g","error":{},"openrouter_metadata":{}}\n\n',
      { hasError: true, id: 'g' },
    ],
    [
      'an error as messages have it',
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}\n\n',
      { hasError: true },
    ],
    [
      'an error as responses have it',
      'data: {"type":"error","code":"x","message":"y","param":null,"sequence_number":2}\n\n',
      { hasError: true, errorMessage: 'y' },
    ],
    [
      'an error by its event alone',
      'event: error\ndata: {"message":"x"}\n\n',
      { hasError: true, errorMessage: 'x' },
    ],
    [
      'an error beside text',
      'data: {"error":{"code":502},"choices":[{"delta":{"content":"x"}}]}\n\n',
      { hasError: true, hasContent: true },
    ],
    [
      'an error beside a text that is empty',
      'data: {"error":{"code":502},"choices":[{"delta":{"role":"assistant","content":""},"finish_reason":"error"}]}\n\n',
      { hasError: true },
    ],
    [
      'text that calls itself an error',
      'event: error\ndata: {"choices":[{"text":"x"}]}\n\n',
      { hasError: true, hasContent: true },
    ],
    [
      'text where an error has its message',
      'data: {"error":{},"message":{"text":"x"}}\n\n',
      { hasError: true, hasContent: true },
    ],
    ['no error but null', 'data: {"error":null}\n\n', {}],
    ['a ping', 'event: ping\ndata: {"type":"ping"}\n\nevent: ping\ndata: {}\n\n', {}],
    ['a keep-alive in the middle', 'data: {"type":"ping","choices":[]}\n\n', {}],
    ['the end of messages', 'event: message_stop\ndata: {"type":"message_stop"}\n\n', { isComplete: true }],
    ['an end by its event alone', 'event: message_stop\ndata: {}\n\n', { isComplete: true }],
    [
      'the end of a response',
      'data: {"type":"response.completed","response":{"id":"r"}}\n\n',
      { isComplete: true, id: 'r' },
    ],
    ['a response cut by its limit', 'data: {"type":"response.incomplete"}\n\n', { isComplete: true }],
    [
      'a response that failed',
      'data: {"type":"response.failed","response":{"error":{"message":"x"}}}\n\n',
      { isComplete: true, hasError: true, errorMessage: 'x' },
    ],
    [
      'a response that was cancelled',
      'data: {"type":"response.cancelled"}\n\n',
      { isComplete: true, hasError: true },
    ],
    ['text that is not JSON', 'data: Hello\n\n', { hasContent: true }],
    ['a list', 'data: [{"id":"x"}]\n\n', { hasContent: true }],
    ['the id of a message', 'data: {"message":{"id":"msg_1"},"id":7}\n\n', { id: 'msg_1' }],
  ])('is %s', (_, text, shown) => {
    expect(readText(text).state).toEqual({ ...fresh, ...shown });
    // The same after events that make the reader go by the text of an event alone.
    const after = read([encoder.encode(`data: ${chunk}\n\n`), encoder.encode(text)]).state;
    expect(after).toEqual({ ...fresh, ...shown, hasContent: true, missing: null, id: 'gen-1' });
  });

  it.each([
    ['a comment', ':"open/a"'],
    ['an unknown field', '"model":"open/a"'],
  ])('is a model whose name and value have %s between them', (_, line) => {
    const text = `data: {"model"\n${line}\ndata: :"closed/x"}\n\n`;
    const { models } = read([encoder.encode(`data: ${chunk}\n\n`), encoder.encode(text)]);
    expect(models).toEqual(['open/a', 'closed/x']);
  });

  it('is a model in each line, for clients that do not join lines', () => {
    expect(
      readText('data: {"model":"open/a"}\ndata: no JSON\ndata: {"model":"closed/x"}\n\n').models,
    ).toEqual(['open/a', 'closed/x']);
  });

  it.each([
    ['a tool named it first', '{"id":"1","item":{"model":"open/a"}}', '{"id":"1","model":"open/a"}'],
    ['a panel named it first', '{"id":"1","type":"response.x","model":"open/a"}', '{"model":"open/a"}'],
    [
      'metadata named it first',
      '{"id":"1","openrouter_metadata":{"attempts":[{"model":"open/a"}]}}',
      '{"model":"open/a"}',
    ],
  ])("is the response's own model, also where %s", (_, first, second) => {
    expect(readText(`data: ${first}\n\n`).isNamed).toBe(false);
    expect(readText(`data: ${first}\n\ndata: ${second}\n\n`).isNamed).toBe(true);
  });
});
