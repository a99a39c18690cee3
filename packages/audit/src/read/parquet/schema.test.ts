import { parquetSchema, type SchemaElement } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { type Field, leavesOf, prune, rowFields } from './schema.js';

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;

/** From one line per element: depth by indentation, then its repetition, its name, and its annotation. */
function fieldsOf(lines: string): readonly Field[] {
  const elements = lines
    .trim()
    .split('\n')
    .map((line) => {
      const [repetition = '', name = '', annotation] = line.trim().split(' ');
      return { depth: line.search(/\S/), repetition, name, annotation };
    });
  const base = Math.min(...elements.map(({ depth }) => depth));
  const childrenOf = (index: number): number => {
    const depth = elements[index]?.depth ?? 0;
    const next = elements.slice(index + 1).findIndex((element) => element.depth <= depth);
    const inside = elements.slice(index + 1, next === -1 ? undefined : index + 1 + next);
    return inside.filter((element) => element.depth === (inside[0]?.depth ?? 0)).length;
  };
  const schema = elements.map(({ repetition, name, annotation }, index): SchemaElement => {
    const count = childrenOf(index);
    const repetition_type =
      repetition === 'repeated' ? 'REPEATED' : repetition === 'required' ? 'REQUIRED' : 'OPTIONAL';
    if (count === 0) return { name, repetition_type, ...text };
    const marks =
      annotation === 'LIST' || annotation === 'MAP' ? ({ converted_type: annotation } as const) : {};
    return { name, repetition_type, num_children: count, ...marks };
  });
  const roots = elements.filter(({ depth }) => depth === base).length;
  return rowFields(parquetSchema({ schema: [{ name: 'root', num_children: roots }, ...schema] }));
}

/** The shape of the fields, with their levels: definition, item definition, repetition. */
function shapeOf(field: Field): string {
  switch (field.kind) {
    case 'leaf':
      return `${field.name}:${field.definition}/${field.repetition}`;
    case 'struct':
      return `${field.name}:${field.definition}{${field.children.map(shapeOf).join(' ')}}`;
    case 'list':
      return `${field.name}:${field.definition}/${field.itemDefinition}/${field.repetition}[${shapeOf(field.item)}]`;
    case 'map':
      return `${field.name}:${field.definition}/${field.itemDefinition}/${field.repetition}(${shapeOf(field.key)} ${field.value === null ? '' : shapeOf(field.value)})`;
  }
}

describe('rowFields', () => {
  it.each([
    ['a column', 'optional model', ['model'], 'model:1/0'],
    ['a struct', 'optional s\n  required model', ['s.model'], 's:1{model:1/0}'],
    ['a list', 'optional l LIST\n  repeated list\n    optional element', ['l[]'], 'l:1/2/1[element:3/1]'],
    [
      'a list of structs',
      'required l LIST\n  repeated list\n    optional element\n      optional model',
      ['l[].model'],
      'l:0/1/1[element:2{model:3/1}]',
    ],
    [
      'a list of lists',
      'optional l LIST\n  repeated list\n    optional element LIST\n      repeated list\n        optional element',
      ['l[][]'],
      'l:1/2/1[element:3/4/2[element:5/2]]',
    ],
    ['an old list of values', 'optional l LIST\n  repeated element', ['l[]'], 'l:1/2/1[element:2/1]'],
    [
      'an old list of structs',
      'optional l LIST\n  repeated element\n    optional a\n    optional b',
      ['l[].a', 'l[].b'],
      'l:1/2/1[element:2{a:3/1 b:3/1}]',
    ],
    [
      'an old list of structs with one field',
      'optional l LIST\n  repeated array\n    optional a',
      ['l[].a'],
      'l:1/2/1[array:2{a:3/1}]',
    ],
    [
      'the same by another name',
      'optional l LIST\n  repeated l_tuple\n    optional a',
      ['l[].a'],
      'l:1/2/1[l_tuple:2{a:3/1}]',
    ],
    [
      'an old list of lists',
      'required l LIST\n  repeated array LIST\n    repeated array',
      ['l[][]'],
      'l:0/1/1[array:1/2/2[array:2/2]]',
    ],
    ['a repeated column', 'repeated model', ['model[]'], 'model:0/1/1[model:1/1]'],
    [
      'a repeated struct',
      'optional s\n  repeated calls\n    required model',
      ['s.calls[].model'],
      's:1{calls:1/2/1[calls:2{model:2/1}]}',
    ],
    [
      'a map',
      'optional m MAP\n  repeated key_value\n    required key\n    optional value',
      ['m{key}', 'm{}'],
      'm:1/2/1(key:2/1 value:3/1)',
    ],
    [
      'a map without values',
      'optional m MAP\n  repeated key_value\n    required key',
      ['m{key}'],
      'm:1/2/1(key:2/1 )',
    ],
    [
      'a group marked as a list that is not one',
      'optional l LIST\n  optional a\n  optional b',
      ['l.a', 'l.b'],
      'l:1{a:2/0 b:2/0}',
    ],
  ])('reads %s', (_, schema, labels, shape) => {
    const fields = fieldsOf(schema);
    expect(leavesOf(fields).map(({ label }) => label)).toEqual(labels);
    expect(fields.map(shapeOf).join(' ')).toBe(shape);
  });

  it('numbers the columns in their order, and gives the keys around them', () => {
    const fields = fieldsOf(
      'optional a\noptional l LIST\n  repeated list\n    optional element\n      optional b\n      optional c',
    );
    expect(leavesOf(fields).map(({ column, keys }) => [column, keys])).toEqual([
      [0, ['a']],
      [1, ['l', 'b']],
      [2, ['l', 'c']],
    ]);
  });
});

describe('prune', () => {
  it('keeps only the wanted columns, and the keys of their maps', () => {
    const fields = fieldsOf(
      'optional a\noptional s\n  optional b\n  optional c\noptional m MAP\n  repeated key_value\n    required key\n    optional value\n      optional d\n      optional e\noptional n MAP\n  repeated key_value\n    required key\n    optional value',
    );
    const wanted = new Set(
      leavesOf(fields).filter(({ label }) => ['s.c', 'm{}.e', 'n{key}'].includes(label)),
    );
    expect(prune(fields, wanted).map(shapeOf)).toEqual([
      's:1{c:2/0}',
      'm:1/2/1(key:2/1 value:3{e:4/1})',
      'n:1/2/1(key:2/1 )',
    ]);
  });
});
