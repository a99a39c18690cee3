import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';

/** How a proxy behaves. */
export interface TunnelBehaviour {
  /** Where every tunnel leads, whatever host was asked for. @default none: each is rejected */
  readonly target?: string;
  /** What it says to each request to connect, instead of opening a tunnel. */
  readonly status?: number;
  /** Closes the connection without a word. */
  readonly hangsUp?: boolean;
}

/** A proxy on this machine that keeps a record of what was asked of it. */
export interface TunnelProxy {
  /** `127.0.0.1:40000` */
  readonly host: string;
  /** `host:port` of every request to connect. */
  readonly connected: string[];
  /** `Proxy-Authorization` of every request to connect. */
  readonly credentials: (string | undefined)[];
  close(): Promise<void>;
}

export async function startTunnelProxy({
  target,
  status,
  hangsUp,
}: TunnelBehaviour = {}): Promise<TunnelProxy> {
  const connected: string[] = [];
  const credentials: (string | undefined)[] = [];
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connect', ({ url = '', headers }, socket) => {
    connected.push(url);
    credentials.push(headers['proxy-authorization']);
    socket.on('error', () => {});
    if (hangsUp === true) {
      socket.destroy();
    } else if (status !== undefined || target === undefined) {
      socket.end(`HTTP/1.1 ${status ?? 502} No\r\ncontent-length: 0\r\n\r\n`);
    } else {
      const { hostname, port } = new URL(target);
      const upstream = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      upstream.on('error', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
      socket.pipe(upstream).pipe(socket);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    host: `127.0.0.1:${port}`,
    connected,
    credentials,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
