import {
  dutiesIn,
  hostsOfMaker,
  type ModelTerms,
  type TermsLayer,
  type TermsModel,
} from '@distillable/catalog';
import { type Host, readHost } from '../policy/hosts.js';
import { unknownTerms } from '../policy/policy.js';

/** Why terms keep a model out. Codes are API. */
export type TermsCode =
  /** A text forbids training on outputs. No condition that is accepted changes that. */
  | 'TERMS_DISALLOWED'
  /** A text sets conditions that are not all accepted. */
  | 'TERMS_CONDITIONAL'
  /** No text was read, or only weak evidence of one. */
  | 'TERMS_UNKNOWN';

/** Where a text is. */
export interface TermsPlace {
  /** Id of the entry in the table; null where it has none for the model. */
  readonly entry: string | null;
  /** URL of the text; null where it has none. */
  readonly source: string | null;
}

/** The reason why a model is kept out. */
export interface TermsObstacle extends TermsPlace {
  readonly code: TermsCode;
  /** For people: what the text says and what to do about it. It continues a sentence that begins with the model. */
  readonly message: string;
}

/** A condition that applies to a model, and that the policy accepts. */
export interface AcceptedCondition {
  /** Slug of the model's row. */
  readonly model: string;
  /** As in the policy's `accept`. */
  readonly condition: string;
  /** Id of the entry that sets it; null where the table has none for the model. */
  readonly entry: string | null;
}

/** Why a policy that narrows by terms keeps a model out; null if the model may be used. Of several reasons, the worst. */
export function findObstacle(
  { slug }: TermsModel,
  terms: ModelTerms,
  accepts: ReadonlySet<string>,
): TermsObstacle | null {
  const applying = terms.layers.filter(({ ifMakerServes }) => !ifMakerServes);
  if (applying.length === 0) return accepts.has(unknownTerms) ? null : noText;
  const found = applying.map((layer) => obstacleIn(layer, slug, accepts));
  const worst = codes
    .map((code) => found.find((each) => each?.code === code))
    .find((each) => each !== undefined);
  return worst ?? null;
}

const codes: readonly TermsCode[] = ['TERMS_DISALLOWED', 'TERMS_UNKNOWN', 'TERMS_CONDITIONAL'];

const noText: TermsObstacle = {
  code: 'TERMS_UNKNOWN',
  entry: null,
  source: null,
  message:
    'has no text in the table of terms that applies wherever it is served. Use another model, or accept "unknown".',
};

export function obstacleIn(
  layer: TermsLayer,
  slug: string,
  accepts: ReadonlySet<string>,
): TermsObstacle | null {
  const { id: entry, url: source, document, summary } = layer;
  const obstacle = (code: TermsCode, says: string): TermsObstacle => {
    const place = source === null ? entry : `${entry}, ${source}`;
    return { code, entry, source, message: `${says}: ${document} (${place}). ${summary}` };
  };
  if (layer.statement === 'disallowed') return obstacle('TERMS_DISALLOWED', 'is forbidden as a teacher');
  if (isUnread(layer) && !accepts.has(unknownTerms)) {
    return obstacle(
      'TERMS_UNKNOWN',
      'has terms that were not read or not verified; the policy does not accept "unknown"',
    );
  }
  const missing = conditionsOf(layer, slug).filter((condition) => !accepts.has(condition));
  if (missing.length === 0) return null;
  const list = missing.map((condition) => JSON.stringify(condition)).join(', ');
  return obstacle('TERMS_CONDITIONAL', `has conditions that the policy does not accept (${list})`);
}

export function isUnread({ statement, evidence }: TermsLayer): boolean {
  return statement === 'unknown' || evidence === 'weak';
}

/** The conditions that must be accepted: all of a conditional permission; of other texts, those on the trained model. */
function conditionsOf(layer: TermsLayer, slug: string): readonly string[] {
  const isConditional = layer.statement === 'allowed-with-conditions';
  return dutiesIn(layer, slug)
    .filter(({ binding }) => isConditional || binding)
    .map(({ condition }) => condition);
}

/** The acceptances that a model passed by. */
export function acceptedFor(
  { slug }: TermsModel,
  { layers }: ModelTerms,
  accepts: ReadonlySet<string>,
): readonly AcceptedCondition[] {
  const passed = layers.filter((layer) => obstacleIn(layer, slug, accepts) === null);
  const accepted = passed.flatMap((layer) => {
    const conditions = [...(isUnread(layer) ? [unknownTerms] : []), ...conditionsOf(layer, slug)];
    return conditions.map((condition) => ({ model: slug, condition, entry: layer.id }));
  });
  const isWithoutText = layers.every(({ ifMakerServes }) => ifMakerServes);
  return isWithoutText ? [{ model: slug, condition: unknownTerms, entry: null }, ...accepted] : accepted;
}

/** The hosts of a maker whose terms for its own service keep the model out there, and only there. */
export function makersToIgnore(
  { slug }: TermsModel,
  { layers }: ModelTerms,
  accepts: ReadonlySet<string>,
): readonly Host[] {
  return layers
    .filter((layer) => layer.ifMakerServes && obstacleIn(layer, slug, accepts) !== null)
    .flatMap(({ author }) => hostsOfMaker(author).map(readHost));
}
