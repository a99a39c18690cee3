import { toPlainText } from '../render/plain-text.js';
import { toSafeJson } from '../render/safe-json.js';
import type { Session } from '../session.js';
import { type Counted, countLedger, type LedgerStats } from './ledger-stats.js';

/** `distillable ledger stats` */
export async function runStats({ io, settings }: Session, file: string): Promise<void> {
  const stats = await countLedger(file);
  io.stdout.write(settings.json ? `${toSafeJson(stats, 2)}\n` : describe(stats));
}

function describe({ entries, files, first, last, ...counted }: LedgerStats): string {
  const where = `${entries} in ${files} ${files === 1 ? 'file' : 'files'}`;
  const catalogs = counted.catalogs.map(({ digest, entries: count, isKept }) => ({
    name: digest === null ? 'none' : `${digest}${isKept ? '' : ' (not kept)'}`,
    entries: count,
  }));
  return [
    `entries  ${where}\n`,
    first === null ? '' : `time     ${toPlainText(`${first} to ${last}`)}\n`,
    section('outcome', counted.outcomes),
    section('served', counted.served),
    section('catalog', catalogs),
    section('refused', counted.refused),
  ].join('');
}

function section(title: string, counted: readonly Counted[]): string {
  const width = Math.max(...counted.map(({ entries }) => String(entries).length));
  return counted
    .map(({ name, entries }, index) => {
      const label = (index === 0 ? title : '').padEnd(8);
      return `${label} ${String(entries).padStart(width)}  ${toPlainText(name)}\n`;
    })
    .join('');
}
