// node count-names-in-parquet.mjs FILE flat|nested: how many times each model is named, by the reader of the audit.
import { nameCounter } from './count-names.mjs';

const reader = new URL(
  'dist/read/parquet/with-parquet-file.js',
  import.meta.resolve('@distillable/audit/package.json'),
);
/** @type {typeof import('../../packages/audit/src/read/parquet/with-parquet-file.js')} */
const { parquetOnDisk, withParquetFile } = await import(reader.href);

const [path = '', which = ''] = process.argv.slice(2);
const counter = nameCounter(which);
await withParquetFile(parquetOnDisk(path), async (file) => {
  const leaves = file.leaves.filter(({ label }) => counter.columns.includes(label));
  for await (const { rows } of file.readRows({ leaves })) {
    for (const row of rows) counter.add(/** @type {any} */ (row));
  }
});
counter.print();
