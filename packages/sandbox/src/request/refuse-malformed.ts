import type { Duplex } from 'node:stream';
import { sampleHeader } from '../answer/sample-header.js';

/** Answers what Node could not read as a request, and therefore never hands to the request handler. */
export function refuseMalformed(socket: Duplex, sample: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ error: { code: 400, message: 'The request is not valid HTTP.' } });
  socket.end(
    [
      'HTTP/1.1 400 Bad Request',
      'content-type: application/json; charset=utf-8',
      `content-length: ${body.length}`,
      `${sampleHeader}: ${sample}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
