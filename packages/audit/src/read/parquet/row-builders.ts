import type { Child, RowBuilder } from './assemble.js';

/** Objects as `JSON.parse` returns them. @param onRepeatedKey called for a map with a repeated key: its last value wins */
export function objectBuilder(onRepeatedKey: () => void): RowBuilder<unknown, Record<string, unknown>> {
  return {
    missing: null,
    struct(children) {
      // Copying is faster than adding keys, and makes `__proto__` an ordinary key.
      const empty = Object.fromEntries(children.map(({ name }) => [name, null]));
      return () => {
        const object: Record<string, unknown> = { ...empty };
        for (const { name, read } of children) object[name] = read();
        return object;
      };
    },
    list: (items) => items,
    map(entries) {
      const object = Object.fromEntries(entries);
      if (Object.keys(object).length < entries.length) onRepeatedKey();
      return object;
    },
  };
}

/** JSON on one line, from values that are JSON. */
export const jsonBuilder: RowBuilder<string> = {
  missing: 'null',
  struct(children: readonly Child<string>[]) {
    const parts = children.map(({ name, read }, index) => {
      const before = `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`;
      return { before, read };
    });
    if (parts.length === 0) return () => '{}';
    return () => {
      let text = '';
      for (const { before, read } of parts) text += before + read();
      return `${text}}`;
    };
  },
  list: (items) => `[${items.join(',')}]`,
  map(entries) {
    const texts = entries.map(
      ([key, value]) => `${key.startsWith('"') ? key : JSON.stringify(key)}:${value}`,
    );
    return `{${texts.join(',')}}`;
  },
};
