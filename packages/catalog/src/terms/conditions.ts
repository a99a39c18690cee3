interface Condition {
  /** `scope` limits a ban and `way-out` lifts one; the others are to be fulfilled. `surface` is never owed by API callers. */
  readonly group: 'scope' | 'way-out' | 'duty' | 'surface';
  /** Whether it can keep a student from being trained, named, sold or placed as its maker likes. */
  readonly binding: boolean;
  readonly text: (value: string) => string;
  readonly value: 'none' | 'optional' | 'required';
}

function plain(group: Condition['group'], binding: boolean, text: string): Condition {
  return { group, binding, text: () => text, value: 'none' };
}

/** @param text for the value; without one, the value is optional and `otherwise` stands where there is none */
function valued(
  group: Condition['group'],
  binding: boolean,
  text: (value: string) => string,
  otherwise?: string,
): Condition {
  return {
    group,
    binding,
    text: (value) => (value === '' && otherwise !== undefined ? otherwise : text(value)),
    value: otherwise === undefined ? 'required' : 'optional',
  };
}

const conditions: ReadonlyMap<string, Condition> = new Map(
  Object.entries({
    'no-model-training': plain('scope', true, 'Outputs must not train any model.'),
    'no-competing-models': plain('scope', true, 'Outputs must not train models that compete with the maker.'),
    'no-competing-products': plain(
      'scope',
      true,
      'Outputs must not serve products that compete with the maker.',
    ),
    'no-distillation': plain('scope', true, 'The model must not be distilled.'),
    'own-family-only': plain('scope', true, 'Outputs may improve only models of the same family.'),
    'image-outputs-only': plain(
      'scope',
      false,
      'Images from the service must not train competing image generators.',
    ),
    'no-competing-service': plain(
      'scope',
      false,
      'The service must not be used to build a service that competes with it.',
    ),
    'no-benchmarking': plain('scope', false, 'The service must not be benchmarked without consent.'),
    'no-competitor-access': plain('scope', false, 'Competitors of the service must not use it.'),
    'applies-to-all-hosted-models': plain('scope', false, 'This covers every model that the host serves.'),
    'prior-authorisation': valued(
      'way-out',
      false,
      (size) => `Above ${spaced(size)}, ask the holder for permission first.`,
      'The holder can give permission.',
    ),
    'order-form-exception': plain('way-out', false, 'An order form can permit it.'),
    'service-exception': plain('way-out', false, 'A service can permit it for itself.'),
    'classifier-exception': plain(
      'way-out',
      false,
      'Classifiers and embeddings that are not distributed are excepted.',
    ),
    'task-models-only': plain(
      'way-out',
      true,
      'Only task models that do not compete, such as classifiers, are accepted.',
    ),
    'own-platform-finetuning-exception': plain(
      'way-out',
      false,
      "Tuning on the maker's own platform is excepted.",
    ),
    'name-prefix': valued(
      'duty',
      true,
      (prefix) =>
        `The name of a distributed model that was trained on the outputs must begin with "${prefix}".`,
    ),
    notice: valued('duty', true, (notice) => `Show the notice ${quoted(notice)}.`),
    'notice-if-materials-included': valued(
      'duty',
      false,
      (notice) => `If a product contains the model itself, show the notice ${quoted(notice)}.`,
    ),
    'notice-if-redistributed': valued(
      'duty',
      false,
      (licence) => `If you pass the model itself on, pass on its licence (${licence}).`,
      'If you pass the model itself on, pass on its licence.',
    ),
    'licence-inherits': valued(
      'duty',
      true,
      (licence) => `The licence (${licence}) covers a model that was trained on the outputs too.`,
      'The licence covers a model that was trained on the outputs too.',
    ),
    'use-restrictions': plain(
      'duty',
      true,
      'Pass the limits on use on with a model that was trained on the outputs.',
    ),
    registration: plain('duty', true, 'Tell the publisher about commercial use.'),
    'licensee-size': valued(
      'duty',
      true,
      (size) => `Companies above ${spaced(size)} need an agreement of their own.`,
    ),
    'maas-licence': valued(
      'duty',
      true,
      (size) => `Model services above ${spaced(size)} need a licence of their own.`,
      'Model services need a licence of their own.',
    ),
    'maas-review': valued('duty', true, (size) => `Model services above ${spaced(size)} need a review.`),
    'non-commercial': plain('duty', true, 'Only non-commercial use is licensed.'),
    'non-commercial-by-default': plain(
      'duty',
      true,
      'Commercial use is licensed only on further conditions.',
    ),
    'territory-excluded': valued(
      'duty',
      true,
      (where) =>
        `Not licensed in: ${where === 'EU-multimodal-weights' ? 'EU (multimodal weights)' : where.replaceAll(',', ', ')}.`,
    ),
    'acceptable-use-policy': plain('duty', false, "Obey the maker's acceptable use policy."),
    'upstream-terms': plain('duty', false, 'The terms of the model itself apply too.'),
    'no-reverse-engineering': plain('duty', false, 'The service must not be reverse engineered.'),
    'obey-law': plain('duty', false, 'Obey the law.'),
    surface: valued(
      'surface',
      false,
      (surface) => `These are the terms for ${surface} use, not for the API.`,
    ),
  }),
);

/** A condition as an entry has it, read: `code` or `code:value`. */
export interface ReadCondition {
  readonly group: Condition['group'];
  readonly binding: boolean;
  /** One plain sentence. */
  readonly text: string;
}

/** Reads a condition; null if the code is unknown, or has a value that it must not have, or lacks one. */
export function readCondition(condition: string): ReadCondition | null {
  const colon = condition.indexOf(':');
  const known = conditions.get(colon < 0 ? condition : condition.slice(0, colon));
  const value = colon < 0 ? '' : condition.slice(colon + 1);
  if (known === undefined) return null;
  const hasValue = value !== '';
  if (colon >= 0 && !hasValue) return null;
  if ((hasValue && known.value === 'none') || (!hasValue && known.value === 'required')) return null;
  return { group: known.group, binding: known.binding, text: known.text(value) };
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
