import { request } from 'undici';
import { chatBody } from '../answers/chat.mjs';
import { model } from '../answers/sample-guard.mjs';

/**
 * A process that chats are sent through, and the headers it wants.
 *
 * @typedef {object} Gateway
 * @property {string} url
 * @property {Readonly<Record<string, string>>} headers
 * @property {number} pid
 * @property {() => Promise<void>} close
 */

const sharedHeaders = { authorization: 'Bearer sk-or-benchmark', 'content-type': 'application/json' };

/**
 * A function that sends a chat of 2 KB and reads the bytes of its answer to their end.
 *
 * @param {Pick<Gateway, 'url' | 'headers'>} gateway
 * @param {{ readonly stream: boolean, readonly dispatcher: import('undici').Dispatcher }} options
 * @returns {() => Promise<void>}
 */
export function createSender({ url, headers }, { stream, dispatcher }) {
  const ending = stream ? 'data: [DONE]' : '}';
  const sent = {
    method: /** @type {const} */ ('POST'),
    headers: { ...sharedHeaders, ...headers },
    body: JSON.stringify({ ...chatBody(model), ...(stream && { stream }) }),
    dispatcher,
  };
  return async () => {
    const { statusCode, body } = await request(url, sent);
    const answer = Buffer.from(await body.arrayBuffer());
    if (statusCode === 200 && answer.subarray(-ending.length - 4).includes(ending)) return;
    throw new Error(`${url} answered with ${statusCode}: ${answer.subarray(0, 500)}`);
  };
}
