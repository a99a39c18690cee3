import type { JsonObject } from './json.js';

/** The line of an event that carries JSON. Only a newline ends it: JSON may contain other line separators. */
const dataLine = /(?<=^|\n)data: (\{[^\n]*\})(?=\n|$)/;

/** The end of a stream of chunks. */
export const doneEvent = 'data: [DONE]\n\n';

/** An event that carries JSON; `name` is sent as the event's name when it is given. */
export function dataEvent(data: JsonObject, name?: string): string {
  const line = `data: ${JSON.stringify(data)}\n\n`;
  return name === undefined ? line : `event: ${name}\n${line}`;
}

/** Changes the JSON that an event carries; an event without JSON stays as it is. */
export function changeData(event: string, change: (data: unknown) => unknown): string {
  return event.replace(dataLine, (_line, json: string) => {
    return `data: ${JSON.stringify(change(JSON.parse(json)))}`;
  });
}

/** The JSON that an event carries; null when there is none. */
export function dataOf(event: string): unknown {
  const json = dataLine.exec(event)?.[1];
  return json === undefined ? null : JSON.parse(json);
}
