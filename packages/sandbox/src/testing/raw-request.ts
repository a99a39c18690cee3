import { type IncomingHttpHeaders, request } from 'node:http';

/** An answer as it came over the wire, neither unzipped nor redirected. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body in the pieces in which it came. */
  readonly pieces: readonly Buffer[];
  /** Whether the connection ended before the promised end of the body. */
  readonly cutShort: boolean;
}

interface RawOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Sends one request on a connection of its own; rejects when no headers come back. */
export function rawRequest(url: string, options: RawOptions = {}): Promise<RawAnswer> {
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { ...rest, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      const finish = (cutShort: boolean): void =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces),
          pieces,
          cutShort,
        });
      response.on('data', (chunk: Buffer) => pieces.push(chunk));
      response.once('end', () => finish(false));
      response.once('error', () => finish(true));
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
