import { describe, expect, it } from 'vitest';
import { rawResponseHead } from './response-head.js';
import type { JudgeServed, UnverifiedCode } from './served-models.js';
import type { Outcome, ResponseEnd } from './verification.js';
import { type ResponseWatch, type WatchOptions, watchResponse } from './watch-response.js';

const encoder = new TextEncoder();
const judge: JudgeServed = (model) =>
  model.startsWith('open/')
    ? { verdict: 'distillable', allowed: true, code: 'DISTILLABLE', message: 'Fine.' }
    : { verdict: 'not-distillable', allowed: false, code: 'NOT_DISTILLABLE', message: 'Not fine.' };

function watch(status: number, type: string | null, options: Partial<WatchOptions> = {}): ResponseWatch {
  const header = (name: string) => (name === 'content-type' ? type : null);
  const defaults = {
    shape: 'chat',
    judge,
    isProof: true,
    keepsTexts: false,
    maxBytes: 1_000_000_000,
  } as const;
  return watchResponse({ status, header }, { ...defaults, ...options });
}
const watchStream = (options?: Partial<WatchOptions>) => watch(200, 'text/event-stream', options);
const watchJson = (options?: Partial<WatchOptions>) => watch(200, 'application/json', options);

const events = (...data: readonly unknown[]): string =>
  data.map((each) => `data: ${typeof each === 'string' ? each : JSON.stringify(each)}\n\n`).join('');
const chat = (model?: string) => ({ id: 'gen-1', model, choices: [{ delta: { content: 'Hi' } }] });
const metadata = (model: string) => ({ openrouter_metadata: { attempts: [{ model }] } });
const fault = { error: { code: 502, message: 'Provider disconnected' } };
const created = (model?: string) => ({ type: 'response.created', response: { id: 'resp_1', model } });
const started = (model?: string) => ({ type: 'message_start', message: { id: 'msg_1', model } });

interface Case {
  readonly what: string;
  readonly body: string;
  readonly end?: ResponseEnd;
  readonly outcome: Outcome;
  /** @default [] */
  readonly reasons?: readonly UnverifiedCode[];
  /** @default true */
  readonly complete?: boolean;
  /** @default null */
  readonly id?: string | null;
  /** Whether the bytes are passed on. @default true */
  readonly passes?: boolean;
}

