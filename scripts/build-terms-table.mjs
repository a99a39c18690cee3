// Writes the table of terms that `builtInTerms` reads, from a list of entries that is kept elsewhere:
//
//   node scripts/build-terms-table.mjs ENTRIES.json [OUTPUT.ts]
//
// The date is that of the newest reading. The same list always gives the same file. Needs the compiled packages.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseTerms } from '../packages/catalog/dist/index.js';

/**
 * @typedef {object} Reading
 * @property {string} from
 * @property {string} on
 *
 * @typedef {object} Entry
 * @property {string | null} [clause]
 * @property {Reading} read
 */

const ownFile = fileURLToPath(new URL('../packages/catalog/src/terms/terms-data.ts', import.meta.url));
const [entriesFile, outputFile = ownFile] = process.argv.slice(2);
if (entriesFile === undefined) throw new Error('Give a file: the list of entries.');
/** @type {Entry[]} */
const list = JSON.parse(readFileSync(entriesFile, 'utf8'));

const { date, digest, entries } = parseTerms({
  date: list
    .map(({ read }) => read.on)
    .sort()
    .at(-1),
  entries: list.map((entry) => ({
    ...entry,
    clause: entry.clause === '-' ? null : entry.clause,
    read: { ...entry.read, from: withoutNumbers(entry.read.from) },
  })),
});
const lines = entries.map((entry) => JSON.stringify(entry));
const text = `{"date":"${date}","entries":[\n${lines.join(',\n')}\n]}`;
const escaped = text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
const sources = [...new Set(entries.flatMap(({ read }) => read?.from.match(/^[\w-]+\/[\w.-]+(?=\/)/) ?? []))];
writeFileSync(
  outputFile,
  `// Written by scripts/build-terms-table.mjs. Dated facts in own words from public texts, no legal advice.

/** Identifies the built-in table of terms. */
export const termsTableInfo: {
  /** The digest that {@link builtInTerms} has too. */
  readonly digest: string;
  /** The date that {@link builtInTerms} has too: \`YYYY-MM-DD\`. */
  readonly date: string;
  /** The public repositories in which most of the texts were read: \`owner/name\`. */
  readonly sources: readonly string[];
} = {
  digest: '${digest}',
  date: '${date}',
  sources: [
${sources
  .sort()
  .map((source) => `    '${source}',\n`)
  .join('')}  ],
};

export const termsText = \`${escaped}\`;
`,
);
console.log(`${entries.length} entries, ${text.length} characters`);

/**
 * Numbers of an index that others can't look up.
 *
 * @param {string} from
 */
function withoutNumbers(from) {
  const parts = from.replace(/,? index ids? [\d, ]+/g, '').split(/;\s*/);
  return [...new Set(parts)].filter((part) => part !== '').join('; ');
}
