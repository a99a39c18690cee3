import { connect } from 'node:net';

/**
 * Writes bytes as they are, and resolves with all that comes back: until the other side ends it, or so many responses
 * have started and nothing follows them.
 */
export function sendRaw(port: number, bytes: string | Buffer, responses: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    const end = (): void => {
      socket.destroy();
      resolve(received);
    };
    socket.setTimeout(60_000, end);
    socket.on('data', (part) => {
      received += part.toString('latin1');
      if (statusesIn(received).length >= responses) socket.setTimeout(100);
    });
    socket.on('error', end);
    socket.on('close', end);
    socket.write(bytes);
  });
}

/** A request as it is on the wire; `host` and lengths are as `headers` has them. */
export function rawRequest(start: string, headers: readonly string[], body: string | Buffer = ''): Buffer {
  const head = [start, ...headers, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

/** Status of each response in what came back. */
export function statusesIn(received: string): readonly number[] {
  return [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
