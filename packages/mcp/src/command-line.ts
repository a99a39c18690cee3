import { parseArgs } from 'node:util';
import { ServerError } from './errors.js';

/** Where the catalog comes from. */
export type CatalogOrigin =
  /** Undefined: the environment's `OPENROUTER_BASE_URL`, else OpenRouter. */
  | { readonly kind: 'live'; readonly baseUrl: string | undefined }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'sandbox' };

/** What the server was started with. */
export interface Settings {
  readonly origin: CatalogOrigin;
  /** Directories whose files may be audited, as given. */
  readonly roots: readonly string[];
  /** A file; undefined for the default policy. */
  readonly policy: string | undefined;
}

export const usage = `Usage: distillable-mcp [options]

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

/** @throws ServerError `USAGE` */
export function readCommandLine(args: readonly string[]): Settings | 'help' | 'version' {
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
