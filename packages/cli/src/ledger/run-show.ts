import { type PlacedEntry, readLedger } from '@distillable/ledger';
import { exitCodes } from '../exit-codes.js';
import type { Io } from '../io.js';
import { toPlainText } from '../render/plain-text.js';
import { toSafeJson } from '../render/safe-json.js';
import { renderTable, type TableColumn } from '../render/table.js';
import { loadTerminalStyle } from '../render/terminal-style.js';
import type { Session } from '../session.js';
import { paintOutcome } from './paint-outcome.js';

/** Which entries to show. */
export interface ShowFlags {
  readonly id?: string;
  readonly limit: number;
}

/** `distillable ledger show` */
export async function runShow(session: Session, file: string, { id, limit }: ShowFlags): Promise<void> {
  const { io, settings, notes, endWith } = session;
  const found: PlacedEntry[] = [];
  let hidden = 0;
  for await (const placed of readLedger(file)) {
    if (id !== undefined && placed.entry.receipt.id !== id) continue;
    found.push(placed);
    if (found.length > limit) {
      found.shift();
      hidden += 1;
    }
  }
  io.stdout.write(settings.json ? `${toSafeJson({ entries: found }, 2)}\n` : await describe(found, io));
  if (hidden > 0) notes.say(`${hidden} older not shown; --limit shows more.`);
  if (found.length > 0) return;
  notes.say(id === undefined ? 'The ledger has no entries.' : `No entry has the id ${id}.`);
  if (id !== undefined) endWith(exitCodes.refused);
}

const columns: readonly TableColumn[] = [
  { header: 'SEQ', align: 'right', importance: 5 },
  { header: 'TIME', align: 'left', importance: 2 },
  { header: 'OUTCOME', align: 'left', importance: 6, paint: paintOutcome },
  { header: 'ENDPOINT', align: 'left', importance: 1 },
  { header: 'SERVED', align: 'left', importance: 4 },
  { header: 'ID', align: 'left', importance: 3 },
];

async function describe(found: readonly PlacedEntry[], io: Io): Promise<string> {
  if (found.length === 0) return '';
  const rows = found.map(({ entry: { seq, time, receipt } }) =>
    [
      String(seq),
      time,
      receipt.outcome,
      receipt.endpoint,
      receipt.served.map(({ model }) => model).join(', ') || '–',
      receipt.id ?? '–',
    ].map(toPlainText),
  );
  return renderTable({ columns, rows }, await loadTerminalStyle(io, rows.flat())).text;
}