const streams: readonly Case[] = [
  { what: 'chat', body: events(chat('open/a'), chat('open/a'), '[DONE]'), outcome: 'verified', id: 'gen-1' },
  {
    what: 'completions',
    body: events(
      { id: 'gen-2', object: 'text_completion', model: 'open/a', choices: [{ text: 'Hi' }] },
      '[DONE]',
    ),
    ...{ outcome: 'verified', id: 'gen-2' },
  },
  {
    what: 'responses',
    body: events(
      created('open/a'),
      { type: 'response.output_text.delta', delta: 'Hi' },
      { type: 'response.completed' },
    ),
    ...{ outcome: 'verified', id: 'resp_1' },
  },
  {
    what: 'messages',
    body: `event: message_start\n${events(started('open/a'))}event: message_stop\n${events({ type: 'message_stop' })}`,
    ...{ outcome: 'verified', id: 'msg_1' },
  },
  {
    what: 'chat without its end',
    body: events(chat('open/a')),
    outcome: 'verified',
    id: 'gen-1',
    complete: false,
  },
  {
    what: 'chat that the network cut',
    body: `${events(chat('open/a'))}data: {"id":"gen-1","mod`,
    ...{ end: 'broken', outcome: 'verified', id: 'gen-1', complete: false },
  },
  {
    what: 'chat that broke off with an error',
    body: events(chat('open/a'), { ...chat('open/a'), ...fault }, '[DONE]'),
    ...{ outcome: 'failed', id: 'gen-1', complete: false },
  },
  { what: 'an error instead of chat', body: events(fault), outcome: 'failed', complete: false },
  {
    what: 'an error instead of chat, and the end',
    body: events(fault, '[DONE]'),
    outcome: 'failed',
    complete: false,
  },
  {
    what: 'an error that another model made',
    body: events({ ...fault, ...metadata('open/b') }),
    outcome: 'failed',
    complete: false,
  },
  {
    what: 'text that calls itself an error, and names no model',
    body: events({ ...chat(), ...fault }, '[DONE]'),
    ...{ outcome: 'unverified', reasons: ['MODEL_NOT_NAMED'], id: 'gen-1', complete: false, passes: false },
  },
  {
    what: 'chat from another model',
    body: events(chat('closed/x')),
    ...{
      outcome: 'unverified',
      reasons: ['SERVED_NOT_ALLOWED'],
      id: 'gen-1',
      complete: false,
      passes: false,
    },
  },
  {
    what: 'chat that turns to another model',
    body: events(chat('open/a'), chat('closed/x'), chat('closed/y')),
    reasons: ['SERVED_NOT_ALLOWED', 'SERVED_NOT_ALLOWED'],
    ...{ outcome: 'unverified', id: 'gen-1', complete: false, passes: false },
  },
  {
    what: 'chat whose metadata names another model',
    body: events(chat('open/a'), { ...chat('open/a'), ...metadata('closed/x') }, '[DONE]'),
    ...{ outcome: 'unverified', reasons: ['SERVED_NOT_ALLOWED'], id: 'gen-1', passes: false },
  },
  {
    what: 'a message whose metadata names another model, at the very end',
    body: events(started('open/a'), { type: 'message_stop', ...metadata('closed/x') }),
    ...{ outcome: 'unverified', reasons: ['SERVED_NOT_ALLOWED'], id: 'msg_1', passes: false },
  },
  {
    what: 'another model in an event without an end',
    body: `${events(chat('open/a'))}data: ${JSON.stringify(chat('closed/x'))}`,
    ...{ outcome: 'unverified', reasons: ['SERVED_NOT_ALLOWED'], id: 'gen-1', complete: false },
  },
  {
    what: 'chat that never names its model: before its end is passed on, as many stop to read there',
    body: events(chat(), '[DONE]'),
    ...{ outcome: 'unverified', reasons: ['MODEL_NOT_NAMED'], id: 'gen-1', passes: false },
  },
  {
    what: 'chat that names its model after its end',
    body: events(chat(), '[DONE]', chat('open/a')),
    ...{ outcome: 'unverified', reasons: ['MODEL_NOT_NAMED'], id: 'gen-1', passes: false },
  },
  {
    what: 'chat that names its model after its end, in an event without an end',
    body: `${events(chat(), '[DONE]')}data: ${JSON.stringify(chat('open/a'))}`,
    ...{ outcome: 'unverified', reasons: ['MODEL_NOT_NAMED'], id: 'gen-1', passes: false },
  },
  {
    what: 'chat that names another model after its end',
    body: events(chat('open/a'), '[DONE]', chat('closed/x')),
    ...{ outcome: 'unverified', reasons: ['SERVED_NOT_ALLOWED'], id: 'gen-1', passes: false },
  },
  {
    what: 'a message that never names its model',
    body: events(started(), { type: 'message_stop' }),
    ...{ outcome: 'unverified', reasons: ['MODEL_NOT_NAMED'], id: 'msg_1', passes: false },
  },
  {
    what: 'a response that never names its model, but that of its fusion',
    body: events(
      created(),
      { type: 'response.fusion_call.panel.added', model: 'open/b' },
      { type: 'response.completed' },
    ),
    ...{ outcome: 'unverified', reasons: ['MODEL_NOT_NAMED'], id: 'resp_1', passes: false },
  },
  {
    what: 'chat whose model is named in metadata alone',
    body: events(chat(), { ...chat(), ...metadata('open/a') }, '[DONE]'),
    ...{ outcome: 'unverified', reasons: ['MODEL_NOT_NAMED'], id: 'gen-1', passes: false },
  },
  {
    what: 'chat that never names its model and has no end',
    body: events(chat()),
    ...{ outcome: 'unverified', reasons: ['MODEL_NOT_NAMED'], id: 'gen-1', complete: false },
  },
  {
    what: 'chat that was cut before it named its model',
    body: events(chat()),
    ...{ end: 'broken', outcome: 'failed', id: 'gen-1', complete: false },
  },
  {
    what: 'chat that the caller left before it named its model',
    body: events(chat()),
    ...{ end: 'aborted', outcome: 'unverified', reasons: ['ANSWER_CUT'], id: 'gen-1', complete: false },
  },
  { what: 'nothing', body: '', outcome: 'unverified', reasons: ['MODEL_NOT_NAMED'], complete: false },
  {
    what: 'comments alone',
    body: ': OPENROUTER PROCESSING\n\n',
    outcome: 'unverified',
    reasons: ['MODEL_NOT_NAMED'],
    complete: false,
  },
  {
    what: 'JSON that is not an event',
    body: JSON.stringify(chat('open/a')),
    outcome: 'unverified',
    reasons: ['ANSWER_UNREADABLE'],
    complete: false,
  },
  {
    what: 'text that is not JSON',
    body: events('Hello', '[DONE]'),
    outcome: 'unverified',
    reasons: ['MODEL_NOT_NAMED'],
    passes: false,
  },
];

