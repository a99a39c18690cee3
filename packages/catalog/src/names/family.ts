import { type Found, maker, type Names } from './look-up.js';
import type { NamesTable } from './parse-table.js';
import { closedFamilies, type Spelling, shortenedForms, wordsOf } from './spelling.js';

/**
 * `claude-3`, `qwen2.5:1.5b`: what names of one maker alone begin with, and which is a family of that maker. Neither is
 * enough: `codellama-7b` is how a tune of another's model begins. Of a closed family, any words of that maker will do.
 */
export function byBeginning(tail: string, isHosted: boolean, names: Names): Found | null {
  for (const form of [tail, ...shortenedForms(tail, isHosted).map((shortened) => shortened.tail)]) {
    const words = wordsOf(form);
    const family = words.length < 2 ? null : byFamilyPattern(form, names.table);
    if (family === null || family.author === null) continue;
    const own = names.table.sameMaker.get(family.author) ?? [family.author];
    const authors = names.indexes.flatMap(({ beginnings }) => [...(beginnings.get(words.join(' ')) ?? [])]);
    const isBeginning = authors.length > 0 && authors.every((author) => own.includes(author));
    if (isBeginning || (closedFamilies.test(form) && knowsWords(family.author, form, names))) {
      const isAnySize = !words.some((word) => /^\d+b$/.test(word));
      return { ...family, by: 'tail', moving: isAnySize };
    }
  }
  return null;
}

/** By what a name begins like, if all its words are known from that maker's models. */
export function byFamily({ organisation, tail }: Spelling, names: Names): Found | null {
  if (organisation !== null && !names.table.republishers.has(organisation)) return null;
  const found = byFamilyPattern(tail, names.table);
  if (found === null || found.author === null || !knowsWords(found.author, tail, names)) return null;
  return { ...found, moving: !/\d/.test(tail) };
}

export function knowsWords(author: string, tail: string, { indexes, providerTails }: Names): boolean {
  return wordsOf(tail).every(
    (word) =>
      /^v?\d+(?:\.\d+)*$/.test(word) ||
      [providerTails, ...indexes].some(({ words }) => words.has(`${author} ${word}`)),
  );
}

/** Whether a name has a word that only this author's models have: `davinci`. */
export function hasOwnWord(author: string, tail: string, { table, indexes, providerTails }: Names): boolean {
  const vocabularies = [providerTails, ...indexes];
  const knows = (name: string, word: string): boolean =>
    vocabularies.some(({ words }) => words.has(`${name} ${word}`));
  return wordsOf(tail).some(
    (word) =>
      /^[a-z]{5,}$/.test(word) &&
      knows(author, word) &&
      !table.authors.some((other) => other !== author && knows(other, word)),
  );
}

export function byFamilyPattern(tail: string, { families, notFamily }: NamesTable): Found | null {
  const name = tail.replaceAll(/[_ ]+/g, '-');
  if (notFamily.test(name)) return null;
  const family = families.find(({ pattern }) => pattern.test(name));
  return family === undefined ? null : maker(family.author, 'family');
}
