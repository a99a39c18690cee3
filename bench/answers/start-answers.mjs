import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('serve.mjs', import.meta.url));

/**
 * Starts a server of prepared answers, in a process of its own so that it takes no time from who asks.
 *
 * @param {string} model What every answer names.
 * @returns {Promise<{ readonly origin: string, readonly close: () => Promise<void> }>}
 */
export async function startAnswers(model) {
  const server = fork(script, [model]);
  const [origin] = await once(server, 'message');
  return {
    origin,
    close: async () => {
      server.disconnect();
      await once(server, 'exit');
    },
  };
}
