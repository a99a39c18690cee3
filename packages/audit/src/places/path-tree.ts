import { keysOf } from './classify.js';
import { followItem, followKey, type GivenPath, startPaths } from './follow-paths.js';
import { joinKey, joinMark } from './parse-path.js';
import { createNode, hasNoMeaning, noMeaning, type PathNode, signature } from './path-node.js';

/** Many keys are data, not columns. Above these numbers, and when they look like ids, they share a place. */
const maxKeysOfRow = 4_096;
const maxKeys = 256;
const idKey = /^(?:\d+|[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{27})$/i;
/** Above this number of places, new keys share their places everywhere. */
const maxNodes = 5_000;

/** The places of the rows of a file, made as they are met. */
export class PathTree {
  readonly root: PathNode;
  readonly #given: readonly GivenPath[];
  #kept = 0;

  constructor(given: readonly GivenPath[]) {
    this.#given = given;
    this.root = createNode({
      path: '',
      keys: [],
      own: '',
      key: null,
      depth: 0,
      holders: [],
      isItem: false,
      followed: startPaths(given),
    });
  }

  /** The place of a key that is not the expected one at this `index` of the object. */
  child(node: PathNode, key: string, index: number): PathNode {
    const known = node.children.get(key) ?? this.#addKey(node, key);
    if (known.key !== null && index <= node.order.length) node.order[index] = known;
    return known;
  }

  /** The place of an item of a list. */
  item(node: PathNode, index: number, length: number): PathNode {
    const { inner } = node;
    for (const wanted of inner.indexes) {
      if (wanted === index || wanted === index - length) return this.itemAt(node, wanted);
    }
    inner.item ??= itemNode(node, null);
    return inner.item;
  }

  /** The same, as a place of its own: `judge[0]`. */
  itemAt(node: PathNode, index: number): PathNode {
    const { indexed } = node.inner;
    const known = indexed.get(index) ?? itemNode(node, index);
    indexed.set(index, known);
    return known;
  }

  /** The place of the `value` beside a `key` in an object at this place. */
  labelled(node: PathNode, label: string): PathNode {
    const { labelled, isItem } = node.inner;
    const known = labelled.get(label);
    if (known !== undefined) return known;
    // A list of labelled values is what an object would be elsewhere.
    const holder = isItem ? node.depth - 1 : node.depth;
    const child = keyNode(node, label, `${node.path}[${JSON.stringify(label)}]`, holder);
    return labelled.size < maxKeys ? this.#keep(labelled, label, child) : child;
  }

  #addKey(node: PathNode, key: string): PathNode {
    const hasRoom = node.children.size < (node === this.root ? maxKeysOfRow : maxKeys);
    if (hasRoom && this.#kept < maxNodes && !idKey.test(key)) {
      return this.#keep(node.children, key, keyNode(node, key, joinKey(node.path, key), node.depth));
    }
    const { followed, shared } = node.inner;
    const isPlain = followed.length === 0 && hasNoMeaning(key);
    const place = (isPlain ? shared.get(noMeaning) : undefined) ?? this.#sharedKey(node, key);
    if (hasRoom && !isPlain) node.children.set(key, place);
    return place;
  }

  #sharedKey(node: PathNode, key: string): PathNode {
    const { shared } = node.inner;
    const own = keyNode(node, key, joinKey(node.path, key), node.depth, true);
    const kind = signature(own, this.#given);
    const known = shared.get(kind);
    if (known !== undefined) return known;
    if (kind.startsWith('.')) return this.#keep(shared, kind, own);
    return this.#keep(shared, kind, keyNode(node, key, joinMark(node.path, '{}'), node.depth, true));
  }

  #keep(map: Map<string, PathNode>, key: string, node: PathNode): PathNode {
    // Half of the places are left for those that many keys share.
    if (this.#kept < maxNodes * 2) {
      map.set(key, node);
      this.#kept += 1;
    }
    return node;
  }
}

function keyNode(node: PathNode, key: string, path: string, holder: number, isShared = false): PathNode {
  const keys = keysOf(key);
  return createNode({
    path,
    keys: [...node.keys, ...keys],
    own: key,
    key: isShared ? null : key,
    depth: node.depth + 1,
    holders: [...node.holders, ...keys.map(() => holder)],
    isItem: false,
    followed: node.inner.followed.length === 0 ? [] : followKey(node.inner.followed, key),
  });
}

function itemNode(node: PathNode, index: number | null): PathNode {
  return createNode({
    path: `${node.path}[${index ?? ''}]`,
    keys: node.keys,
    own: '',
    key: null,
    depth: node.depth + 1,
    holders: node.holders,
    isItem: true,
    followed: followItem(node.inner.followed, index),
    kind: node.kind,
  });
}
