import type { World } from './planted.js';

/** A field's name as the world's reader knows it. */
export function spell(name: string, { naming }: World): string {
  return naming === 'wire' ? name : camelCase(name);
}

/** A field's name in the spelling that the world's reader drops. */
export function misspell(name: string, { naming }: World): string {
  return naming === 'wire' ? camelCase(name) : name;
}

function camelCase(name: string): string {
  const [first = '', ...others] = name.split('_');
  return first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
