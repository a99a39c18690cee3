import { type CatalogSnapshot, unescapeToken } from '@distillable/catalog';
import type { AgeLimit } from '../policy/compile-policy.js';
import { toCamelCase, toSnakeCase } from '../references/naming.js';
import { maxPlaces } from '../references/reference.js';
import type { LostField } from '../references/sdk-body.js';
import type { BatchProblem } from '../references/split-batch.js';
import type { RequestCode, Violation } from './decision.js';

const none: readonly string[] = Object.freeze([]);

export const bodyNotObject: Violation = violation(
  '',
  'BODY_NOT_OBJECT',
  'The body is not a JSON object. Send one, with a "model".',
);

export function catalogUnavailable(reason = 'There is no catalog to judge by.'): Violation {
  return violation('', 'CATALOG_UNAVAILABLE', reason);
}

/** Null where the catalog is young enough for the policy, or no clock is given to judge its age by. */
export function catalogTooOld(
  snapshot: CatalogSnapshot,
  { maxCatalogAge }: AgeLimit,
  now: number | undefined,
): Violation | null {
  if (maxCatalogAge === undefined || now === undefined) return null;
  const age = now - snapshot.retrievedAt.getTime();
  if (Math.abs(age) <= maxCatalogAge) return null;
  const message = `The catalog is ${age} ms old, and the policy allows ${maxCatalogAge} ms. Refresh it.`;
  return violation('', 'CATALOG_TOO_OLD', message);
}

export function providerNotObject(path: string): Violation {
  return violation(
    path,
    'PROVIDER_NOT_OBJECT',
    '"provider" is not an object, so the enforcement flag can\'t be set. Make it one, or leave it out.',
  );
}

/** @param hasList whether the request has a list of its own */
export function hostsExcluded(path: string, hasList: boolean): Violation {
  const own = hasList ? ' of those that the request names' : '';
  return violation(
    path,
    'HOSTS_EXCLUDED',
    `The policy allows no host${own}, so none could serve this. Name others, or change the policy's "hosts".`,
  );
}

export function hostsMalformed(path: string): Violation {
  return violation(
    path,
    'HOSTS_MALFORMED',
    'This is not a list of at most 1,000 provider slugs, so the policy\'s "hosts" can\'t be joined with it. Make it one, or leave it out.',
  );
}

/** Provider preferences beside the bodies of a batch: nothing says which of the two a server reads. */
export function hostsBesideBody(path: string): Violation {
  return violation(
    path,
    'HOSTS_MALFORMED',
    'Provider preferences beside the "body" of a request may undo those in it. Put them into the body, or leave them out.',
  );
}

/** @param places how many there are */
export function tooManyReferences(path: string, places: number): Violation {
  return violation(
    path,
    'TOO_MANY_REFERENCES',
    `The body has ${places} places that name a model or let one be picked, and ${maxPlaces} are judged at most. Name fewer.`,
  );
}

export function batchMalformed({ path, kind }: BatchProblem): Violation {
  return violation(path, 'BATCH_MALFORMED', batchMessages[kind]);
}

const batchMessages: Readonly<Record<BatchProblem['kind'], string>> = {
  'no-requests': 'A batch needs a list of "requests".',
  'no-body': 'Each request of a batch needs a "body" that is an object.',
  ambiguous:
    'This is a request for text and a batch at once, and read as one the other goes unjudged. Leave this out, or say which API shape the body has.',
  file: 'The requests of this batch are in a file that can\'t be seen here, so they can\'t be judged. Send them in the body, as "requests".',
  'beside-body':
    'This stands beside the "body" of a request, and a server that read it instead would read what is not judged. Put it into the body, or leave it out.',
};

/**
 * A field of a body for the wire that only the official SDK reads.
 *
 * @param isOfSdk whether it is in a part that the SDK sends as it is
 */
export function camelCased(path: string, isOfSdk: boolean): Violation {
  const field = lastToken(path);
  const problem = isOfSdk
    ? `The official SDK sends this part as it is, and the server does not read "${field}".`
    : `"${field}" is spelled as for the official SDK, and the server does not read it.`;
  const spelling =
    field === 'additionalProperties'
      ? 'Put what is in it one level higher'
      : `Spell it "${toSnakeCase(field)}"`;
  const solution = isOfSdk
    ? ''
    : `; if the body is for that SDK, say so (naming: 'sdk'), or send it through guardOpenRouter`;
  return violation(path, 'OTHER_NAMING', `${problem} ${spelling}${solution}.`);
}

/** A body within the argument of the official SDK's function. */
export function bodyWrapped(path: string): Violation {
  const wrapper = lastToken(path);
  return violation(
    path,
    'BODY_WRAPPED',
    `This is the argument of the official SDK's function, and the body is in its "${wrapper}". Unwrap it: give what is in "${wrapper}" by itself.`,
  );
}

/** A field of a body for the official SDK that does not reach the server. */
export function lostField({ path, reason }: LostField): Violation {
  return violation(path, 'OTHER_NAMING', lostMessages[reason](lastToken(path)));
}

const lostMessages: Readonly<Record<LostField['reason'], (field: string) => string>> = {
  'wire-spelling': (field) =>
    `"${field}" is spelled as on the wire, and the official SDK drops it. Spell it "${toCamelCase(field)}"; if you send the body without that SDK, leave naming: 'sdk' out.`,
  'not-sent': (field) =>
    `The official SDK drops "${field}" of this tool. Put it where the SDK's own type of the tool has it: in "additionalProperties" or "parameters".`,
  shape: () =>
    "The official SDK sends the settings of this tool differently for each API shape. Say which one the body has (shape: 'chat', 'responses' or 'messages').",
};

function lastToken(path: string): string {
  return unescapeToken(path.slice(path.lastIndexOf('/') + 1));
}

function violation(path: string, code: RequestCode, message: string): Violation {
  return { path, code, message, alternatives: none };
}