describe('a stream', () => {
  it.each(streams)('of $what is $outcome', ({ body, end = 'complete', outcome, ...expected }) => {
    const watched = watchStream();
    expect(watched.kind).toBe('stream');
    expect(watched.read(encoder.encode(body))).toBe(expected.passes ?? true);
    const { reasons, ...verification } = watched.end(end);
    expect(reasons.map(({ code }) => code)).toEqual(expected.reasons ?? []);
    expect(verification).toMatchObject({
      ...{ outcome, complete: expected.complete ?? true, responseId: expected.id ?? null },
    });
  });

  it('of text that names no model, and then an error, must not be used, and says what the error said', () => {
    const watched = watchStream();
    watched.read(encoder.encode(events(chat(), fault)));
    expect(watched.end('complete').reasons).toMatchObject([
      { code: 'MODEL_NOT_NAMED', message: expect.stringContaining('Provider disconnected') },
    ]);
  });

  it('has the kinds of places that name its model', () => {
    const watched = watchStream();
    watched.read(
      encoder.encode(events(chat('open/a'), { ...chat('open/a'), ...metadata('open/a') }, '[DONE]')),
    );
    expect(watched.end('complete').served).toMatchObject([
      { model: 'open/a', sources: ['answer', 'attempt'] },
    ]);
  });

  it('has the text of its completions where that is asked for', () => {
    const watched = watchStream({ keepsTexts: true });
    watched.read(encoder.encode(events(chat('open/a'), chat('open/a'), '[DONE]')));
    expect(watched.end('complete').texts).toEqual(['HiHi']);
  });

  it('is complete from its last event on', () => {
    const watched = watchStream();
    watched.read(encoder.encode(events(chat('open/a'))));
    expect(watched.isComplete()).toBe(false);
    watched.read(encoder.encode(events('[DONE]')));
    expect(watched.isComplete()).toBe(true);
  });

  it('does not pass from the chunk on that names another model', () => {
    const watched = watchStream();
    const bytes = encoder.encode(events(chat('open/a'), chat('closed/x')));
    expect(watched.read(bytes.subarray(0, -2))).toBe(true);
    expect(watched.read(bytes.subarray(-2))).toBe(false);
    expect(watched.read(encoder.encode(events(chat('open/a'))))).toBe(false);
  });

  it('is unverified from the event on that could not be judged, however it ends', () => {
    for (const end of ['complete', 'broken', 'aborted'] as const) {
      const watched = watchStream({
        judge(model) {
          if (model === 'open/b') throw new RangeError('Maximum call stack size exceeded');
          return judge(model);
        },
      });
      expect(watched.read(encoder.encode(events(chat('open/a'))))).toBe(true);
      expect(watched.read(encoder.encode(events(chat('open/b'))))).toBe(false);
      expect(watched.read(encoder.encode(events(chat('open/a'), '[DONE]')))).toBe(false);
      const { outcome, reasons } = watched.end(end);
      expect([outcome, reasons.map(({ code }) => code)]).toEqual(['unverified', ['ANSWER_UNREADABLE']]);
    }
  });

  it('does not pass once an event of it is too long to be read', () => {
    const watched = watchStream();
    expect(watched.read(encoder.encode(events(chat('open/a'))))).toBe(true);
    expect(watched.read(encoder.encode(`data: "${'x'.repeat(67_108_864)}`))).toBe(false);
    expect(watched.end('aborted')).toMatchObject({
      ...{ outcome: 'unverified', reasons: [{ code: 'ANSWER_UNREADABLE', path: '' }] },
    });
  });

  it.each(streams)(
    'of $what is judged the same wherever its bytes are split',
    ({ body, end = 'complete' }) => {
      const bytes = encoder.encode(body);
      const expected = watchStream();
      const passes = expected.read(bytes);
      const verification = expected.end(end);
      for (let place = 0; place <= bytes.length; place += 1) {
        const watched = watchStream();
        const pieces = [bytes.subarray(0, place), bytes.subarray(place)];
        expect(pieces.map((piece) => watched.read(piece)).at(-1)).toBe(passes);
        expect(watched.end(end)).toEqual(verification);
      }
    },
  );

  it('is judged the same wherever characters are split', () => {
    const bytes = encoder.encode(
      `: ü\r\n\r\n${events(chat('open/ü'), chat('open/🌍'), '[DONE]', chat('closed/€'))}`,
    );
    const byBytes = watchStream();
    for (const byte of bytes) byBytes.read(Uint8Array.of(byte));
    const atOnce = watchStream();
    atOnce.read(bytes);
    const verification = atOnce.end('complete');
    expect(verification.served.map(({ model }) => model)).toEqual(['open/ü', 'open/🌍', 'closed/€']);
    expect(byBytes.end('complete')).toEqual(verification);
  });
});

