// node count-names-in-parquet.mjs FILE flat|nested: how many times each model is named, by the reader of the audit.
import { nameCounter } from './count-names.mjs';

const reader = new URL('dist/read/parquet/', import.meta.resolve('@distillable/audit/package.json'));
/** @type {typeof import('../../packages/audit/src/read/parquet/open-parquet.js')} */
const { openParquet } = await import(new URL('open-parquet.js', reader).href);
/** @type {typeof import('../../packages/audit/src/read/parquet/source.js')} */
const { openFileSource } = await import(new URL('source.js', reader).href);

const [path = '', which = ''] = process.argv.slice(2);
const counter = nameCounter(which);
const source = await openFileSource(path);
const file = await openParquet(source, { name: path });
const leaves = file.leaves.filter(({ label }) => counter.columns.includes(label));
for await (const { rows } of file.readRows({ leaves })) {
  for (const row of rows) counter.add(/** @type {any} */ (row));
}
await source.close();
counter.print();
