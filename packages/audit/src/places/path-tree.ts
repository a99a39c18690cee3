import { keysOf } from './classify.js';
import { followItem, followKey, type GivenPath, startPaths } from './follow-paths.js';
import { joinKey, joinMark } from './parse-path.js';
import { createNode, hasNoMeaning, noMeaning, type PathNode, signature } from './path-node.js';

export interface PathTree {
  readonly root: PathNode;
  /** The place of a key that is not the expected one at this `index` of the object. */
  readonly child: (node: PathNode, key: string, index: number) => PathNode;
  /** The place of an item of a list. */
  readonly item: (node: PathNode, index: number, length: number) => PathNode;
  /** The same, as a place of its own: `judge[0]`. */
  readonly itemAt: (node: PathNode, index: number) => PathNode;
  /** The place of the `value` beside a `key` in an object at this place. */
  readonly labelled: (node: PathNode, label: string) => PathNode;
}

/** Many keys are data, not columns. Above these numbers, and when they look like ids, they share a place. */
const maxKeysOfRow = 4_096;
const maxKeys = 256;
const idKey = /^(?:\d+|[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{27})$/i;
/** Above this number of places, new keys share their places everywhere. */
const maxNodes = 5_000;

export function createPathTree(given: readonly GivenPath[]): PathTree {
  let kept = 0;
  const root = createNode({
    path: '',
    keys: [],
    own: '',
    key: null,
    depth: 0,
    holders: [],
    isItem: false,
    followed: startPaths(given),
  });
  const keep = (map: Map<string, PathNode>, key: string, node: PathNode): PathNode => {
    // Half of the places are left for those that many keys share.
    if (kept < maxNodes * 2) {
      map.set(key, node);
      kept += 1;
    }
    return node;
  };
  const keyNode = (node: PathNode, key: string, path: string, holder: number, isShared = false): PathNode => {
    const keys = keysOf(key);
    const followed = node.inner.followed.length === 0 ? [] : followKey(node.inner.followed, key);
    return createNode({
      path,
      keys: [...node.keys, ...keys],
      own: key,
      key: isShared ? null : key,
      depth: node.depth + 1,
      holders: [...node.holders, ...keys.map(() => holder)],
      isItem: false,
      followed,
    });
  };
  const itemNode = (node: PathNode, index: number | null): PathNode => {
    const { path, keys, depth, holders } = node;
    const followed = followItem(node.inner.followed, index);
    const parts = {
      path: `${path}[${index ?? ''}]`,
      keys,
      own: '',
      key: null,
      depth: depth + 1,
      holders,
      followed,
    };
    return createNode({ ...parts, isItem: true, kind: node.kind });
  };
  const itemAt = (node: PathNode, index: number): PathNode => {
    const { indexed } = node.inner;
    const known = indexed.get(index) ?? itemNode(node, index);
    indexed.set(index, known);
    return known;
  };
  const addKey = (node: PathNode, key: string): PathNode => {
    const hasRoom = node.children.size < (node === root ? maxKeysOfRow : maxKeys);
    if (hasRoom && kept < maxNodes && !idKey.test(key)) {
      return keep(node.children, key, keyNode(node, key, joinKey(node.path, key), node.depth));
    }
    const { followed, shared } = node.inner;
    const isPlain = followed.length === 0 && hasNoMeaning(key);
    const place = (isPlain ? shared.get(noMeaning) : undefined) ?? sharedKey(node, key);
    if (hasRoom && !isPlain) node.children.set(key, place);
    return place;
  };
  const sharedKey = (node: PathNode, key: string): PathNode => {
    const { shared } = node.inner;
    const own = keyNode(node, key, joinKey(node.path, key), node.depth, true);
    const kind = signature(own, given);
    const known = shared.get(kind);
    if (known !== undefined) return known;
    if (kind.startsWith('.')) return keep(shared, kind, own);
    return keep(shared, kind, keyNode(node, key, joinMark(node.path, '{}'), node.depth, true));
  };
  return {
    root,
    itemAt,
    child(node, key, index) {
      const known = node.children.get(key) ?? addKey(node, key);
      if (known.key !== null && index <= node.order.length) node.order[index] = known;
      return known;
    },
    item(node, index, length) {
      const { inner } = node;
      for (const wanted of inner.indexes) {
        if (wanted === index || wanted === index - length) return itemAt(node, wanted);
      }
      inner.item ??= itemNode(node, null);
      return inner.item;
    },
    labelled(node, label) {
      const known = node.inner.labelled.get(label);
      if (known !== undefined) return known;
      // A list of labelled values is what an object would be elsewhere.
      const holder = node.inner.isItem ? node.depth - 1 : node.depth;
      const path = `${node.path}[${JSON.stringify(label)}]`;
      const child = keyNode(node, label, path, holder);
      return node.inner.labelled.size < maxKeys ? keep(node.inner.labelled, label, child) : child;
    },
  };
}