const message = { role: 'assistant', content: 'Hi' };
const documents: readonly Case[] = [
  {
    what: 'chat',
    body: JSON.stringify({ id: 'gen-1', model: 'open/a', choices: [{ message }] }),
    outcome: 'verified',
    id: 'gen-1',
  },
  {
    what: 'a response',
    body: JSON.stringify({ id: 'resp_1', model: 'open/a', error: null, output: [] }),
    outcome: 'verified',
    id: 'resp_1',
  },
  {
    what: 'a message',
    body: JSON.stringify({ id: 'msg_1', type: 'message', model: 'open/a' }),
    outcome: 'verified',
    id: 'msg_1',
  },
  { what: 'a byte order mark and chat', body: '\uFEFF{"model":"open/a"}\n', outcome: 'verified' },
  {
    what: 'a model that comes twice, as some readers take the first',
    body: '{"model":"closed/x","model":"open/a"}',
    outcome: 'unverified',
    reasons: ['ANSWER_UNREADABLE'],
  },
  { what: 'an escaped model', body: String.raw`{"mod\u0065l":"open\/a"}`, outcome: 'verified' },
  {
    what: 'another model, escaped',
    body: String.raw`{"model":"open/a","x":{"mod\u0065l":"closed/x"}}`,
    outcome: 'unverified',
    reasons: ['SERVED_NOT_ALLOWED'],
  },
  {
    what: 'another model',
    body: '{"id":"1","model":"closed/x"}',
    outcome: 'unverified',
    reasons: ['SERVED_NOT_ALLOWED'],
    id: '1',
  },
  {
    what: 'no model',
    body: '{"id":"1","choices":[]}',
    outcome: 'unverified',
    reasons: ['MODEL_NOT_NAMED'],
    id: '1',
  },
  {
    what: 'a model that is not text',
    body: '{"model":["open/a"]}',
    outcome: 'unverified',
    reasons: ['SERVED_NOT_ALLOWED'],
  },
  {
    what: 'a model in metadata alone',
    body: JSON.stringify(metadata('open/a')),
    outcome: 'unverified',
    reasons: ['MODEL_NOT_NAMED'],
  },
  {
    what: 'an attempt with another model',
    body: JSON.stringify({ model: 'open/a', ...metadata('closed/x') }),
    outcome: 'unverified',
    reasons: ['SERVED_NOT_ALLOWED'],
  },
  {
    what: 'an error with status 200',
    body: JSON.stringify({ ...fault, user_id: 'user_1' }),
    outcome: 'failed',
  },
  {
    what: 'an error with metadata',
    body: JSON.stringify({ ...fault, ...metadata('closed/x') }),
    outcome: 'failed',
  },
  {
    what: 'an error as messages have it',
    body: '{"type":"error","error":{"type":"overloaded_error"},"request_id":"r"}',
    outcome: 'failed',
  },
  {
    what: 'an error beside text',
    body: JSON.stringify({ ...fault, choices: [{ message }] }),
    outcome: 'unverified',
    reasons: ['MODEL_NOT_NAMED'],
  },
  {
    what: 'an error beside a model',
    body: JSON.stringify({ ...fault, model: 'closed/x' }),
    outcome: 'unverified',
    reasons: ['SERVED_NOT_ALLOWED'],
  },
  {
    what: 'an error that is text',
    body: '{"error":"Down."}',
    outcome: 'failed',
  },
  {
    what: 'HTML',
    body: '<!doctype html><title>502</title>',
    outcome: 'unverified',
    reasons: ['ANSWER_UNREADABLE'],
  },
  {
    what: 'a stream under another content type',
    body: events(chat('open/a')),
    outcome: 'unverified',
    reasons: ['ANSWER_UNREADABLE'],
  },
  { what: 'nothing', body: '', outcome: 'unverified', reasons: ['ANSWER_UNREADABLE'] },
  { what: 'a list', body: '[{"model":"open/a"}]', outcome: 'unverified', reasons: ['ANSWER_UNREADABLE'] },
  { what: 'null', body: 'null', outcome: 'unverified', reasons: ['ANSWER_UNREADABLE'] },
  {
    what: 'half of it, cut by the network',
    body: '{"model":"open/a"',
    end: 'broken',
    outcome: 'failed',
    complete: false,
  },
];

