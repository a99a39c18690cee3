import type { TermsModel, TermsTable } from '@distillable/catalog';
import { compilePolicy } from '../policy/compile-policy.js';
import { everyHost, type HostCode, judgeHost } from '../policy/hosts.js';
import type { Policy } from '../policy/policy.js';
import { isUnread, obstacleIn, type TermsPlace } from './narrow-by-terms.js';
import { termsReader } from './terms-judge.js';

/** The verdict of policy and terms on a host that serves a model. Codes are API. */
export type ServingHostCode =
  | HostCode
  /** Its terms, or the maker's terms for it, forbid training on what it serves. */
  | 'HOST_TERMS_NO'
  /** The maker's terms for it set conditions, or were not read, and the policy does not accept that. */
  | 'HOST_TERMS_NOT_ACCEPTED'
  /** No terms for it were read, or only on weak evidence. */
  | 'HOST_TERMS_UNKNOWN';

/** A host, judged for a model. */
export interface JudgedHost extends TermsPlace {
  /** The name as it was given. */
  readonly host: string;
  /** The reason why it may or may not serve. */
  readonly code: ServingHostCode;
  /** Whether a guard with this policy keeps requests from it. */
  readonly ignored: boolean;
}

/**
 * Judges hosts for a model that may be used, as a guard with this policy does.
 *
 * @param hosts their names, or slugs of them or of their endpoints
 * @param table undefined for the one that is built in
 */
export function judgeHosts(
  model: TermsModel,
  hosts: readonly string[],
  policy: Policy = {},
  table?: TermsTable,
): readonly JudgedHost[] {
  const { hostBounds, acceptedTerms } = compilePolicy(policy);
  const accepts = acceptedTerms === null ? null : new Set(acceptedTerms);
  const reader = termsReader(table);
  return hosts.map((host) => {
    const code = judgeHost(host, hostBounds ?? everyHost);
    if (code !== 'HOST_ALLOWED') return { host, code, ignored: true, entry: null, source: null };
    const layers = reader.read(model, host).layers.filter(({ layer }) => layer !== 'weights-licence');
    const judged = (found: ServingHostCode, ignored: boolean, layer = layers[0]): JudgedHost => ({
      host,
      code: found,
      ignored,
      entry: layer?.id ?? null,
      source: layer?.url ?? null,
    });
    const forbidding = layers.find(({ statement }) => statement === 'disallowed');
    if (forbidding !== undefined) return judged('HOST_TERMS_NO', accepts !== null, forbidding);
    const notAccepted = layers.find(
      (layer) => layer.layer === 'api-terms' && accepts !== null && obstacleIn(layer, model.slug, accepts),
    );
    if (notAccepted !== undefined) return judged('HOST_TERMS_NOT_ACCEPTED', true, notAccepted);
    const unread = layers.find(isUnread);
    if (unread !== undefined || layers.length === 0) return judged('HOST_TERMS_UNKNOWN', false, unread);
    return judged('HOST_ALLOWED', false);
  });
}
