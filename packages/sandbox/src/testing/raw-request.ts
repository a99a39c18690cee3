import { type IncomingHttpHeaders, request } from 'node:http';

/** An answer as it came over the wire, neither unzipped nor redirected. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Whether the connection ended before the promised end of the body. */
  readonly cutShort: boolean;
}

/** Sends one request on a connection of its own; rejects when no headers come back. */
export function rawRequest(
  url: string,
  options: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { ...options, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      const finish = (cutShort: boolean): void =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          cutShort,
        });
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => finish(false));
      response.once('error', () => finish(true));
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}
