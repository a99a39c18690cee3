// Writes the table of names that `identify` reads, from two lists that are kept elsewhere:
//
//   node scripts/build-names-table.mjs HISTORY.json PROVIDERS.json [OUTPUT.ts]
//
// HISTORY has the slugs of the past (`models`: canonical slug, Hugging Face id, date last seen) and its `sources`.
// PROVIDERS has the spellings of providers (`ids`: author, slugs, confidence, moving) and the tables of organisations,
// prefixes, republishers and families. more-names.txt beside this file adds names of which only the maker is certain.
// The same lists always give the same file.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Row
 * @property {string | null} canonical_slug
 * @property {string | null} hugging_face_id
 * @property {{ value: string }[]} [canonical_slug_all] What the field has been, where it has changed.
 * @property {{ value: string }[]} [hugging_face_id_all]
 * @property {string} evidence
 * @property {string} last
 *
 * @typedef {object} Spelling
 * @property {string} author
 * @property {string[]} [slugs]
 * @property {'exact' | 'normalised' | 'author-only'} confidence
 * @property {boolean} [moving]
 *
 * @typedef {object} Providers
 * @property {Record<string, Spelling>} ids
 * @property {Record<string, string>} org_to_author
 * @property {string[][]} author_twins
 * @property {string[]} republishers
 * @property {{ strip: string[], bedrock_vendor: Record<string, string> }} prefixes
 * @property {{ author: string, pattern: string }[]} families
 * @property {string} not_a_family_if
 */

const ownFile = fileURLToPath(new URL('../packages/catalog/src/names/names-data.ts', import.meta.url));
const [historyFile, providersFile, outputFile = ownFile] = process.argv.slice(2);
if (historyFile === undefined || providersFile === undefined) {
  throw new Error('Give two files: the history and the spellings of providers.');
}
/** @type {{ models: Record<string, Row>, sources: string[] }} */
const history = JSON.parse(readFileSync(historyFile, 'utf8'));
/** @type {Providers} */
const providers = JSON.parse(readFileSync(providersFile, 'utf8'));

/**
 * Names that a host uses for the models of others: which one, only the rest of the name can tell.
 *
 * @type {Record<string, string[]>}
 */
const hosts = { meta: ['meta-llama', 'meta'], alibaba: ['qwen', 'alibaba'] };

const canonicalSlugs = new Set(
  Object.entries(history.models).flatMap(([id, row]) =>
    row.canonical_slug === id ? [] : row.canonical_slug,
  ),
);
// An id that only people's lists have, and that is another's canonical slug, was never an id.
const slugs = unique(
  Object.entries(history.models)
    .filter(([id, row]) => !(row.evidence === 'mentioned' && canonicalSlugs.has(id)))
    .map(([id]) => withoutVariant(id)),
).filter((id) => /^[a-z0-9-]+\/[^\s/]+$/.test(id));

const authors = unique([
  ...slugs.map((slug) => slug.replace(/\/.*$/, '')),
  ...Object.values(providers.ids).map((spelling) => spelling.author),
  ...Object.values(providers.org_to_author),
]);

addMoreNames();

const text = [
  movingSlugs().join(' '),
  authors.join(' '),
  Object.entries({ ...providers.org_to_author, ...hosts })
    .map(([name, names]) => `${name}=${names}`)
    .join(' '),
  sameMakers().join(' '),
  providers.republishers.map((name) => name.toLowerCase()).join(' '),
  unique(providers.prefixes.strip.map((prefix) => prefix.replace(/\/.*$/, ''))).join(' '),
  Object.entries(providers.prefixes.bedrock_vendor)
    .map(([vendor, author]) => `${vendor}=${author}`)
    .join(' '),
  providers.not_a_family_if,
  providers.families.map(({ author, pattern }) => `${author} ${pattern}`).join('\n'),
  frontCoded(slugs.map((slug) => [slug, otherNames(slug)])),
  frontCoded(providerNames()),
].join('\n\n');

const date = unique(Object.values(history.models).map((row) => row.last)).at(-1);
const escaped = text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
writeFileSync(
  outputFile,
  `// Written by scripts/build-names-table.mjs. Dated observations from public material: names, ids and dates only.

/** Identifies the table of names that {@link identify} reads. */
export const namesTable: {
  /** \`sha256:\` and the SHA-256 of the table. */
  readonly digest: string;
  /** Of the newest list that the table was made of: \`YYYY-MM-DD\`. */
  readonly date: string;
  /** The public repositories in which those lists were read: \`owner/name\`. */
  readonly sources: readonly string[];
} = {
  digest: 'sha256:${createHash('sha256').update(text).digest('hex')}',
  date: '${date}',
  sources: [
${history.sources.map((source) => `    '${source}',\n`).join('')}  ],
};

export const namesText = \`${escaped}\`;
`,
);
console.log(
  `${slugs.length} slugs, ${Object.keys(providers.ids).length} spellings, ${text.length} characters`,
);

