/** A body and what comes back for it, in one of the four shapes. */
export interface Shape {
  readonly name: 'chat' | 'completions' | 'responses' | 'messages';
  readonly path: string;
  readonly body: { readonly model: string; readonly messages: readonly object[]; readonly prompt: string };
  readonly document: (model: string) => object;
  readonly events: (model: string) => readonly (object | string)[];
  /** An error within a stream. */
  readonly error: object;
}

const messages = [{ role: 'user', content: 'What is a canary?' }];
const body = { model: 'open/small', messages, prompt: 'What is a canary?' };
const error = { code: 502, message: 'Provider disconnected' };

/** Every response says "A bird.", in two events where it is streamed. */
export const shapes: readonly Shape[] = [
  {
    name: 'chat',
    path: '/api/v1/chat/completions',
    body,
    document: (model) => ({
      id: 'gen-1',
      model,
      choices: [{ index: 0, message: { role: 'assistant', content: 'A bird.' } }],
    }),
    events: (model) => [
      ...['A ', 'bird.'].map((content) => ({
        id: 'gen-1',
        model,
        choices: [{ index: 0, delta: { content } }],
      })),
      '[DONE]',
    ],
    error: { id: 'gen-1', model: 'open/small', choices: [], error },
  },
  {
    name: 'completions',
    path: '/api/v1/completions',
    body,
    document: (model) => ({ id: 'gen-1', model, choices: [{ index: 0, text: 'A bird.' }] }),
    events: (model) => [
      ...['A ', 'bird.'].map((text) => ({ id: 'gen-1', model, choices: [{ index: 0, text }] })),
      '[DONE]',
    ],
    error: { id: 'gen-1', model: 'open/small', choices: [], error },
  },
  {
    name: 'responses',
    path: '/api/v1/responses',
    body,
    document: (model) => ({
      ...{ id: 'gen-1', object: 'response', model },
      output: [
        { type: 'reasoning', content: [{ type: 'reasoning_text', text: 'hm' }] },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'A bird.' }] },
      ],
    }),
    events: (model) => [
      { type: 'response.created', response: { id: 'gen-1', model } },
      ...['A ', 'bird.'].map((delta) => ({ type: 'response.output_text.delta', delta })),
      { type: 'response.completed', response: { id: 'gen-1', model } },
    ],
    error: { type: 'error', code: '502', message: 'Provider disconnected', param: null, sequence_number: 3 },
  },
  {
    name: 'messages',
    path: '/api/v1/messages',
    body,
    document: (model) => ({
      ...{ id: 'gen-1', type: 'message', role: 'assistant', model },
      content: [
        { type: 'thinking', thinking: 'hm' },
        { type: 'text', text: 'A bird.' },
      ],
    }),
    events: (model) => [
      { type: 'message_start', message: { id: 'gen-1', model, content: [] } },
      ...['A ', 'bird.'].map((text) => ({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'text_delta', text },
      })),
      { type: 'message_stop' },
    ],
    error: { type: 'error', error: { type: 'api_error', message: 'Provider disconnected' } },
  },
];

const [chat] = shapes;
if (chat === undefined) throw new Error('no shapes');
/** The shape that tests use where any will do. */
export const chatShape: Shape = chat;
