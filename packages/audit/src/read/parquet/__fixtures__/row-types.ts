import fc from 'fast-check';

/** A type of DuckDB. */
export type Type =
  | { readonly kind: 'leaf'; readonly sql: keyof typeof leafValues }
  | { readonly kind: 'list'; readonly item: Type }
  | { readonly kind: 'map'; readonly value: Type }
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, Type> };

/** Values as DuckDB's JSON has them. */
type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

const leafValues = {
  VARCHAR: fc.oneof(
    fc.constantFrom('openai/gpt-4o', 'qwen/qwen3-max', ''),
    fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\0', '')),
  ),
  BIGINT: fc.integer(),
  DOUBLE: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  BOOLEAN: fc.boolean(),
  DATE: fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map(
    (date) => date.toISOString().slice(0, 10),
  ),
};

const leafType = fc.constantFrom('VARCHAR', 'BIGINT', 'DOUBLE', 'BOOLEAN', 'DATE');

/** Some of them are names of levels of lists, or mean something in a path or in JavaScript. */
const fieldName = fc.constantFrom('model', 'a', 'b.c', '__proto__', 'list', 'element', 'key_value', 'é', 'constructor');

const { type } = fc.letrec<{ type: Type; struct: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leafType.map((sql): Type => ({ kind: 'leaf', sql })),
    tie('type').map((item): Type => ({ kind: 'list', item })),
    tie('type').map((value): Type => ({ kind: 'map', value })),
    tie('struct'),
  ),
  struct: fc
    .uniqueArray(fc.tuple(fieldName, tie('type')), { selector: ([name]) => name, minLength: 1, maxLength: 3 })
    .map((fields): Type => ({ kind: 'struct', fields: new Map(fields) })),
}));

function valueOf(of: Type): fc.Arbitrary<Value> {
  const value = (): fc.Arbitrary<Value> => {
    switch (of.kind) {
      case 'leaf':
        return leafValues[of.sql];
      case 'list':
        return fc.array(valueOf(of.item), { maxLength: 4 });
      case 'map':
        return fc.dictionary(fieldName, valueOf(of.value), { maxKeys: 3, noNullPrototype: true });
      case 'struct':
        return fc.record(Object.fromEntries([...of.fields].map(([name, field]) => [name, valueOf(field)])), {
          noNullPrototype: true,
        });
    }
  };
  return fc.option(value(), { freq: 5 });
}

/** Columns of any types, and rows of them. */
export const typedRows: fc.Arbitrary<{ readonly columns: ReadonlyMap<string, Type>; readonly rows: readonly Value[] }> =
  fc
    .uniqueArray(fc.tuple(fieldName, type), { selector: ([name]) => name, minLength: 1, maxLength: 4 })
    .chain((fields) => {
      const columns = new Map(fields);
      const row = fc.record(Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field)])), {
        noNullPrototype: true,
      });
      return fc.record({ columns: fc.constant(columns), rows: fc.array(row, { minLength: 1, maxLength: 12 }) });
    });

/** A `SELECT` of the rows. */
export function selectRows(columns: ReadonlyMap<string, Type>, rows: readonly Value[]): string {
  const whole: Type = { kind: 'struct', fields: columns };
  const literals = rows.map((row) => literal(whole, row)).join(', ');
  return `SELECT r.* FROM (SELECT unnest(CAST([${literals}] AS ${sqlType(whole)}[])) AS r)`;
}

function sqlType(of: Type): string {
  switch (of.kind) {
    case 'leaf':
      return of.sql;
    case 'list':
      return `${sqlType(of.item)}[]`;
    case 'map':
      return `MAP(VARCHAR, ${sqlType(of.value)})`;
    case 'struct':
      return `STRUCT(${[...of.fields].map(([name, field]) => `"${name}" ${sqlType(field)}`).join(', ')})`;
  }
}

function literal(of: Type, value: Value | undefined): string {
  if (value === null || value === undefined) return `NULL::${sqlType(of)}`;
  switch (of.kind) {
    case 'leaf':
      return `${typeof value === 'string' ? quoted(value) : String(value)}::${of.sql}`;
    case 'list':
      return `${Array.isArray(value) ? `[${value.map((item) => literal(of.item, item)).join(', ')}]` : ''}::${sqlType(of)}`;
    case 'map': {
      const entries = Object.entries(value);
      const [keys, values] = [entries.map(([key]) => quoted(key)), entries.map(([, item]) => literal(of.value, item))];
      return `MAP([${keys.join(', ')}], [${values.join(', ')}])::${sqlType(of)}`;
    }
    case 'struct': {
      const own = new Map(Object.entries(value));
      const fields = [...of.fields].map(([name, field]) => `${quoted(name)}: ${literal(field, own.get(name))}`);
      return `{${fields.join(', ')}}`;
    }
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The part of a row in these columns, whose labels are those of `Leaf`. */
export function keepLabels(columns: ReadonlyMap<string, Type>, row: unknown, labels: ReadonlySet<string>): unknown {
  return keep({ kind: 'struct', fields: columns }, row, '', labels);
}

function keep(of: Type, value: unknown, label: string, labels: ReadonlySet<string>): unknown {
  if (!hasAny(of, label, labels)) return undefined;
  if (value === null || of.kind === 'leaf') return value;
  switch (of.kind) {
    case 'list':
      return Array.isArray(value) ? value.map((item) => keep(of.item, item, `${label}[]`, labels)) : value;
    case 'map': {
      const kept = Object.entries(Object(value)).map(([key, item]) => [
        key,
        keep(of.value, item, `${label}{}`, labels) ?? null,
      ]);
      return Object.fromEntries(kept);
    }
    case 'struct': {
      const own = new Map(Object.entries(Object(value)));
      const kept = [...of.fields]
        .filter(([name, field]) => hasAny(field, below(label, name), labels))
        .map(([name, field]) => [name, keep(field, own.get(name), below(label, name), labels)]);
      return Object.fromEntries(kept);
    }
  }
}

function hasAny(of: Type, label: string, labels: ReadonlySet<string>): boolean {
  switch (of.kind) {
    case 'leaf':
      return labels.has(label);
    case 'list':
      return hasAny(of.item, `${label}[]`, labels);
    case 'map':
      return labels.has(`${label}{key}`) || hasAny(of.value, `${label}{}`, labels);
    case 'struct':
      return label === '' || [...of.fields].some(([name, field]) => hasAny(field, below(label, name), labels));
  }
}

function below(label: string, name: string): string {
  return label === '' ? name : `${label}.${name}`;
}
