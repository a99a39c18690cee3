import { createHash } from 'node:crypto';
import type { ContentCoding } from './content-coding.js';

/** A strong ETag. Each coding has its own, because a strong tag promises equal bytes. */
export function entityTag(body: Buffer, coding: ContentCoding): string {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 27);
  return coding === 'identity' ? `"${hash}"` : `"${hash}-${coding}"`;
}

/** Whether `If-None-Match` names the tag. The comparison is the weak one, as the header demands. */
export function matchesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}
