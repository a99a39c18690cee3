type Group = 'scope' | 'way-out' | 'duty' | 'surface';

interface Condition {
  /** `scope` limits a ban and `way-out` lifts one; the others are to be fulfilled. `surface` is never owed by API callers. */
  readonly group: Group;
  /** Whether it limits how a model that was trained on the outputs may be trained, named, sold or offered. */
  readonly binding: boolean;
  readonly text: Text;
  /** The text for no value; undefined where one is required. */
  readonly otherwise: string | undefined;
}

/** One plain sentence; if the condition has a value, the sentence for that value. */
type Text = string | ((value: string) => string);

function binding(group: Group, text: Text, otherwise?: string): Condition {
  return { group, binding: true, text, otherwise };
}

function other(group: Group, text: Text, otherwise?: string): Condition {
  return { group, binding: false, text, otherwise };
}

const conditions: ReadonlyMap<string, Condition> = new Map(
  Object.entries({
    'no-model-training': binding('scope', 'Outputs must not train any model.'),
    'no-competing-models': binding('scope', 'Outputs must not train models that compete with the maker.'),
    'no-competing-products': binding('scope', 'Outputs must not serve products that compete with the maker.'),
    'no-distillation': binding('scope', 'The model must not be distilled.'),
    'own-family-only': binding('scope', 'Outputs may improve only models of the same family.'),
    'image-outputs-only': other(
      'scope',
      'Images from the service must not train competing image generators.',
    ),
    'no-competing-service': other(
      'scope',
      'The service must not be used to build a service that competes with it.',
    ),
    'no-benchmarking': other('scope', 'The service must not be benchmarked without consent.'),
    'no-competitor-access': other('scope', 'Competitors of the service must not use it.'),
    'applies-to-all-hosted-models': other('scope', 'This covers every model that the host serves.'),
    'prior-authorisation': other(
      'way-out',
      (size) => `Above ${spaced(size)}, ask the holder for permission first.`,
      'The holder can give permission.',
    ),
    'order-form-exception': other('way-out', 'An order form can permit it.'),
    'service-exception': other('way-out', 'A service can permit it for itself.'),
    'classifier-exception': other(
      'way-out',
      'Classifiers and embeddings that are not distributed are excepted.',
    ),
    'task-models-only': binding(
      'way-out',
      'Only task models that do not compete, such as classifiers, are accepted.',
    ),
    'own-platform-finetuning-exception': other('way-out', "Tuning on the maker's own platform is excepted."),
    'name-prefix': binding(
      'duty',
      (prefix) =>
        `The name of a distributed model that was trained on the outputs must begin with "${prefix}".`,
    ),
    notice: binding('duty', (notice) => `Show the notice ${quoted(notice)}.`),
    'notice-if-materials-included': other(
      'duty',
      (notice) => `If a product contains the model itself, show the notice ${quoted(notice)}.`,
    ),
    'notice-if-redistributed': other(
      'duty',
      (licence) => `If you pass the model itself on, pass on its licence (${licence}).`,
      'If you pass the model itself on, pass on its licence.',
    ),
    'licence-inherits': binding(
      'duty',
      (licence) => `The licence (${licence}) covers a model that was trained on the outputs too.`,
      'The licence covers a model that was trained on the outputs too.',
    ),
    'use-restrictions': binding(
      'duty',
      'Pass the limits on use on with a model that was trained on the outputs.',
    ),
    registration: binding('duty', 'Tell the publisher about commercial use.'),
    'licensee-size': binding(
      'duty',
      (size) => `Companies above ${spaced(size)} need an agreement of their own.`,
    ),
    'maas-licence': binding(
      'duty',
      (size) => `Model services above ${spaced(size)} need a licence of their own.`,
      'Model services need a licence of their own.',
    ),
    'maas-review': binding('duty', (size) => `Model services above ${spaced(size)} need a review.`),
    'non-commercial': binding('duty', 'Only non-commercial use is licensed.'),
    'non-commercial-by-default': binding('duty', 'Commercial use is licensed only on further conditions.'),
    'territory-excluded': binding(
      'duty',
      (where) =>
        `Not licensed in: ${where === 'EU-multimodal-weights' ? 'EU (multimodal weights)' : where.replaceAll(',', ', ')}.`,
    ),
    'acceptable-use-policy': other('duty', "Obey the maker's acceptable use policy."),
    'upstream-terms': other('duty', 'The terms of the model itself apply too.'),
    'no-reverse-engineering': other('duty', 'The service must not be reverse engineered.'),
    'obey-law': other('duty', 'Obey the law.'),
    surface: other('surface', (surface) => `These are the terms for ${surface} use, not for the API.`),
  }),
);

/** A condition as an entry has it, read: `code` or `code:value`. */
export interface ReadCondition {
  readonly group: Group;
  readonly binding: boolean;
  /** One plain sentence. */
  readonly text: string;
}

/** Reads a condition; null if the code is unknown, or has a value that it must not have, or lacks one. */
export function readCondition(condition: string): ReadCondition | null {
  const colon = condition.indexOf(':');
  const known = conditions.get(colon < 0 ? condition : condition.slice(0, colon));
  const value = colon < 0 ? null : condition.slice(colon + 1);
  const text = known === undefined || value === '' ? undefined : textFor(value, known);
  return known === undefined || text === undefined
    ? null
    : { group: known.group, binding: known.binding, text };
}

function textFor(value: string | null, { text, otherwise }: Condition): string | undefined {
  if (typeof text === 'string') return value === null ? text : undefined;
  return value === null ? otherwise : text(value);
}

/** Whether a condition is for some models of a licence only, as in `notice:…(Cosmos models only)`, and not for this. */
export function isForOthers(condition: string, slug: string): boolean {
  const family = /\(([^()]+) models only\)$/.exec(condition)?.[1];
  return family !== undefined && !slug.toLowerCase().includes(family.toLowerCase());
}

function spaced(size: string): string {
  return size.replaceAll('-', ' ');
}

/** `One|Other(when)` as `"One" or "Other" (when)`. */
function quoted(notice: string): string {
  const [, names = notice, when = ''] = /^([^(]*)(\(.*\))?$/.exec(notice) ?? [];
  const shown = names
    .split('|')
    .map((name) => (name === 'model-name' ? 'with the name of the model' : `"${name}"`));
  return `${shown.join(' or ')}${when === '' ? '' : ` ${spaced(when)}`}`;
}
