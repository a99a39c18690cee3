import type { ServerResponse } from 'node:http';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type CameBack, startThreeWays } from '../support/transport/three-ways.js';
import { eventOf, sendJson, startEvents } from '../support/transport/upstream.js';

const allowed = 'open/small';
/** What the provider says went wrong. */
const message = 'The provider ran out of canaries.';
const error = { code: 502, message };

const text = { content: 'A bird.' };
const chat = { id: 'gen-1', model: allowed, choices: [{ index: 0, message: text, finish_reason: 'stop' }] };
const failedChoice = { index: 0, message: { content: '' }, finish_reason: 'error' };
const named = { id: 'gen-1', model: allowed, choices: [{ index: 0, delta: text }] };
const silent = { id: 'gen-1', choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] };
const response = { id: 'resp_1', object: 'response', model: allowed, output: [] };
const anthropic = { type: 'error', error: { type: 'overloaded_error', message } };
const started = { type: 'message_start', message: { id: 'msg_1', model: allowed, content: [] } };

type Path = '/chat/completions' | '/completions' | '/responses' | '/messages';
/** What the upstream sends: a document, events, or events and then what breaks the connection. */
type Sent = object | { readonly events: readonly (object | string)[]; readonly ends?: 'reset' };

// biome-ignore format: a table
const failures: readonly (readonly [what: string, path: Path, sent: Sent, said?: RegExp])[] = [
  // Whole responses
  ['an error alone', '/chat/completions', { error }],
  ['an error that is a text', '/chat/completions', { error: message }],
  ['an error beside the model and no choices', '/chat/completions', { ...chat, choices: [], error }],
  ['an error beside the model and text', '/chat/completions', { ...chat, error }],
  ['an error beside an empty choice, and no model', '/chat/completions', { choices: [failedChoice], error }],
  ['an error in a choice', '/chat/completions', { ...chat, choices: [{ ...failedChoice, error }] }],
  ['a choice that ended in an error', '/chat/completions', { ...chat, choices: [chat.choices[0], failedChoice] }, /error/],
  ['a list of errors beside the model', '/chat/completions', { ...chat, errors: [error] }],
  ['a list of errors alone', '/chat/completions', { success: false, errors: [error], choices: null }],
  ['an error that is a list', '/chat/completions', { ...chat, error: [error] }],
  ['choices without a message', '/chat/completions', { ...chat, choices: [{ index: 0, message: null }] }, /null/],
  ['a completion without a text', '/completions', { ...chat, choices: [{ index: 0, text: null }] }, /null/],
  ['no choices', '/chat/completions', { ...chat, choices: [] }, /choices/],
  ['choices that are null', '/chat/completions', { ...chat, choices: null }, /choices/],
  ['an error beside the model of a completion', '/completions', { ...chat, choices: null, error }],
  ['a completion that ended in an error', '/completions', { ...chat, choices: [{ text: '', finish_reason: 'error' }] }, /error/],
  ['a failed response', '/responses', { ...response, status: 'failed', error }],
  ['a failed response that says no more', '/responses', { ...response, status: 'failed' }, /failed/],
  ['a cancelled response', '/responses', { ...response, status: 'cancelled' }, /cancelled/],
  ['a response whose output is null', '/responses', { ...response, output: null }, /null/],
  ['a message that is an error', '/messages', anthropic],
  ['a message that is an error beside its model', '/messages', { ...anthropic, model: allowed, content: [] }],
  ['a message whose content is null', '/messages', { type: 'message', model: allowed, content: null }, /null/],
  // Streams
  ['a stream that is an error', '/chat/completions', { events: [{ error }, '[DONE]'] }],
  ['a stream that is an error in a choice', '/chat/completions',
    { events: [{ ...silent, choices: [{ ...silent.choices[0], finish_reason: 'error' }], error }, '[DONE]'] }],
  ['a stream that fails before it names its model', '/chat/completions', { events: [silent, { error }, '[DONE]'] }],
  ['a stream that fails after an empty name', '/chat/completions', { events: [{ ...silent, model: '' }, { error }, '[DONE]'] }],
  ['a stream that fails after its text', '/chat/completions', { events: [named, { ...named, error, choices: [] }, '[DONE]'] }],
  ['a stream whose choice ends in an error', '/chat/completions',
    { events: [named, { ...named, choices: [{ index: 0, delta: {}, finish_reason: 'error' }] }, '[DONE]'] }, /error/],
  ['a stream that is a list of errors', '/chat/completions', { events: [{ errors: [error] }, '[DONE]'] }],
  ['a stream that is an error without JSON', '/chat/completions', { events: [`event: error\ndata: ${message}\n\n`] }],
  ['a stream of completions that fails', '/completions', { events: [{ model: allowed, choices: [{ text: 'A' }] }, { error }, '[DONE]'] }],
  ['a stream of a response that fails', '/responses', { events: [
    { type: 'response.created', response }, { type: 'response.failed', response: { ...response, status: 'failed', error } }] }],
  ['a stream of a response that is an error', '/responses', { events: [{ type: 'error', code: '502', message }] }],
  ['a stream of a response that is cancelled', '/responses', { events: [
    { type: 'response.created', response }, { type: 'response.cancelled', response: { ...response, status: 'cancelled' } }] }, /cancelled/],
  ['a stream of a message that is an error', '/messages', { events: [anthropic] }],
  ['a stream of a message that fails', '/messages', { events: [started, anthropic] }],
  // Connections that end before the model is named: what is said is what the transport says
  ['a reset before anything', '/chat/completions', { events: [], ends: 'reset' }, /terminated|closed|broke off/],
  ['a reset after a comment and an empty text', '/chat/completions', { events: [silent], ends: 'reset' }, /terminated|closed|broke off/],
  ['a reset after an error', '/chat/completions', { events: [{ error }], ends: 'reset' }],
];

