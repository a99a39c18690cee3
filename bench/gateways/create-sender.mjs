import { once } from 'node:events';
import { connect } from 'node:net';
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

/**
 * @typedef {object} Sender
 * @property {() => Promise<void>} send Sends a chat of 2 KB and reads the bytes of its answer to their end.
 * @property {() => void} close Ends its connections.
 */

const sharedHeaders = { authorization: 'Bearer sk-or-benchmark', 'content-type': 'application/json' };

/**
 * A sender over connections that stay open, as many as chats are on their way. It shares the machine with the gateway
 * that it measures, so it does the least that a client can: it writes prepared bytes, and looks for the end of what
 * comes back.
 *
 * @param {Pick<Gateway, 'url' | 'headers'>} gateway
 * @param {{ readonly stream: boolean }} options
 * @returns {Sender}
 */
export function createSender({ url, headers }, { stream }) {
  const { hostname, port, pathname, host } = new URL(url);
  const body = JSON.stringify({ ...chatBody(model), ...(stream && { stream }) });
  const fields = { host, ...sharedHeaders, ...headers, 'content-length': Buffer.byteLength(body) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
  const ending = stream ? 'data: [DONE]' : '}';
  /** @type {Set<import('node:net').Socket>} */
  const open = new Set();
  /** @type {Exchange[]} */
  const idle = [];
  const openExchange = async () => {
    const exchange = new Exchange(Number(port), hostname);
    open.add(exchange.socket);
    await once(exchange.socket, 'connect');
    return exchange;
  };
  return {
    async send() {
      const exchange = idle.pop() ?? (await openExchange());
      const { status, tail } = await exchange.send(request);
      idle.push(exchange);
      if (status === 200 && tail.subarray(-ending.length - 16).includes(ending)) return;
      throw new Error(`${url} answered with ${status}: ${tail}`);
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

/** How much of the end of an answer is kept. */
const tailBytes = 512;
const lastChunk = '0\r\n\r\n';

/** Sends requests over a connection, one after the other. */
class Exchange {
  /** @type {import('node:net').Socket} */
  socket;
  #head = '';
  #tail = Buffer.alloc(0);
  /** Bytes that are missing; infinite where the last chunk says that it was the last. */
  #left = 0;
  /** @type {(error?: Error) => void} */
  #end = () => {};

  /**
   * @param {number} port
   * @param {string} host
   */
  constructor(port, host) {
    const buffer = Buffer.alloc(65_536);
    this.socket = connect({ port, host, noDelay: true, onread: { buffer, callback: this.#read } });
    this.socket.on('error', (error) => this.#end(error));
    this.socket.on('close', () => this.#end(new Error('the connection ended before the answer')));
  }

  /**
   * @param {Buffer} request
   * @returns {Promise<{ readonly status: number, readonly tail: Buffer }>}
   */
  async send(request) {
    this.#head = '';
    this.#tail = Buffer.alloc(0);
    await new Promise((resolve, reject) => {
      this.#end = (error) => (error === undefined ? resolve(undefined) : reject(error));
      this.socket.write(request);
    });
    return { status: Number(this.#head.split(' ')[1]), tail: this.#tail };
  }

  /**
   * @param {number} length
   * @param {Uint8Array} buffer
   */
  #read = (length, buffer) => {
    let bytes = Buffer.from(buffer.buffer, 0, length);
    if (!this.#head.endsWith('\r\n\r\n')) {
      const received = this.#head + bytes.toString('latin1');
      const end = received.indexOf('\r\n\r\n') + 4;
      this.#head = end < 4 ? received : received.slice(0, end);
      if (end < 4) return true;
      const declared = /\r\ncontent-length: *(\d+)/i.exec(this.#head)?.[1];
      this.#left = declared === undefined ? Number.POSITIVE_INFINITY : Number(declared);
      bytes = Buffer.from(received.slice(end), 'latin1');
    }
    this.#left -= bytes.length;
    this.#tail = Buffer.concat([this.#tail, bytes.subarray(-tailBytes)]).subarray(-tailBytes);
    const isDone =
      this.#left === Number.POSITIVE_INFINITY
        ? this.#tail.includes(lastChunk, -lastChunk.length)
        : this.#left <= 0;
    if (isDone) this.#end();
    return true;
  };
}
