import { statSync } from 'node:fs';
import { type ApiShape, apiShapes, type Naming, type Policy } from '@distillable/core';
import { usageError } from '../../errors.js';
import { givenFlags } from '../../flags.js';

/** The flags of `check`. */
export interface CheckFlags {
  /** A file, or `-` for stdin. */
  readonly request?: string;
  readonly shape?: ApiShape;
  readonly naming?: Naming;
  readonly mode?: NonNullable<Policy['mode']>;
  /** A file. */
  readonly policy?: string;
  readonly printRequest?: boolean;
  /** A file that `snapshot export` wrote. */
  readonly changedSince?: string;
  readonly exitZero?: boolean;
  /** The form of the output, if it is neither text nor `--json`. */
  readonly format?: 'github';
}

/** The words for `--shape`. */
export const shapeNames: readonly string[] = Object.keys(apiShapes);

/**
 * Rejects flags and arguments that make no sense together.
 *
 * @throws CommandError `USAGE`
 */
export function rejectContradictions(slugs: readonly string[], flags: CheckFlags, json: boolean): void {
  const { request, shape, naming, printRequest, changedSince, format } = flags;
  if (request === undefined && slugs.length === 0) {
    throw usageError('Name slugs to check, or a request with --request FILE (- for stdin).');
  }
  if (request !== undefined && slugs.length > 0) {
    throw usageError('Slugs cannot be used with --request. Leave one of them out.');
  }
  rejectFiles(slugs);
  if (request === undefined) {
    const [flag] = givenFlags({ '--shape': shape, '--naming': naming, '--print-request': printRequest });
    if (flag !== undefined) throw usageError(`${flag} needs --request: slugs have no body.`);
  }
  const [form] = givenFlags({
    '--json': json,
    '--print-request': printRequest,
    '--changed-since': changedSince,
  });
  if (format === 'github' && form !== undefined)
    throw usageError(`--format github cannot be used with ${form}. Leave one out.`);
  if (printRequest !== true) return;
  if (json) throw usageError('--print-request cannot be used with --json, which has the guarded body too.');
  if (changedSince !== undefined) throw usageError('--print-request cannot be used with --changed-since.');
}

/**
 * Rejects names of files where slugs belong: judged as slugs, they would only be unknown models.
 *
 * @throws CommandError `USAGE`
 */
export function rejectFiles(slugs: readonly string[]): void {
  const file = slugs.find(isFile);
  if (file === undefined) return;
  const what = file === '-' ? 'means stdin' : 'is a file';
  throw usageError(`${file} ${what}, not a slug: use \`distillable check --request ${file}\`.`);
}

/** A slug has a slash, and never the extension of a file. An argument without a slash is a file if that exists. */
function isFile(name: string): boolean {
  if (name === '-' || /\.(?:jsonl?|ndjson|txt|ya?ml|csv|gz)$/i.test(name) || /^\.{0,2}\//.test(name))
    return true;
  return !name.includes('/') && statSync(name, { throwIfNoEntry: false })?.isFile() === true;
}
