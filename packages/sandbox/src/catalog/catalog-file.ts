import { readFile } from 'node:fs/promises';
import type { ZodType } from 'zod';
import { SandboxError } from './sandbox-error.js';

const shownIssues = 5;

/**
 * A file's text, without a byte order mark.
 *
 * @throws SandboxError `SANDBOX_FILE_UNREADABLE`
 */
export async function readText(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    return text.replace(/^\uFEFF/, '');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new SandboxError(
      'SANDBOX_FILE_UNREADABLE',
      `Cannot read ${file} (${reason}). Check the path and its permissions.`,
      { details: { file }, cause },
    );
  }
}

/**
 * Parses the JSON of a file.
 *
 * @throws SandboxError `SANDBOX_FILE_INVALID`
 */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser quotes the text, line breaks and all.
    const reason = cause instanceof Error ? cause.message.replace(/\s+/g, ' ') : 'unknown reason';
    throw new SandboxError('SANDBOX_FILE_INVALID', `${file} cannot be parsed as JSON: ${reason}.`, {
      details: { file },
      cause,
    });
  }
}

/**
 * Checks what a file holds.
 *
 * @throws SandboxError `SANDBOX_FILE_INVALID`, naming the first wrong places
 */
export function checkFile<Output>(schema: ZodType<Output>, content: unknown, file: string): Output {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, shownIssues).map((issue) => {
    const place = issue.path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('');
    return `${place.replace(/^\./, '') || 'the whole file'}: ${issue.message}`;
  });
  const more = result.error.issues.length - issues.length;
  throw new SandboxError(
    'SANDBOX_FILE_INVALID',
    `${file} does not have the expected shape: ${issues.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
    { details: { file, issues } },
  );
}
