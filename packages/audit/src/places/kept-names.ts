import { type PlaceKind, partOfModel } from './classify.js';
import type { FoundName, Role } from './found-name.js';

/** A name at a place, kept so that it is the same object in all rows. */
export interface KeptName {
  readonly name: FoundName;
  /** The same name, set aside because its response names the served model; null if that is impossible here. */
  readonly aside: FoundName | null;
  /** The last rows that had them. */
  row: number;
  asideRow: number;
}

/** Longer texts are not names. */
const maxLength = 256;
/** Texts that only may be names are shorter. */
export const maxCandidate: number = 128;

/** The words that Python and spreadsheets write for an empty value. */
export const nothing: RegExp = /^(?:null|none|nan|n\/a|na|undefined|-)?$/i;
/** Judges and labellers may be people. */
export const person: RegExp =
  /^(?:humans?|people|(?:human|author|expert|annotator|labell?er|reviewer|worker|crowd|arena_user|user|student|teacher|system|tool|function)(?:[ _-]?\d+|s|worker)?|human[ _-].*)$/i;
const version = /^v?\d+(?:[._-]\d+)*$/i;
/** A database has one for each row, and no name has this form. */
export const opaqueId: RegExp =
  /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,}|c[a-z0-9]{24}|(?:chatcmpl|cmpl|gen|msg|resp|req|run|call|batch)[-_][\w-]{6,})$/i;
const roleOfPeople: ReadonlySet<Role> = new Set(['judge', 'labeller', 'verifier', 'teacher']);

/** Whether people, too, are named at a place: a sender may be a user. */
export function mayNamePeople(role: Role, keys: readonly string[]): boolean {
  return roleOfPeople.has(role) || (role === 'unspecified' && !/model|llm/.test(keys.at(-1) ?? ''));
}

/** The name that a text at a place is; null if it names nothing. */
export function readName(
  path: string,
  keys: readonly string[],
  kind: PlaceKind,
  raw: string,
  ignoredRoles: ReadonlySet<Role>,
): KeptName | null {
  const text = raw.trim();
  if (nothing.test(text)) return null;
  if (person.test(text) && mayNamePeople(kind.role, keys)) return null;
  const counts = !ignoredRoles.has(kind.role);
  const isNameKey = kind.strict || /model/.test(keys.at(-1) ?? '');
  if (text.length > maxLength || text.includes('\n')) {
    if (!kind.certain || !isNameKey) return null;
    return keep(path, kind.role, 'a longer text', 'malformed', true, counts);
  }
  if (!kind.strict && isSomethingElse(text, keys)) return null;
  const certain = kind.certain && !isSomethingElse(text, keys) && (isNameKey || !isSentence(text));
  if (!certain && !mayBeName(text, keys.at(-1) ?? '', kind)) return null;
  return keep(path, kind.role, text, 'name', certain, counts);
}

/** Something other than text, in a place that should name a model. */
export function keepMalformed(
  path: string,
  kind: PlaceKind,
  what: string,
  ignoredRoles: ReadonlySet<Role>,
): KeptName {
  return keep(path, kind.role, what, 'malformed', kind.certain, !ignoredRoles.has(kind.role));
}

/**
 * By literals alone: spreading into an object gives each one a hidden layout of its own, and then the engine reads them
 * several times slower, in every row.
 */
function keep(
  place: string,
  role: Role,
  text: string,
  kind: FoundName['kind'],
  certain: boolean,
  counts: boolean,
): KeptName {
  const name = { place, role, name: text, kind, certain, counts };
  const isAside = role === 'requested';
  const aside = isAside && counts ? { place, role, name: text, kind, certain, counts: false } : name;
  return { name, aside: isAside ? aside : null, row: -1, asideRow: -1 };
}

/** Deep in a row a version is one of software, and an id one of a database. */
function isSomethingElse(text: string, keys: readonly string[]): boolean {
  if (keys.length > 1 && version.test(text)) return true;
  return /id$/.test(keys.at(-1) ?? '') && opaqueId.test(text);
}

export const textNoun: RegExp =
  /(?:answer|output|response|completion|prediction|generation|reply|text|content|input|prompt|solution|reasoning|thought|label|score|rating|truth|value|description)s?$/;

/** Whether a text under a key that may hold anything looks like a name, so that rows of prose are not kept apart. */
function mayBeName(text: string, key: string, kind: PlaceKind): boolean {
  if (text.length > maxCandidate || !/\p{L}/u.test(text) || words(text) > 6) return false;
  if (textNoun.test(key) && kind === partOfModel) return false;
  if (!textNoun.test(key) && kind !== partOfModel) return true;
  return /[\d/-]/.test(text) && !/\s|^\d{4}-\d\d/.test(text);
}

/** A column called `llm` or `judge` may hold what they wrote. */
function isSentence(text: string): boolean {
  const count = words(text);
  return count > 8 || (count > 2 && /[.!?]$/.test(text));
}

function words(text: string): number {
  return text.split(/\s+/).length;
}
