/** Decodes the bytes of a stream, in whatever pieces they come, as UTF-8. */
export interface StreamDecoder {
  decode(bytes: Uint8Array): string;
  /** What is left: a character that was cut. */
  finish(): string;
}

/**
 * Creates a decoder that does what a `TextDecoder` told to `stream` does. Node decodes a piece that stands alone ten
 * times as fast as one that may go on, and nearly every piece of a stream of events stands alone.
 */
export function createStreamDecoder(): StreamDecoder {
  const alone = new TextDecoder('utf-8', { ignoreBOM: true });
  const joined = new TextDecoder('utf-8', { ignoreBOM: true });
  let isWithinCharacter = false;
  let hasBegun = false;
  const begin = (text: string): string => {
    if (hasBegun || text === '') return text;
    hasBegun = true;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  };
  return {
    decode(bytes) {
      const last = bytes.at(-1);
      if (last === undefined) return '';
      const endsCharacter = last < 0x80;
      if (endsCharacter && !isWithinCharacter) return begin(alone.decode(bytes));
      isWithinCharacter = !endsCharacter;
      return begin(joined.decode(bytes, { stream: true }));
    },
    finish: () => begin(joined.decode()),
  };
}
