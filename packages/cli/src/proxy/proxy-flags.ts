import type { Policy } from '@distillable/core';
import { CommandError } from '../command-error.js';
import type { Io } from '../io.js';
import { isLoopback } from './admission.js';

/** The flags of `proxy`. */
export interface ProxyFlags {
  readonly port?: number;
  readonly host?: string;
  readonly token?: string;
  readonly mode?: NonNullable<Policy['mode']>;
  /** A file. */
  readonly policy?: string;
  /** A file. */
  readonly ledger?: string;
  readonly upstream?: string;
  readonly concurrency?: number;
  /** Milliseconds. */
  readonly upstreamTimeout?: number;
}

/** Where the proxy listens, and for whom. */
export interface ProxyAddress {
  readonly host: string;
  readonly port: number;
  readonly token: string | null;
}

const defaultPort = 8_402;

/**
 * Reads where to listen. The token may come from the environment too, where no list of processes shows it.
 *
 * @throws CommandError `USAGE` for an address that others can reach, without a token
 */
export function readAddress(
  { host = '127.0.0.1', port = defaultPort, token: given }: ProxyFlags,
  env: Io['env'],
): ProxyAddress {
  const token = given ?? (env['DISTILLABLE_PROXY_TOKEN']?.trim() || null);
  if (token !== null && !/^[\x21-\x7e]{16,}$/.test(token)) {
    throw usage('The token needs 16 characters or more, without spaces: `openssl rand -hex 24` makes one.');
  }
  if (token === null && !isLoopback(host)) {
    throw usage(
      `--host ${host} can be reached from other machines: set DISTILLABLE_PROXY_TOKEN, or give --token.`,
    );
  }
  return { host, port, token };
}

function usage(message: string): CommandError {
  return new CommandError('USAGE', message);
}
