import { candidate, type PlaceKind } from './classify.js';
import type { FoundName, Role } from './found-name.js';
import { type KeptName, keepMalformed, readName } from './kept-names.js';
import type { PathNode } from './path-node.js';

/** Deeper rows are not read completely, and so are never clean. */
export const maxDepth = 256;
/** For each place. */
const maxNames = 10_000;
const none: readonly FoundName[] = [];

interface RequestedName {
  readonly kept: KeptName;
  readonly scopes: readonly number[];
}

/** The names of one row after the other, each once for its place. */
export class RowNames {
  readonly #ignoredRoles: ReadonlySet<Role>;
  readonly #onNew: (name: FoundName) => void;
  readonly #tooDeep: KeptName;
  /** The objects and lists around the current place, by numbers that are theirs alone. */
  readonly #around: number[] = [];
  #containers = 0;
  #row = 0;
  #names: FoundName[] = [];
  #requested: RequestedName[] = [];
  readonly #served = new Set<number>();
  /** How often a name was certain. */
  certain = 0;
  /** Whether what is being read may be about anything: JSON in a text for people. */
  isDoubtful = false;

  /** @param onNew called with each name before the first row that has it is handed over */
  constructor(ignoredRoles: ReadonlySet<Role>, onNew: (name: FoundName) => void) {
    this.#ignoredRoles = ignoredRoles;
    this.#onNew = onNew;
    this.#tooDeep = keepMalformed(
      '(nested too deeply)',
      tooDeepKind,
      `more than ${maxDepth} levels`,
      new Set(),
    );
  }

  start(): void {
    this.#row += 1;
    this.#containers = 0;
    if (this.#names.length > 0) this.#names = [];
    if (this.#served.size > 0) this.#served.clear();
    if (this.#requested.length > 0) this.#requested = [];
  }

  /** Notes that an object or list is at this place. */
  enter(node: PathNode): void {
    this.#containers += 1;
    this.#around[node.depth] = this.#containers;
  }

  /** Adds what a text at a place names; null if that is nothing. */
  addText(node: PathNode, kind: PlaceKind, text: string): KeptName | null {
    if (node.isIgnored) return null;
    const isCertain = kind.certain && !this.isDoubtful;
    const known = isCertain ? node.names : node.doubtful;
    let kept = known.get(text);
    if (kept === undefined) {
      const asked = isCertain === kind.certain ? kind : { ...kind, certain: false, strict: false };
      kept = readName(node.path, node.keys, asked, text, this.#ignoredRoles);
      remember(known, text, kept);
      if (kept !== null) this.#onNew(kept.name);
    }
    if (kept !== null) this.#add(node, kept);
    return kept;
  }

  addMalformed(node: PathNode, kind: PlaceKind, what: string): void {
    if (!kind.strict || this.isDoubtful) return;
    const key = `\n${what}`;
    const kept = node.names.get(key) ?? keepMalformed(node.path, kind, what, this.#ignoredRoles);
    remember(node.names, key, kept);
    this.#onNew(kept.name);
    this.#add(node, kept);
  }

  addTooDeep(): void {
    this.#push(this.#tooDeep);
  }

  /** All names of the row. */
  take(): readonly FoundName[] {
    for (const { kept, scopes } of this.#requested) {
      if (kept.aside === null || !scopes.some((scope) => this.#served.has(scope))) this.#push(kept);
      else if (kept.asideRow !== this.#row) {
        kept.asideRow = this.#row;
        this.#names.push(kept.aside);
      }
    }
    return this.#names.length === 0 ? none : this.#names;
  }

  #add(node: PathNode, kept: KeptName): void {
    const { role, kind, certain, counts } = kept.name;
    if (certain) this.certain += 1;
    if (kept.aside !== null && node.scopes.length > 0) {
      this.#requested.push({ kept, scopes: node.scopes.map((depth) => this.#around[depth] ?? 0) });
      return;
    }
    // Only what certainly counts itself can set a requested name aside.
    const isServed = role === 'served' && kind === 'name' && certain && counts;
    if (isServed) for (const depth of node.scopes) this.#served.add(this.#around[depth] ?? 0);
    this.#push(kept);
  }

  #push(kept: KeptName): void {
    if (kept.row === this.#row) return;
    kept.row = this.#row;
    this.#names.push(kept.name);
  }
}

const tooDeepKind: PlaceKind = { ...candidate, certain: true, strict: true };

function remember(known: Map<string, KeptName | null>, text: string, kept: KeptName | null): void {
  if (known.size >= maxNames) known.clear();
  known.set(text, kept);
}
