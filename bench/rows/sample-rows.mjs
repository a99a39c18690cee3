import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { sampleModels } from '../sample-models.mjs';

const slugs = sampleModels(400).map(({ slug }) => slug);
// Neither a catalog of those models nor the table of names has these.
const strangers = ['our-model', 'local/finetune-7b', 'lab/run-42', 'teacher'];
const prompts = [
  'Explain how a hash chain shows that no line of a log was changed after it was written.',
  'Write a function that merges two ordered lists, and say what it costs.',
  'Which of the two answers is better, and why? Be brief, please.',
];
const replies = [
  'Each line carries the hash of the line before it. Who changes one line must change every line after it as well, so the last hash stands for the whole log: keep it elsewhere, and compare it from time to time.',
  'Walk both lists with one index each, and take the smaller head:\n\n```js\nwhile (i < a.length && j < b.length) out.push(a[i] <= b[j] ? a[i++] : b[j++]);\n```\n\nIt is linear in the sum of lengths, and equal items keep their order.',
  'The first: it answers what was asked. The second says that “fair” has more than one meaning – which is true – and then takes the one that suits it, without a word on why it may.',
];

/**
 * A row of a made-up dataset for distillation, as one line of JSON: about 390 bytes, the same at every call. Of 50
 * rows one names a model that no catalog has.
 *
 * @param {number} index
 */
export function sampleRow(index) {
  return `${JSON.stringify(rowOf(index))}\n`;
}

/**
 * The same row with more places that name a model: a struct, a list, and a list of structs. About 690 bytes.
 *
 * @param {number} index
 */
export function nestedRow(index) {
  const items = (/** @type {number} */ from) =>
    Array.from({ length: (index + from) % 4 }, (_, place) => index + from + place);
  return `${JSON.stringify({
    ...rowOf(index),
    generator: { name: modelOf(index + 1), temperature: (index % 11) / 10 },
    judges: items(1).map(modelOf),
    completions: items(2).map((item) => ({
      model: modelOf(item),
      text: `${pick(prompts, item)} ${item}`,
      score: item % 5,
    })),
  })}\n`;
}

/**
 * The same row as logs and preference data have it: five places, of which one is a list of structs, name a dozen models.
 * About 720 bytes.
 *
 * @param {number} index
 */
export function fivePlacesRow(index) {
  const few = (/** @type {number} */ item) =>
    item % 50 === 49 ? modelOf(item) : pick(slugs, (item % 12) * 31);
  return `${JSON.stringify({
    ...rowOf(index),
    model: few(index),
    response_metadata: { model: few(index) },
    generator: few(index + 1),
    judge: few(index + 2),
    completions: [3, 4].map((after) => ({ model: few(index + after), text: pick(prompts, after), score: 1 })),
  })}\n`;
}

/** @param {number} index */
function rowOf(index) {
  return {
    id: `gen-${1_760_000_000 + index}-${(Math.imul(index, 40_503) >>> 0).toString(36)}`,
    created: 1_760_000_000 + index * 3,
    model: modelOf(index),
    prompt: pick(prompts, index),
    response: pick(replies, index),
  };
}

/** @param {number} index */
function modelOf(index) {
  return index % 50 === 49
    ? pick(strangers, (index - 49) / 50)
    : pick(slugs, Math.imul(index, 2_654_435_761) >>> 8);
}

/**
 * Writes that many rows.
 *
 * @param {string} file
 * @param {number} count
 * @param {(index: number) => string} row
 */
export async function writeSampleRows(file, count, row = sampleRow) {
  const stream = createWriteStream(file);
  const rowsAtOnce = 5_000;
  for (let index = 0; index < count; index += rowsAtOnce) {
    const length = Math.min(rowsAtOnce, count - index);
    const rows = Array.from({ length }, (_, place) => row(index + place)).join('');
    if (!stream.write(rows)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}

/**
 * @param {readonly string[]} list
 * @param {number} index
 */
function pick(list, index) {
  return list[index % list.length] ?? '';
}
