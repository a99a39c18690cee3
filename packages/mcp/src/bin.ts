#!/usr/bin/env node
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { readCommandLine, type Settings, usage } from './command-line.js';
import { createServer, readVersion } from './create-server.js';
import { logToStderr as log } from './errors.js';
import { openCatalog } from './open-catalog.js';
import { readPolicy } from './read-policy.js';
import { openRoots } from './roots.js';

try {
  const settings = readCommandLine(process.argv.slice(2));
  if (settings === 'help') process.stdout.write(usage);
  else if (settings === 'version') process.stdout.write(`${readVersion()}\n`);
  else await serve(settings);
} catch (error) {
  log(error);
  process.exitCode = 2;
}

/** Serves until the client closes the connection. */
async function serve(settings: Settings): Promise<void> {
  const roots = await openRoots(settings.roots);
  const policy = await readPolicy(settings.policy);
  const catalog = await openCatalog(settings.origin, log);
  const server = createServer({ catalog, policy, roots, now: Date.now, log });
  // Its message may quote the client's.
  server.server.onerror = ({ name }) => log(`A message could not be read or sent (${name}).`);
  server.server.onclose = () => {
    catalog.close().catch(log);
  };
  const end = (): void => {
    server.close().catch(log);
  };
  process.stdin.on('end', end);
  process.stdout.on('error', end);
  await server.connect(new StdioServerTransport());
}
