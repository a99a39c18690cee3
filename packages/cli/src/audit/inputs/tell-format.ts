import type { AuditFormat } from '../engine.js';

const formatOfEnding: Readonly<Record<string, AuditFormat>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  parquet: 'parquet',
};

/** By the ending of the name, without `.gz` or `.zst`; null where it says nothing. */
export function formatOfName(path: string): AuditFormat | null {
  const [, ending = ''] = /\.([a-z]+)$/i.exec(path.replace(/\.(?:gz|gzip|zst|zstd)$/i, '')) ?? [];
  const name = ending.toLowerCase();
  return Object.hasOwn(formatOfEnding, name) ? (formatOfEnding[name] ?? null) : null;
}

/** By how it begins: Parquet, a JSON document, or JSONL where the first line is a whole object; null for anything else. */
export function formatOfBytes(head: Buffer): AuditFormat | null {
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet';
  const text = head.toString('utf8').replace(/^\ufeff?\s+|^\ufeff/, '');
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return null;
  const newline = text.indexOf('\n');
  return newline >= 0 && isJson(text.slice(0, newline)) ? 'jsonl' : 'json';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
