import type { ServerResponse } from 'node:http';

/** Resolves when the bytes have been handed to the system, so that closing the socket does not swallow them. */
export function writeOut(response: ServerResponse, bytes: Buffer | string): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
