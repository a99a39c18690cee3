// node count-with-readline.mjs FILE: how many rows name each model, as most people would count them; prints JSON.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [file = ''] = process.argv.slice(2);
/** @type {Map<string, number>} */
const counts = new Map();
for await (const line of createInterface({
  input: createReadStream(file),
  crlfDelay: Number.POSITIVE_INFINITY,
})) {
  const { model } = JSON.parse(line);
  counts.set(model, (counts.get(model) ?? 0) + 1);
}
console.log(JSON.stringify(Object.fromEntries(counts)));
