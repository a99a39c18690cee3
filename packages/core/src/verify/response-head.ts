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
  /** One JSON document, or an error: held back until it has been read. */
  | 'document'
  /** There is no body. */
  | 'none';

/** Statuses of responses without a body. @see https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1 (read 2026-11-27) */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

export function responseKind(head: ResponseHead): ResponseKind {
  const { status, header, isEncoded = false } = head;
  if (status < 200 || bodiless.has(status)) return 'none';
  const isStream =
    !isEncoded && !isErrorStatus(head) && /^\s*text\/event-stream\b/i.test(header('content-type') ?? '');
  return isStream ? 'stream' : 'document';
}

/** Whether the status says that the request failed, or is to be sent elsewhere. */
export function isErrorStatus({ status }: ResponseHead): boolean {
  return status < 200 || status > 299;
}
