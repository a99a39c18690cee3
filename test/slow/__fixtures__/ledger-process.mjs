// Appends to a ledger without end, several at once, and prints the number of each entry that was acknowledged, or why
// one was not. Arguments: file, fsync, bytes of a file.
import { writeSync } from 'node:fs';
import { createLedger } from '@distillable/ledger';

const [file, fsync, maxBytes] = process.argv.slice(2);
const receipt = (id) => ({
  ...{ schemaVersion: 1, id, time: '2026-09-02T10:00:00.000Z', endpoint: 'chat', status: 200 },
  ...{ requested: [], served: [], outcome: 'verified', reasons: [], complete: true, cache: null },
  ...{ textHashes: [], decision: { allowed: true, references: [], changes: [] }, catalog: null },
});

let ledger;
try {
  ledger = await createLedger(file, { fsync, maxBytes: Number(maxBytes) });
} catch (error) {
  writeSync(1, `${error.code}\n`);
  process.exit(3);
}
writeSync(1, 'open\n');
let count = 0;
await Promise.all(
  Array.from({ length: 4 }, async () => {
    for (;;) {
      count += 1;
      try {
        const { seq } = await ledger.append(receipt(`gen-${process.pid}-${count}`));
        writeSync(1, `${seq}\n`);
      } catch (error) {
        writeSync(1, `${error.code} ${error.details.reason}\n`);
        await ledger.close();
        process.exit(4);
      }
    }
  }),
);