describe('a document', () => {
  it.each(documents)('of $what is $outcome', ({ body, end = 'complete', outcome, ...expected }) => {
    const watched = watchJson();
    expect(watched.kind).toBe('document');
    // Byte by byte: characters are split too.
    for (const byte of encoder.encode(body)) expect(watched.read(Uint8Array.of(byte))).toBe(true);
    const { reasons, ...verification } = watched.end(end);
    expect(reasons.map(({ code }) => code)).toEqual(expected.reasons ?? []);
    expect(verification).toMatchObject({
      ...{ outcome, complete: expected.complete ?? true, responseId: expected.id ?? null },
    });
  });

  it('has the text of its completions where that is asked for', () => {
    const body = JSON.stringify({ model: 'open/a', choices: [{ message }, { message }] });
    for (const keepsTexts of [true, false]) {
      const watched = watchJson({ keepsTexts });
      watched.read(encoder.encode(body));
      expect(watched.end('complete').texts).toEqual(keepsTexts ? ['Hi', 'Hi'] : []);
    }
  });

  it('that is still encoded can not be verified, and nothing of it is passed on', () => {
    const head = rawResponseHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
    const watched = watchResponse(head, {
      shape: 'chat',
      judge,
      isProof: true,
      keepsTexts: false,
      maxBytes: 1_000,
    });
    expect(watched.kind).toBe('document');
    expect(watched.read(encoder.encode('x'))).toBe(false);
    expect(watched.end('broken')).toMatchObject({
      outcome: 'unverified',
      complete: true,
      reasons: [{ code: 'ANSWER_UNREADABLE' }],
    });
  });
});

