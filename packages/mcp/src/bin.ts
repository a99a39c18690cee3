#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { DistillableError } from '@distillable/catalog';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createServer, readVersion } from './create-server.js';
import { ServerError } from './errors.js';
import { toVisible } from './respond.js';
import { type CatalogOrigin, openCatalog, readPolicy } from './sources.js';
import { openRoots } from './tools/audit-file.js';

/** The options that the server was started with. */
interface Settings {
  readonly origin: CatalogOrigin;
  /** Directories whose files may be audited, as given. */
  readonly roots: readonly string[];
  /** A file; undefined for the default policy. */
  readonly policy: string | undefined;
}

const usage = `Usage: distillable-mcp [options]

An MCP server on stdin and stdout. Assistants start it; see docs/mcp.md.

Options:
  --root <directory>  files in it may be audited (repeatable; without any, there is no audit_file)
  --catalog <file>    judge by a snapshot that \`distillable snapshot export\` wrote
  --policy <file>     judge by this policy too, or by that of a distillable.config.json
  --base-url <url>    read the model list there (default: OPENROUTER_BASE_URL, else OpenRouter)
  --sandbox           judge by a built-in sample, to try the server
  --version           print the version
  --help              print this
`;

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

/** @throws ServerError `USAGE` */
function readCommandLine(args: readonly string[]): Settings | 'help' | 'version' {
  const { help, version, sandbox, catalog, policy, 'base-url': baseUrl, root: roots = [] } = parse(args);
  if (help === true) return 'help';
  if (version === true) return 'version';
  if ([sandbox, catalog, baseUrl].filter((value) => value !== undefined).length > 1) {
    throw new ServerError('USAGE', 'Give one of --catalog, --base-url and --sandbox.');
  }
  const settings = { roots, policy };
  if (catalog !== undefined) return { ...settings, origin: { kind: 'file', path: catalog } };
  return { ...settings, origin: sandbox === true ? { kind: 'sandbox' } : { kind: 'live', baseUrl } };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        root: { type: 'string', multiple: true },
        catalog: { type: 'string' },
        policy: { type: 'string' },
        'base-url': { type: 'string' },
        sandbox: { type: 'boolean' },
        version: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new ServerError('USAGE', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** What is expected goes into one line; of a bug, where it happened. */
function log(problem: unknown): void {
  const text = DistillableError.is(problem) ? `${problem.code}: ${problem.message}` : describeBug(problem);
  process.stderr.write(`distillable-mcp: ${toVisible(text)}\n`);
}

function describeBug(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
}
