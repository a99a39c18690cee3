import type { RawAnswer } from './raw-request.js';

/** The server-sent events of an answer, without comments: each a whole block without its blank line. */
export function readEvents({ body }: Pick<RawAnswer, 'body'>): readonly string[] {
  return body
    .toString()
    .split('\n\n')
    .filter((block) => block !== '' && !block.startsWith(':'));
}

/** The JSON of the events that carry any. */
export function readData(answer: Pick<RawAnswer, 'body'>): readonly Readonly<Record<string, unknown>>[] {
  return readEvents(answer).flatMap((event) => {
    const json = /(?<=^|\n)data: (\{[^\n]*\})(?=\n|$)/.exec(event)?.[1];
    return json === undefined ? [] : [JSON.parse(json)];
  });
}

/** The text of a chat stream. */
export function readChatText(answer: Pick<RawAnswer, 'body'>): string {
  return readData(answer)
    .map(({ choices }) => (choices as [{ delta: { content?: string | null } }])[0].delta.content ?? '')
    .join('');
}
