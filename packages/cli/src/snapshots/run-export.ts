import { noteCatalog } from '../render/catalog-facts.js';
import { toSafeJson } from '../render/safe-json.js';
import type { Session } from '../session.js';
import { withCatalog } from '../sources/with-catalog.js';
import { writeFileWhole } from './write-file-whole.js';

/** `distillable snapshot export` */
export async function runExport(session: Session, file: string | undefined): Promise<void> {
  await withCatalog(session, async (view) => {
    const text = `${toSafeJson(view.snapshot.toJSON(), 2)}\n`;
    if (file === undefined) {
      session.io.stdout.write(text);
    } else {
      await writeFileWhole(file, text);
      session.notes.say(`${view.snapshot.size} models written to ${file}`);
    }
    noteCatalog(session, view);
  });
}