/** What a list says is more than that the maker is certain, so it goes first. */
function addMoreNames() {
  const weights = Object.values(history.models).flatMap(({ hugging_face_id: id }) => id ?? []);
  const known = new Set([...[...slugs, ...weights].map(tailOf), ...Object.keys(providers.ids)].map(squeezed));
  const lines = readFileSync(new URL('more-names.txt', import.meta.url), 'utf8').split('\n');
  for (const line of lines.filter((each) => /^[^#]/.test(each))) {
    const [author = '', names = ''] = line.split(': ');
    for (const name of names.split(', ')) {
      if (author === 'gateways') {
        providers.prefixes.strip.push(`${name}/`);
        continue;
      }
      if (author === 'sources') {
        history.sources = unique([...history.sources, name]);
        continue;
      }
      if (author === 'organisations') {
        const [organisation = '', maker = ''] = name.split('=');
        providers.org_to_author[organisation] = maker;
        continue;
      }
      const spelling = name.replace(/!$/, '');
      if (known.has(squeezed(spelling))) continue;
      providers.ids[spelling] = { author, confidence: 'author-only', moving: name.endsWith('!') };
    }
  }
}

/** @param {string} name */
function squeezed(name) {
  return name.toLowerCase().replace(/[-_. ]/g, '');
}

/** Slugs whose own name has stood for several builds. */
function movingSlugs() {
  return unique(
    Object.entries(providers.ids).flatMap(([name, { moving, slugs: known = [] }]) =>
      moving && known.length === 1 ? known.filter((slug) => tailOf(slug) === tailOf(name.toLowerCase())) : [],
    ),
  );
}

/** Authors that are names of one maker: those of a host are not. */
function sameMakers() {
  return providers.author_twins
    .filter((twins) => !Object.values(hosts).some((pair) => pair.every((author) => twins.includes(author))))
    .map((twins) => twins.filter((author) => authors.includes(author)))
    .filter((twins) => twins.length > 1)
    .map(String);
}

/**
 * Canonical slugs and Hugging Face ids, each as what it shares with the slug and what differs.
 *
 * @param {string} slug
 */
function otherNames(slug) {
  const rows = Object.entries(history.models)
    .filter(([id]) => withoutVariant(id) === slug)
    .map(([, row]) => row);
  const canonical = rows.flatMap((row) => [row.canonical_slug, ...valuesOf(row.canonical_slug_all)]);
  const weights = rows.flatMap((row) => [row.hugging_face_id, ...valuesOf(row.hugging_face_id_all)]);
  return `${coded(
    slug,
    canonical.filter((name) => name !== slug),
  )}\t${coded(slug, weights)}`;
}

/** @param {{ value: string }[]} [observations] */
function valuesOf(observations = []) {
  return observations.map(({ value }) => value);
}

/**
 * @param {string} slug
 * @param {(string | null)[]} names
 */
function coded(slug, names) {
  const known = names.flatMap((name) => (name === null ? [] : withoutVariant(name.toLowerCase())));
  return unique(known)
    .filter((name) => /^[^\s/,]+\/[^\s/,]+$/.test(name))
    .map((name) => difference(slug, name))
    .join(',');
}

/**
 * Spellings that differ in case alone are one.
 *
 * @returns {[name: string, meaning: string][]}
 */
function providerNames() {
  /** @type {Map<string, string>} */
  const meanings = new Map();
  for (const [spelling, { author, slugs: known = [], confidence, moving }] of Object.entries(providers.ids)) {
    const name = spelling.toLowerCase();
    const found = known.map((slug) => slugs.indexOf(withoutVariant(slug)));
    const isSure = found.length > 0 && !found.includes(-1);
    const target = isSure ? found : [authors.indexOf(author)];
    const kind = isSure ? confidence.slice(0, 1) : 'a';
    const meaning = `${kind}${target.map((at) => at.toString(36))}${moving ? '!' : ''}`;
    const other = meanings.get(name) ?? meaning;
    if (other.replace(/^[en]/, '') !== meaning.replace(/^[en]/, '')) {
      throw new Error(`${spelling} has two meanings: ${other} and ${meaning}`);
    }
    meanings.set(name, meaning);
  }
  return [...meanings].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** @param {[name: string, value: string][]} entries */
function frontCoded(entries) {
  return entries
    .map(([name, value], at) => `${difference(entries[at - 1]?.[0] ?? '', name)}\t${value}`.trimEnd())
    .join('\n');
}

/**
 * How many characters a name shares with another (one digit of base 36), and the rest.
 *
 * @param {string} from
 * @param {string} name
 */
function difference(from, name) {
  let shared = 0;
  while (shared < 35 && shared < name.length && from[shared] === name[shared]) shared += 1;
  return shared.toString(36) + name.slice(shared);
}

/** @param {string} name */
function withoutVariant(name) {
  return name.replace(/:.*$/, '');
}

/** @param {string} name */
function tailOf(name) {
  return name.replace(/^.*\//, '');
}

/** @param {string[]} names */
function unique(names) {
  return [...new Set(names)].sort();
}
