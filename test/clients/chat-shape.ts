import { lookUp, modelFields, parsedCall, type Question, type Reply, textCollector } from './client.js';

/** A body of `/chat/completions`. */
export function chatFields(question: Question): {
  model: string;
  models?: string[];
  messages: { role: 'user'; content: string }[];
} {
  return { ...modelFields(question), messages: [{ role: 'user', content: question.prompt }] };
}

/** The tools of such a body. */
export const chatTools = { tools: [{ type: 'function', function: lookUp }] };

interface ChatAnswer {
  readonly model?: string;
  readonly choices: readonly {
    readonly message?: {
      readonly content: string | null;
      readonly tool_calls?: readonly { readonly function: { name: string; arguments: string } }[];
    };
    readonly delta?: { readonly content?: string | null };
  }[];
}

/** Reads a whole answer of `/chat/completions`. */
export function readChatAnswer(text: string): Reply {
  const answer: ChatAnswer = JSON.parse(text);
  const message = answer.choices[0]?.message;
  return {
    text: message?.content ?? '',
    model: answer.model,
    ...parsedCall(message?.tool_calls?.[0]?.function),
  };
}

/** Reads a stream of `/chat/completions`, line by line. */
export async function readChatStream(
  chunks: AsyncIterable<Uint8Array>,
  onText: ((text: string) => void) | undefined,
): Promise<Reply> {
  const collected = textCollector(onText);
  const decoder = new TextDecoder();
  let model: string | undefined;
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('data: {')) continue;
      const event: ChatAnswer = JSON.parse(line.slice('data: '.length));
      model = event.model ?? model;
      collected.add(event.choices[0]?.delta?.content);
    }
  }
  return { text: collected.text, model };
}
