/** Sees the event by which clients know that a stream is whole. */
export interface StreamEnd {
  readonly onEvent: (event: { readonly event?: string | undefined; readonly data: string }) => void;
  readonly hasCome: () => boolean;
}

export function watchEnd(): StreamEnd {
  let hasCome = false;
  return {
    onEvent(event) {
      hasCome ||= event.data === '[DONE]' || lastEvents.has(event.event ?? '') || isLast(event.data);
    },
    hasCome: () => hasCome,
  };
}

const lastEvents: ReadonlySet<string> = new Set([
  ...['message_stop', 'response.completed', 'response.incomplete', 'response.failed'],
]);

/** Some streams tell the type of an event in its data alone. */
function isLast(data: string): boolean {
  if (!/"type"\s*:\s*"(?:message_stop|response\.)/.test(data)) return false;
  try {
    const value: unknown = JSON.parse(data);
    return (
      typeof value === 'object' && value !== null && 'type' in value && lastEvents.has(String(value.type))
    );
  } catch {
    return false;
  }
}
