import { apiShapes } from '../api/index.js';
import { spell } from './naming.js';

const { batch: _, ...singleShapes } = apiShapes;

/**
 * The documented top-level fields of all API shapes that ask for one text, as on the wire and as the official SDK spells
 * them. Not by shape: a server that reads a field of another shape must find it judged.
 */
export const documentedFields: ReadonlySet<string> = new Set(
  Object.values(singleShapes)
    .flatMap(({ fields }) => fields)
    .flatMap((name) => [name, spell(name, 'sdk')]),
);