const closed = 'closed/big';
const secret = { content: 'SECRET TEXT' };
const secretChat = { model: closed, choices: [{ index: 0, message: secret }] };
const twice = `{"model":"${closed}","model":"${allowed}","choices":[{"message":{"content":"SECRET TEXT"}}]}`;
const stage = { pipeline: [{ type: 'plugin', name: 'x', data: { by: [{ model: closed }] } }] };

/** What looks like an error, or like an allowed model, and hands out text of another model. */
// biome-ignore format: a table
const disguises: readonly (readonly [what: string, status: number, type: 'json' | 'event-stream', text: string])[] = [
  ['chat with status 400', 400, 'json', JSON.stringify(secretChat)],
  ['chat with status 502', 502, 'json', JSON.stringify({ error, ...secretChat })],
  ['chat with status 302', 302, 'json', JSON.stringify(secretChat)],
  ['chat that names no model, with status 500', 500, 'json', JSON.stringify({ choices: secretChat.choices })],
  ['text in the message of an error with status 429', 429, 'json', JSON.stringify({ error, message: { text: secret.content, model: closed } })],
  ['a list with status 500', 500, 'json', JSON.stringify([secretChat])],
  ['events with status 500', 500, 'event-stream', eventOf({ ...secretChat, choices: [{ delta: secret }] })],
  ['events as JSON with status 500', 500, 'json', eventOf({ ...secretChat, choices: [{ delta: secret }] })],
  ['text in the message of an error', 200, 'json', JSON.stringify({ error, message: { text: secret.content, model: closed } })],
  ['text beside the message of an error', 200, 'json', JSON.stringify({ error: { message, text: secret.content, model: closed } })],
  ['a model that comes twice', 200, 'json', twice],
  ['a model that comes twice in an event', 200, 'event-stream', `data: ${twice}\n\ndata: [DONE]\n\n`],
  ['a later model that is not text', 200, 'event-stream', eventOf(named) + eventOf({ model: [closed], choices: [{ delta: secret }] })],
  ...[
    ['two objects in one event', `data: ${JSON.stringify(named)}${JSON.stringify(secretChat)}`],
    ['two objects in one of several lines', `data: ${JSON.stringify(named)}\ndata: ${JSON.stringify(named)}${JSON.stringify(secretChat)}`],
    ['a list as an event', `data: [${JSON.stringify(secretChat)}]`],
    ['an event after a blank', ` data: ${JSON.stringify(secretChat)}`],
    ['an event in capitals', `DATA: ${JSON.stringify(secretChat)}`],
    ['a line that is only JSON', JSON.stringify(secretChat)],
  ].map(([what = '', event = '']) => [what, 200, 'event-stream', `${eventOf(named)}${event}\n\ndata: [DONE]\n\n`] as const),
  ['two objects with status 500', 500, 'json', JSON.stringify({ error }) + JSON.stringify(secretChat)],
  ['lines of JSON with status 500', 500, 'json', `${JSON.stringify(secretChat)}\n${JSON.stringify(secretChat)}`],
  ['candidates with status 500', 500, 'json', JSON.stringify({ candidates: [{ content: { parts: [secret] } }] })],
  ['a model in a stage of the pipeline', 200, 'json', JSON.stringify({ ...chat, choices: [{ message: secret }], openrouter_metadata: stage })],
];

