import type { SchemaElement, SchemaTree } from 'hyparquet';

/** A field of a row. Its value is not null from the definition level `definition` on. */
export type Field = Leaf | StructField | ListField | MapField;

/** A field without fields in it: a column of the file. */
export interface Leaf {
  readonly kind: 'leaf';
  /** The key of the field in its object. */
  readonly name: string;
  readonly definition: number;
  /** How many lists and maps are around it. */
  readonly repetition: number;
  /** Its index among the columns of each row group. */
  readonly column: number;
  /** As in the file, with the levels of lists: `completions`, `list`, `element`, `model`. */
  readonly path: readonly string[];
  /** The keys of the objects around it and its own, without the levels of lists and maps: `completions`, `model`. */
  readonly keys: readonly string[];
  /** For messages: `completions[].model`. `{}` is any key of a map. */
  readonly label: string;
  readonly element: SchemaElement;
  /** Whether it belongs to a VARIANT, whose bytes have a format of their own. */
  readonly isVariant: boolean;
}

export interface StructField {
  readonly kind: 'struct';
  readonly name: string;
  readonly definition: number;
  readonly children: readonly Field[];
}

export interface ListField {
  readonly kind: 'list';
  readonly name: string;
  readonly definition: number;
  /** From this definition level on, the list has an item. */
  readonly itemDefinition: number;
  /** The repetition level of every item but the first. */
  readonly repetition: number;
  readonly item: Field;
}

export interface MapField {
  readonly kind: 'map';
  readonly name: string;
  readonly definition: number;
  readonly itemDefinition: number;
  readonly repetition: number;
  readonly key: Field;
  /** Null if the map has only keys, or if its values are not read. */
  readonly value: Field | null;
}

/** The place of a field: levels, keys and label from the fields around it. */
interface Place {
  readonly definition: number;
  readonly repetition: number;
  readonly keys: readonly string[];
  readonly label: string;
  readonly isVariant: boolean;
}

/** The fields of a row, from the result of `parquetSchema`. */
export function rowFields(root: SchemaTree): readonly Field[] {
  let column = 0;
  const outside = { definition: 0, repetition: 0, keys: [], label: '', isVariant: false };
  return root.children.map((child) => fieldOf(child, below(outside, child), () => column++));
}

/** The columns of these fields, in the order of the file. */
export function leavesOf(fields: readonly Field[]): readonly Leaf[] {
  return fields.flatMap((field) => (field.kind === 'leaf' ? [field] : leavesOf(childrenOf(field))));
}

/** The same fields with only the wanted leaves. A map keeps its keys. */
export function prune(fields: readonly Field[], wanted: ReadonlySet<Leaf>): readonly Field[] {
  return fields
    .filter((field) => leavesOf([field]).some((leaf) => wanted.has(leaf)))
    .map((field) => pruneField(field, wanted));
}

function pruneField(field: Field, wanted: ReadonlySet<Leaf>): Field {
  switch (field.kind) {
    case 'leaf':
      return field;
    case 'struct':
      return { ...field, children: prune(field.children, wanted) };
    case 'list':
      return { ...field, item: pruneField(field.item, wanted) };
    case 'map': {
      const [value = null] = field.value === null ? [] : prune([field.value], wanted);
      return { ...field, value };
    }
  }
}

function childrenOf(field: Exclude<Field, Leaf>): readonly Field[] {
  switch (field.kind) {
    case 'struct':
      return field.children;
    case 'list':
      return [field.item];
    case 'map':
      return field.value === null ? [field.key] : [field.key, field.value];
  }
}

/** @param place with the node's own keys and label, and the levels of the fields around it */
function fieldOf(node: SchemaTree, place: Place, nextColumn: () => number): Field {
  const { name, repetition_type } = node.element;
  switch (repetition_type) {
    case 'REPEATED': {
      // Not marked as a list: neither the list nor its items can be null.
      const item = requiredField(node, inside(place, '[]'), nextColumn);
      return { kind: 'list', name, definition: place.definition, ...itemLevels(place), item };
    }
    case 'OPTIONAL':
      return requiredField(node, { ...place, definition: place.definition + 1 }, nextColumn);
    default:
      return requiredField(node, place, nextColumn);
  }
}

/** The field without regard to its own repetition type. */
function requiredField(node: SchemaTree, place: Place, nextColumn: () => number): Field {
  const { element, children, path } = node;
  const { name } = element;
  const { definition } = place;
  if (element.type !== undefined)
    return { kind: 'leaf', name, ...place, column: nextColumn(), path, element };
  const [layer] = children;
  if (layer !== undefined && children.length === 1 && layer.element.repetition_type === 'REPEATED') {
    const [first, second, third] = layer.children;
    if (isAnnotated(element, ['LIST'])) {
      const within = inside(place, '[]');
      const item =
        first === undefined || isItem(layer, name)
          ? requiredField(layer, within, nextColumn)
          : fieldOf(first, within, nextColumn);
      return { kind: 'list', name, definition, ...itemLevels(place), item };
    }
    if (isAnnotated(element, ['MAP', 'MAP_KEY_VALUE']) && first !== undefined && third === undefined) {
      const key = fieldOf(first, inside(place, '{key}'), nextColumn);
      const value = second === undefined ? null : fieldOf(second, inside(place, '{}'), nextColumn);
      return { kind: 'map', name, definition, ...itemLevels(place), key, value };
    }
  }
  const isVariant = place.isVariant || element.logical_type?.type === 'VARIANT';
  const fields = children.map((child) => fieldOf(child, { ...below(place, child), isVariant }, nextColumn));
  return { kind: 'struct', name, definition, children: fields };
}

/**
 * Whether the repeated node of a list is the item, as older writers have it, and not a level around the item.
 *
 * @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md (backward-compatibility rules)
 */
function isItem({ element, children }: SchemaTree, listName: string): boolean {
  const [only] = children;
  if (only === undefined || children.length > 1 || only.element.repetition_type === 'REPEATED') return true;
  return element.name === 'array' || element.name === `${listName}_tuple`;
}

function isAnnotated({ converted_type, logical_type }: SchemaElement, names: readonly string[]): boolean {
  return [converted_type, logical_type?.type].some((name) => name !== undefined && names.includes(name));
}

function below({ label, keys, ...rest }: Place, { element: { name } }: SchemaTree): Place {
  return { ...rest, keys: [...keys, name], label: label === '' ? name : `${label}.${name}` };
}

function inside({ definition, repetition, label, ...rest }: Place, mark: string): Place {
  return { ...rest, definition: definition + 1, repetition: repetition + 1, label: `${label}${mark}` };
}

function itemLevels({ definition, repetition }: Place): Pick<ListField, 'itemDefinition' | 'repetition'> {
  return { itemDefinition: definition + 1, repetition: repetition + 1 };
}
