// A client of twenty lines: streams under guard, read event by event: OPENROUTER_API_KEY=… node stream.mjs
import { createCatalog } from '@distillable/catalog';
import { createGuard, rejectionOf } from '@distillable/core';
import { EventSourceParserStream } from 'eventsource-parser/stream';

const { OPENROUTER_API_KEY: apiKey, OPENROUTER_BASE_URL: baseUrl = 'https://openrouter.ai/api/v1' } =
  process.env;
const catalog = createCatalog({ baseUrl });
const guard = createGuard({
  catalog,
  send: { baseUrl },
  receipts: { onReceipt: ({ id, outcome }) => console.log(`\n${id} ${outcome}`) },
});

/**
 * Yields the pieces of a text; throws where the guard rejects the request or the response.
 *
 * @param {object} body
 */
async function* stream(body) {
  const response = await guard.fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ ...body, stream: true }),
  });
  if (!response.ok || response.body === null) throw new Error(`${response.status}: ${await response.text()}`);
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) {
    if (data !== '[DONE]') yield JSON.parse(data).choices[0]?.delta?.content ?? '';
  }
}

const messages = [{ role: 'user', content: 'Write a question about rivers.' }];
for await (const text of stream({ model: 'mistralai/mistral-large-2512', messages }))
  process.stdout.write(text);

try {
  for await (const text of stream({ model: 'openai/gpt-4o-mini', messages })) process.stdout.write(text);
} catch (error) {
  console.log('rejected:', rejectionOf(error)?.violations[0]?.message ?? error);
}
await catalog.close();
