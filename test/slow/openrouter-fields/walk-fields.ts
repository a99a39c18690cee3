import { namesModel } from './names-model.js';
import type { DescribedBody, ObjectShape, Place, Shape } from './shape.js';

/** From the outside in: a field, with what must stand beside it for it to be read; or the item of a list. */
export type Step = { readonly key: string; readonly beside: Beside } | 'item';
type Beside = Readonly<Record<string, string>>;

/** A place that may name or pick a model. */
export interface Field {
  readonly described: DescribedBody;
  /** Such as `plugins[]{id=fusion}.analysis_models[]`; spelled as on the wire, and `<any>` is a name of the caller's. */
  readonly pattern: string;
  readonly steps: readonly Step[];
  /** What to write there. For a tool or plugin as such, just what makes it one. */
  readonly value: unknown;
  readonly isWhole: boolean;
}

/** A slug that is in no catalog. */
const marker = 'planted/marker-17';
const modelName = 'other_model';
const plainName = 'something';
const plantedType = 'planted-type';

interface Here {
  readonly pattern: string;
  readonly steps: readonly Step[];
  readonly inside: readonly object[];
  /** Whether a name on the way here sounds like a model's. */
  readonly names: boolean;
  /** Whether tools or plugins stand here, which may pick a model by just being there. */
  readonly acts: boolean;
}

/** Every field of a body that may name or pick a model, once for each kind of value. */
export function walkFields(described: DescribedBody): readonly Field[] {
  const found = new Map<string, Field>();
  const note = (here: Here, value: unknown, isWhole = false): void => {
    const { pattern, steps } = here;
    const identity = `${pattern} ${typeof value}`;
    if (!found.has(identity)) found.set(identity, { described, pattern, steps, value, isWhole });
  };

  const visit = (place: Place, here: Here): void => {
    for (const shape of place()) visitShape(shape, here);
  };

  const visitShape = (shape: Shape, here: Here): void => {
    if (shape.kind === 'list') {
      visit(shape.items, { ...here, pattern: `${here.pattern}[]`, steps: [...here.steps, 'item'] });
    } else if (shape.kind === 'object') {
      visitObject(shape, here);
    } else if (here.names) {
      note(
        here,
        shape.kind === 'any' || shape.type === 'string' ? marker : shape.type === 'boolean' ? true : 17,
      );
    } else if (shape.kind === 'any') {
      note(enter(here, '<any>', modelName, {}), marker);
    }
  };

  const visitObject = (shape: ObjectShape, outside: Here): void => {
    if (outside.inside.includes(shape.identity)) return;
    for (const { beside, label } of discriminate(shape)) {
      const here = {
        ...outside,
        pattern: outside.pattern + label,
        inside: [...outside.inside, shape.identity],
      };
      if (here.acts && label !== '') note(here, beside, true);
      for (const [key, place] of shape.fields) {
        if (key in beside) continue;
        visit(
          place,
          enter(
            here,
            key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
            key,
            beside,
          ),
        );
      }
      if (shape.others !== null) visitOthers(shape.others, here, beside);
    }
  };

  /** A name that the caller chooses may sound like a model's; what is deeper in there has names of its own. */
  const visitOthers = (place: Place, here: Here, beside: Beside): void => {
    for (const shape of place()) {
      const mayBeSlug = shape.kind === 'any' || (shape.kind === 'scalar' && shape.type === 'string');
      if (mayBeSlug) note(enter(here, '<any>', modelName, beside), marker);
      else visitShape(shape, enter(here, '<any>', plainName, beside));
    }
  };

  visit(described.body, { pattern: '', steps: [], inside: [], names: false, acts: false });
  return [...found.values()];
}

function enter(here: Here, name: string, key: string, beside: Beside): Here {
  return {
    pattern: here.pattern === '' ? name : `${here.pattern}.${name}`,
    steps: [...here.steps, { key, beside }],
    inside: here.inside,
    names: here.names || namesModel(key),
    acts: key === 'tools' || key === 'tool' || key === 'plugins',
  };
}

/** Fields that tell an object's kind, most telling first. */
const discriminators = ['type', 'id', 'role', 'name'];

/** The kinds of an object: one for each text that its most telling field may have, as written in the description. */
function discriminate(shape: ObjectShape): readonly { readonly beside: Beside; readonly label: string }[] {
  const told = discriminators.map((key) => ({ key, texts: kindTexts(shape, key) }));
  const [telling, ...others] = told.filter(({ texts }) => texts.length > 0);
  if (telling === undefined) return [{ beside: {}, label: '' }];
  const rest = Object.fromEntries(others.map(({ key, texts }) => [key, texts[0] ?? '']));
  return telling.texts.map((text) => ({
    beside: { [telling.key]: text, ...rest },
    label: `{${telling.key}=${text === plantedType ? '<any>' : text}}`,
  }));
}

function kindTexts({ fields }: ObjectShape, key: string): readonly string[] {
  const shapes = fields.get(key)?.() ?? [];
  const texts = shapes.flatMap((shape) => (shape.kind === 'scalar' ? shape.texts : []));
  const isOpen = key === 'type' && texts.length === 0 && shapes.some(({ kind }) => kind === 'scalar');
  return isOpen ? [plantedType] : [...new Set(texts)];
}
