import { describe, expect, it } from 'vitest';
import { findServed, type NamedModel } from './find-served.js';

/** `source path model` of all that is found, in order. */
function found(response: unknown): string[] {
  return findServed(response).models.map(
    ({ source, path, model }: NamedModel) => `${source} ${path} ${model}`,
  );
}

const metadata = {
  ...{ requested: 'open/asked', strategy: 'direct', region: 'iad', summary: 'available=2', attempt: 2 },
  attempts: [
    { provider: 'One', model: 'open/tried', status: 503 },
    { provider: 'Two', model: 'open/served', status: 200 },
  ],
  endpoints: {
    total: 2,
    available: [
      { provider: 'One', model: 'closed/offered', selected: false },
      { provider: 'Two', model: 'open/served', selected: true },
    ],
  },
  pipeline: [{ type: 'plugin', name: 'web', data: { model: 'closed/in-a-stage' } }],
  params: { model: 'closed/in-params' },
};
const inMetadata = (path: string) => [
  `attempt ${path}/attempts/0/model open/tried`,
  `attempt ${path}/attempts/1/model open/served`,
  `endpoint ${path}/endpoints/available/1/model open/served`,
  `tool ${path}/pipeline/0/data/model closed/in-a-stage`,
];

interface Case {
  readonly what: string;
  readonly response: unknown;
  readonly models: readonly string[];
}

/** The examples of OpenRouter's API description (2026-08-22), with models where its schemas have them. */
const responses: readonly Case[] = [
  {
    what: 'a chat completion',
    response: {
      ...{ id: 'chatcmpl-123', object: 'chat.completion', created: 1_677_652_288, model: 'open/a' },
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Paris.' } }],
      usage: { completion_tokens: 15, prompt_tokens: 10, total_tokens: 25 },
    },
    models: ['answer /model open/a'],
  },
  {
    what: 'a chat completion whose message names its model',
    response: { model: 'open/a', choices: [{ message: { role: 'assistant', model: 'open/b' } }] },
    models: ['answer /model open/a', 'tool /choices/0/message/model open/b'],
  },
  {
    what: 'the metadata of a chat completion: what was tried and selected, and nothing else',
    response: { model: 'open/a', openrouter_metadata: metadata },
    models: ['answer /model open/a', ...inMetadata('/openrouter_metadata')],
  },
  {
    what: 'a chunk of chat',
    response: {
      object: 'chat.completion.chunk',
      model: 'open/a',
      choices: [{ delta: { content: 'Hello' } }],
    },
    models: ['answer /model open/a'],
  },
  {
    what: 'a completion',
    response: { object: 'text_completion', model: 'open/a', choices: [{ text: 'Hello', index: 0 }] },
    models: ['answer /model open/a'],
  },
  {
    what: 'a response',
    response: {
      ...{ id: 'resp_abc123', object: 'response', model: 'open/a', metadata: null, error: null, tools: [] },
      output: [{ type: 'message', content: [{ type: 'output_text', text: 'Why?', annotations: [] }] }],
    },
    models: ['answer /model open/a'],
  },
  {
    what: 'the advisor and subagent of a response',
    response: {
      model: 'open/a',
      output: [
        { type: 'openrouter:advisor', status: 'completed', model: 'open/adviser', advice: 'Do.' },
        { type: 'openrouter:subagent', status: 'completed', model: 'open/worker', outcome: 'Done.' },
      ],
    },
    models: ['answer /model open/a', 'tool /output/0/model open/adviser', 'tool /output/1/model open/worker'],
  },
  {
    what: 'the fusion of a response: which models made text, but not those that its analyst writes about or that failed',
    response: {
      model: 'open/a',
      output: [
        {
          ...{ type: 'openrouter:fusion', status: 'completed' },
          responses: [{ model: 'open/one', content: 'A' }, { model: 'open/two' }],
          failed_models: [{ model: 'closed/failed', error: 'Upstream', status_code: 502 }],
          analysis: {
            ...{ consensus: [], blind_spots: [] },
            contradictions: [{ topic: 'x', stances: [{ model: 'The first model', stance: 'y' }] }],
            partial_coverage: [{ models: ['The second'], point: 'z' }],
            unique_insights: [{ model: 'GPT', insight: 'w' }],
          },
        },
      ],
    },
    models: [
      'answer /model open/a',
      'tool /output/0/responses/0/model open/one',
      'tool /output/0/responses/1/model open/two',
    ],
  },
  {
    what: 'the first event of a responses stream',
    response: { type: 'response.created', sequence_number: 0, response: { model: 'open/a', output: [] } },
    models: ['answer /response/model open/a'],
  },
  {
    what: 'the last event of a responses stream',
    response: { type: 'response.completed', response: { model: 'open/a', openrouter_metadata: metadata } },
    models: ['answer /response/model open/a', ...inMetadata('/response/openrouter_metadata')],
  },
  {
    what: 'an item of a responses stream',
    response: {
      type: 'response.output_item.done',
      item: { type: 'openrouter:advisor', model: 'open/adviser' },
    },
    models: ['tool /item/model open/adviser'],
  },
  {
    what: "a fusion panel's event, which does not name the response's own model",
    response: { type: 'response.fusion_call.panel.added', item_id: 'st_fusion_abc', model: 'open/one' },
    models: ['tool /model open/one'],
  },
  {
    what: "a fusion analyst's event",
    response: {
      type: 'response.fusion_call.analysis.in_progress',
      ...{ analyst_model: 'open/analyst', judge_model: 'open/judge' },
    },
    models: ['tool /analyst_model open/analyst', 'tool /judge_model open/judge'],
  },
  {
    what: 'a message, and the advisor in its usage',
    response: {
      ...{ id: 'msg_abc123', type: 'message', role: 'assistant', model: 'open/a' },
      content: [{ type: 'text', text: 'Well.', citations: [] }],
      usage: { iterations: [{ type: 'message' }, { type: 'advisor_message', model: 'open/adviser' }] },
    },
    models: ['answer /model open/a', 'tool /usage/iterations/1/model open/adviser'],
  },
  {
    what: 'the first event of a messages stream',
    response: { type: 'message_start', message: { type: 'message', model: 'open/a', content: [] } },
    models: ['answer /message/model open/a'],
  },
  {
    what: 'the last event of a messages stream',
    response: { type: 'message_stop', openrouter_metadata: metadata },
    models: inMetadata('/openrouter_metadata'),
  },
  {
    what: 'an item that a subagent made',
    response: {
      model: 'open/a',
      output: [{ subagent_items: [{ type: 'openrouter:advisor', model: 'open/b' }] }],
    },
    models: ['answer /model open/a', 'tool /output/0/subagent_items/0/model open/b'],
  },
  {
    what: 'a tool that is not known',
    response: { model: 'open/a', output: [{ type: 'openrouter:new', result: { by: { model: 'open/b' } } }] },
    models: ['answer /model open/a', 'tool /output/0/result/by/model open/b'],
  },
];

