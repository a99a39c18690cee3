import type { CreateClient } from './client.js';
import { fetchClients } from './fetch-clients.js';
import { createLangChainOpenRouter } from './langchain-openrouter.js';
import { createUndiciRequest } from './undici-request.js';

/** Every way to send that is tried, by the name of its row. */
export const everyClient: readonly (readonly [name: string, create: CreateClient])[] = [
  ...fetchClients,
  ['@langchain/openrouter', createLangChainOpenRouter],
  ['undici.request', createUndiciRequest],
];
