import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Receipt } from '@distillable/core';

/** An empty directory for a ledger. */
export interface LedgerHome {
  readonly path: string;
  readonly file: string;
  /** The lines of a file, the ledger's own where none is named. */
  lines(file?: string): Promise<readonly string[]>;
  remove(): Promise<void>;
}

export async function createLedgerHome(): Promise<LedgerHome> {
  const path = await mkdtemp(join(tmpdir(), 'distillable-ledger-'));
  const file = join(path, 'ledger.jsonl');
  return {
    path,
    file,
    lines: async (other = file) => (await readFile(other, 'utf8')).split('\n').slice(0, -1),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

export function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A receipt as a guard writes them. */
export function receiptOf(id: string | null, changes: Partial<Receipt> = {}): Receipt {
  return {
    ...{ schemaVersion: 1, id, time: '2026-09-02T10:00:00.000Z', endpoint: 'chat', status: 200 },
    requested: ['open/a'],
    served: [
      { model: 'open/a', sources: ['answer'], verdict: 'distillable', allowed: true, code: 'DISTILLABLE' },
    ],
    hosts: [{ host: 'Amazon Bedrock', sources: ['answer'], allowed: true, code: 'HOST_ALLOWED' }],
    ...{ outcome: 'verified', reasons: [], complete: true, cache: null },
    textHashes: [hashOf(id ?? '')],
    decision: { allowed: true, references: [], changes: [] },
    catalog: null,
    terms: null,
    ...changes,
  };
}
