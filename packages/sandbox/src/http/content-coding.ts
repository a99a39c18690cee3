import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type BrotliOptions,
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
} from 'node:zlib';

/** How a body is compressed for the transfer. */
export type ContentCoding = 'identity' | 'gzip' | 'br';

// The default quality of 11 takes seconds for a full model list.
const brotliOptions: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** The coding that the client prefers: the one with the highest weight, `br` before `gzip` when they are equal. */
export function chooseCoding(acceptEncoding: string | undefined): ContentCoding {
  const weights = parseWeights(acceptEncoding ?? '');
  const weightOf = (coding: string): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const [br, gzipped] = [weightOf('br'), weightOf('gzip')];
  if (br === 0 && gzipped === 0) return 'identity';
  return br >= gzipped ? 'br' : 'gzip';
}

function parseWeights(acceptEncoding: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const item of acceptEncoding.toLowerCase().split(',')) {
    const [coding = '', ...parameters] = item.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    if (coding !== '') weights.set(coding, weight === undefined ? 1 : Number(weight) || 0);
  }
  return weights;
}

/** Compresses a whole body. */
export async function encodeBody(body: Buffer, coding: ContentCoding): Promise<Buffer> {
  if (coding === 'gzip') return promisify(gzip)(body);
  if (coding === 'br') return promisify(brotliCompress)(body, brotliOptions);
  return body;
}

/** The stages that a body passes through when it is sent in pieces. */
export function encodingStages(coding: ContentCoding): NodeJS.ReadWriteStream[] {
  if (coding === 'gzip') return [createGzip()];
  if (coding === 'br') return [createBrotliCompress(brotliOptions)];
  return [];
}

/** A strong ETag. Each coding has its own, because a strong tag promises equal bytes. */
export function entityTag(body: Buffer, coding: ContentCoding): string {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 27);
  return coding === 'identity' ? `"${hash}"` : `"${hash}-${coding}"`;
}

/** Whether `If-None-Match` names the tag, by the weak comparison that this header requires. */
export function matchesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}
