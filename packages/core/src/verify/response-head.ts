/** Status and headers of a response, whichever client has them. */
export interface ResponseHead {
  /** The HTTP status. */
  readonly status: number;
  /** A header by its name in lower case; null where it is absent. */
  readonly header: (name: string) => string | null;
  /**
   * Whether the bytes are still encoded, as `content-encoding` says, so that they can't be read. `fetch` decodes them.
   *
   * @default false
   */
  readonly isEncoded?: boolean;
}

/** Headers as undici and Node have them: names in lower case. */
export type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The head of a response whose bytes are as the server sent them, as undici and Node hand them out. */
export function rawResponseHead(status: number, headers: RawHeaders): ResponseHead {
  const header = (name: string): string | null => {
    const value = headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  };
  const encoding = String(headers['content-encoding'] ?? '').trim();
  return { status, header, isEncoded: encoding !== '' && encoding.toLowerCase() !== 'identity' };
}

/** How the body of a response is read. */
export type ResponseKind =
  /** Server-sent events: read as they pass. */
  | 'stream'
  /** One JSON document: held back until it has been read. */
  | 'document'
  /** An error, or no body: there is no text in it. */
  | 'none';

export function responseKind({ status, header, isEncoded = false }: ResponseHead): ResponseKind {
  if (status < 200 || status > 299 || status === 204) return 'none';
  const isStream = !isEncoded && /^\s*text\/event-stream\b/i.test(header('content-type') ?? '');
  return isStream ? 'stream' : 'document';
}
