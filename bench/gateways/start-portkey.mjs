import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const server = fileURLToPath(import.meta.resolve('@portkey-ai/gateway/build/start-server.js'));

/**
 * Starts Portkey's gateway in a process of its own, as it is run in production, and points it at this upstream by the
 * headers it has for that.
 *
 * @param {string} baseUrl Of the upstream.
 * @returns {Promise<import('./create-sender.mjs').Gateway>}
 */
export async function startPortkey(baseUrl) {
  const port = await findFreePort();
  const gateway = spawn(process.execPath, [server, `--port=${port}`, '--headless'], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await untilReady(gateway.stdout);
  return {
    url: `http://127.0.0.1:${port}/v1/chat/completions`,
    pid: gateway.pid ?? 0,
    headers: { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': baseUrl },
    close: async () => {
      gateway.kill();
      await once(gateway, 'exit');
    },
  };
}

/**
 * Reads on to the end, so that the gateway never waits for us to read what it prints.
 *
 * @param {import('node:stream').Readable} stdout
 * @returns {Promise<void>}
 */
function untilReady(stdout) {
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout })
      .on('line', (line) => line.includes('Ready for connections') && resolve())
      .on('close', () => reject(new Error("Portkey's gateway ended before it was ready")));
  });
}

/** It takes a port, but can't be asked for a free one. */
async function findFreePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return address.port;
}