let respond: (arriving: ServerResponse) => void;
const { ways, receipts, close } = await startThreeWays((arriving) => respond(arriving));
afterAll(close);
beforeEach(() => receipts.splice(0));

function sendFailure(arriving: ServerResponse, what: Sent): void {
  if (!('events' in what)) {
    sendJson(arriving, what);
    return;
  }
  const { events, ends } = what;
  begin(arriving, events);
  if (ends === undefined) arriving.end();
  else setTimeout(() => arriving.destroy(), 20);
}

function begin(arriving: ServerResponse, events: readonly (object | string)[]): void {
  startEvents(arriving);
  arriving.write(`: OPENROUTER PROCESSING\n\n${events.map(onWire).join('')}`);
}

function onWire(event: object | string): string {
  return typeof event === 'string' && event.startsWith('event:') ? event : eventOf(event);
}

const body = JSON.stringify({
  ...{ model: allowed, max_tokens: 8, messages: [{ role: 'user', content: 'Hi' }] },
  ...{ prompt: 'Hi', input: 'Hi' },
});

function everythingIn({ text, error }: CameBack): string {
  return `${text} ${String(error)} ${error instanceof Error ? String(error.cause) : ''}`;
}

describe.each(ways)('by $name', (way) => {
  const cases = failures.map(([what, path, response, said = message]) => ({ what, path, response, said }));
  it.each(cases)('$what is a failure that says what failed', async ({ path, response, said }) => {
    respond = (arriving) => sendFailure(arriving, response);
    const back = await way.send({ method: 'POST', path: `/api/v1${path}`, body });
    const seen = everythingIn(back);
    expect(seen).toMatch(said);
    expect(seen).not.toMatch(/RESPONSE_UNVERIFIED|Don't use this response/);
    expect(receipts).toMatchObject([{ outcome: 'failed', reasons: [] }]);
  });

  it.each([
    ['application/json', '', 'The response is empty.'],
    ['application/json', ' \n', 'The response is empty.'],
    ['text/event-stream', '', 'The stream ended without text'],
    ['text/event-stream', ': OPENROUTER PROCESSING\n\ndata: [DONE]\n\n', 'The stream ended without text'],
  ])('an empty response is said to be empty: %s %j', async (type, text, said) => {
    respond = (arriving) => arriving.writeHead(200, { 'content-type': type }).end(text);
    const back = await way.send({ method: 'POST', path: '/api/v1/chat/completions', body });
    expect(everythingIn(back)).toContain(said);
  });

  it.each(disguises)('%s is not handed out', async (_, status, type, text) => {
    const contentType = type === 'json' ? 'application/json' : 'text/event-stream';
    respond = (arriving) => arriving.writeHead(status, { 'content-type': contentType }).end(text);
    const back = await way.send({ method: 'POST', path: '/api/v1/chat/completions', body });
    expect(back.text).not.toContain('SECRET TEXT');
    // The proxy hands out no redirect at all.
    const isRedirect = way.name === 'proxy' && status === 302;
    expect(receipts.map(({ outcome }) => outcome)).toEqual(isRedirect ? [] : ['unverified']);
  });
});

it.each([
  ['anything', '/responses', []],
  ['any text', '/chat/completions', [silent]],
])('silence before %s is a failure that says what failed', async (_, path, events) => {
  const impatient = await startThreeWays((arriving) => begin(arriving, events), { silenceMs: 300 });
  const sent = { method: 'POST', path: `/api/v1${path}`, body } as const;
  const back = await Promise.all(impatient.ways.map((way) => way.send(sent)));
  await impatient.close();
  for (const each of back) {
    const seen = everythingIn(each);
    expect(seen).toMatch(/Timeout|took too long/);
    expect(seen).not.toMatch(/RESPONSE_UNVERIFIED|Don't use this response/);
  }
  expect(impatient.receipts).toMatchObject(back.map(() => ({ outcome: 'failed', reasons: [] })));
});