describe('the models that a response names', () => {
  it.each(responses)('are found in $what', ({ response, models }) => {
    expect(found(response)).toEqual(models);
  });

  it('have the place that names them, escaped', () => {
    expect(found({ 'a/b~c': { model: 'open/a' } })).toEqual(['tool /a~1b~0c/model open/a']);
  });

  it.each([
    ['no object', 'open/a'],
    ['nothing', null],
    ['a list', [{ model: 'open/a' }]],
    ['a name that is empty, as it is before it is known', { model: '', item: { model: null } }],
    ['an attempt without a name', { openrouter_metadata: { attempts: [{ model: null }, { model: '' }] } }],
    ['metadata of another form', { openrouter_metadata: [{ model: 'open/a' }] }],
    ['attempts of another form', { openrouter_metadata: { attempts: { model: 'open/a' }, endpoints: [] } }],
    [
      'endpoints of another form',
      { openrouter_metadata: { attempts: ['open/a'], endpoints: { available: {} } } },
    ],
  ])('are not found in %s', (_, response) => {
    expect(found(response)).toEqual([]);
  });

  it.each([
    [7, '(number)'],
    [true, '(boolean)'],
    [['open/a'], '(a list)'],
    [{ slug: 'open/a' }, '(object)'],
  ])('are names that no one can judge where they are no text: %j', (model, name) => {
    expect(found({ model })).toEqual([`answer /model ${name}`]);
    expect(found({ openrouter_metadata: { attempts: [{ model }] } })).toEqual([
      `attempt /openrouter_metadata/attempts/0/model ${name}`,
    ]);
  });

  it('are found however deep they stand', () => {
    let deep: unknown = { model: 'open/a' };
    for (let depth = 0; depth < 50_000; depth += 1) deep = depth % 2 === 0 ? [deep] : { inner: deep };
    expect(findServed({ output: deep }).models).toMatchObject([{ model: 'open/a', source: 'tool' }]);
  });

  it('are found in lists of any length', () => {
    const long = Array.from({ length: 200_000 }, (_, index) => ({ index }));
    expect(found({ logprobs: long, model: 'open/a' })).toEqual(['answer /model open/a']);
  });
});