describe('a response', () => {
  it.each([
    [204, 'none', ''],
    [304, 'none', ''],
    [307, 'document', '<html>'],
    [400, 'document', JSON.stringify(fault)],
    [402, 'document', events(fault)],
    [404, 'document', '{"detail":"Not found","errors":[{"title":"x"}]}'],
    [429, 'document', JSON.stringify([fault])],
    [500, 'document', JSON.stringify({ ...fault, ...metadata('closed/x') })],
    [503, 'document', ''],
  ])('with status %i is a failure, in whatever form', (status, kind, body) => {
    const watched = watch(status, 'text/event-stream');
    expect(watched.kind).toBe(kind);
    expect(watched.read(encoder.encode(body))).toBe(true);
    const failed = { outcome: 'failed', served: [], hosts: [], reasons: [], responseId: null, texts: [] };
    expect(watched.end('complete')).toEqual({ ...failed, complete: true });
  });

  it.each<readonly [body: string, code: UnverifiedCode]>([
    [JSON.stringify({ model: 'closed/x', choices: [{ message: { content: 'Hi' } }] }), 'SERVED_NOT_ALLOWED'],
    [JSON.stringify({ choices: [{ message: { content: 'Hi' } }] }), 'MODEL_NOT_NAMED'],
    [JSON.stringify([{ model: 'closed/x', text: 'Hi' }]), 'SERVED_NOT_ALLOWED'],
    [JSON.stringify({ ...fault, message: { text: 'Hi', model: 'closed/x' } }), 'SERVED_NOT_ALLOWED'],
    [JSON.stringify({ error: { message: 'x', text: 'Hi', model: 'closed/x' } }), 'SERVED_NOT_ALLOWED'],
    [events(chat('closed/x'), '[DONE]'), 'SERVED_NOT_ALLOWED'],
    [events(chat(), '[DONE]'), 'MODEL_NOT_NAMED'],
    ['{"model":"closed/x","model":"open/a","choices":[{"text":"Hi"}]}', 'ANSWER_UNREADABLE'],
  ])('with an error status must not be used where it holds what a completion holds: %s', (body, code) => {
    for (const status of [302, 400, 500]) {
      const watched = watch(status, 'application/json');
      watched.read(encoder.encode(body));
      const codes = watched.end('complete').reasons.map((reason) => reason.code);
      expect(codes).toContain(code);
    }
  });

  it.each([
    ['the first is open', events('{"id":"1","model":"open/a","model":"closed/x"}', '[DONE]')],
    ['the last is open', events('{"id":"1","model":"closed/x","model":"open/a"}', '[DONE]')],
    ['after an event that names it once', events(chat('open/a'), '{"model":"closed/x","model":"open/a"}')],
    ['in another spelling', events(chat('open/a'), String.raw`{"mod\u0065l":"closed/x","model":"open/a"}`)],
    ['further in', events('{"type":"message_start","message":{"model":"closed/x","model":"open/a"}}')],
  ])('that is streamed must not be used where an event has a model twice: %s', (_, body) => {
    const watched = watchStream();
    expect(watched.read(encoder.encode(body))).toBe(false);
    expect(watched.end('aborted').outcome).toBe('unverified');
  });

  it('without a catalog is not proven', () => {
    const stream = watchStream({ isProof: false });
    stream.read(encoder.encode(events(chat('open/a'), '[DONE]')));
    expect(stream.end('complete')).toMatchObject({ outcome: 'unchecked', reasons: [] });
    const document = watchJson({ isProof: false });
    document.read(encoder.encode('{"model":"open/a"}'));
    expect(document.end('complete')).toMatchObject({ outcome: 'unchecked', reasons: [] });
  });

  it.each([
    ['accepted', '{"id":"batch_1","object":"batch","status":"validating"}', 'deferred', []],
    ['that names its model', '{"id":"batch_1","model":"open/a"}', 'deferred', []],
    ['that names another model', '{"id":"batch_1","model":"closed/x"}', 'unverified', ['SERVED_NOT_ALLOWED']],
    ['that failed', '{"error":{"code":400,"message":"No."}}', 'failed', []],
    ['that cannot be read', 'OK', 'unverified', ['ANSWER_UNREADABLE']],
    [
      'that names its model twice',
      '{"model":"closed/x","model":"open/a"}',
      'unverified',
      ['ANSWER_UNREADABLE'],
    ],
    [
      'with a result in text that names its model twice',
      JSON.stringify({
        results: [{ custom_id: '1', response: { body: '{"model":"closed/x","model":"open/a"}' } }],
      }),
      'unverified',
      ['ANSWER_UNREADABLE'],
    ],
  ] as const)('to a batch %s is %3$s', (_, body, outcome, codes) => {
    const watched = watchJson({ shape: 'batch' });
    watched.read(encoder.encode(body));
    const verification = watched.end('complete');
    expect(verification.outcome).toBe(outcome);
    expect(verification.reasons.map(({ code }) => code)).toEqual(codes);
  });
});
