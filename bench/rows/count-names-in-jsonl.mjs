// node count-names-in-jsonl.mjs FILE flat|nested: how many times each model is named, by readline and JSON.parse.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { nameCounter } from './count-names.mjs';

const [file = '', which = ''] = process.argv.slice(2);
const counter = nameCounter(which);
for await (const line of createInterface({
  input: createReadStream(file),
  crlfDelay: Number.POSITIVE_INFINITY,
})) {
  counter.add(JSON.parse(line));
}
counter.print();