/** Places where the caller or a model may write what it likes: each is given `{"model": "closed/x"}`. */
const words: readonly (readonly [what: string, around: (words: unknown) => unknown])[] = [
  ["a tool's input", (words) => ({ content: [{ type: 'tool_use', name: 'f', input: words }] })],
  ["a server tool's input", (words) => ({ content_block: { type: 'server_tool_use', input: words } })],
  [
    'arguments as an object',
    (words) => ({ choices: [{ message: { tool_calls: [{ function: { arguments: words } }] } }] }),
  ],
  [
    'arguments as text',
    (words) => ({ output: [{ type: 'function_call', arguments: JSON.stringify(words) }] }),
  ],
  ['content', (words) => ({ choices: [{ message: { content: JSON.stringify(words) } }] })],
  ['a piece of content', (words) => ({ choices: [{ delta: { content: JSON.stringify(words) } }] })],
  [
    'a piece of JSON',
    (words) => ({ delta: { type: 'input_json_delta', partial_json: JSON.stringify(words) } }),
  ],
  ["a response's metadata", (words) => ({ response: { metadata: words } })],
  [
    "a response's tools",
    (words) => ({ response: { tools: [{ type: 'image_generation', ...Object(words) }] } }),
  ],
  [
    'tools that may be chosen',
    (words) => ({ response: { tool_choice: { type: 'allowed_tools', tools: [words] } } }),
  ],
  ["a tool's parameters", (words) => ({ output: [{ type: 'x', parameters: { properties: words } }] })],
  ['the variables of a prompt', (words) => ({ response: { prompt: { id: 'p', variables: words } } })],
  ['a schema', (words) => ({ response: { text: { format: { schema: { properties: words } } } } })],
  ['instructions', (words) => ({ response: { instructions: [{ role: 'user', content: [words] }] } })],
  [
    'the tools of an MCP server',
    (words) => ({ output: [{ type: 'mcp_list_tools', tools: [{ input_schema: words }] }] }),
  ],
  ['a memory', (words) => ({ output: [{ type: 'openrouter:memory', action: 'read', value: words }] })],
  [
    'labels of a file',
    (words) => ({ output: [{ type: 'file_search_call', results: [{ attributes: words }] }] }),
  ],
  [
    "a fusion analyst's words",
    (words) => ({ type: 'response.fusion_call.analysis.completed', analysis: { unique_insights: [words] } }),
  ],
  [
    'the request as it went upstream',
    (words) => ({ type: 'response.debug', debug: { echo_upstream_body: words } }),
  ],
];

describe('what is only said', () => {
  it.each(words)('names no model in %s', (_, around) => {
    expect(found(around({ model: 'closed/x' }))).toEqual([]);
    expect(found(around({ model: 'closed/x', openrouter_metadata: metadata }))).toEqual([]);
  });
});

describe('a response that is nested deeply', () => {
  const nested = (levels: number, named: (level: number) => string): unknown =>
    JSON.parse(
      Array.from({ length: levels }, (_, level) => `{"model":"${named(level)}","inner":`).join('') +
        `{}${'}'.repeat(levels)}`,
    );

  it('is read to its end', () => {
    const named = findServed(nested(20_000, (level) => `open/${level}`)).models;
    expect(named.map(({ model }) => model)).toContain('open/19999');
  });

  it('has paths of a limited length', () => {
    const [deepest] = findServed(nested(3_000, () => 'open/a')).models.toReversed();
    expect(deepest?.path).toMatch(/^(?:\/inner){63}\/…\/model$/);
    const [long] = findServed({ ['n'.repeat(1_000)]: { model: 'open/a' } }).models;
    expect(long?.path).toBe('/…/model');
  });
});
