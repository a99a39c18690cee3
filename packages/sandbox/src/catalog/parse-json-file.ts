import type { ZodType } from 'zod';
import { SandboxError } from '../sandbox-error.js';

const shownIssues = 5;

/**
 * Parses JSON that came from a file.
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
