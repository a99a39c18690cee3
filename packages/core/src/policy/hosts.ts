import type { PolicyHosts } from './policy.js';

/** A host, or one of its endpoints, as a list or a response names it. */
export interface Host {
  /** OpenRouter's slug of it as it is written into requests. */
  readonly slug: string;
  /** The same for every spelling of the host: `Amazon Bedrock` and `amazon-bedrock`. */
  readonly key: string;
  /** `turbo` of `deepinfra/turbo`; null where every endpoint of the host is meant, or the one that served is not named. */
  readonly endpoint: string | null;
}

/** Which hosts may serve. */
export interface HostBounds {
  /** Null where every host may that is not ignored. */
  readonly only: readonly Host[] | null;
  readonly ignore: readonly Host[];
  /** Whether a response must name the host that served. */
  readonly mustBeNamed: boolean;
}

/** Why a host that a response names may serve or not. Codes are API. */
export type HostCode =
  | 'HOST_ALLOWED'
  /** It is ignored. */
  | 'HOST_IGNORED'
  /** It is not one of those that alone may serve. */
  | 'HOST_NOT_LISTED';

/** Prepares a policy's hosts; null where they bound nothing. */
export function compileHosts({ only, ignore = [] }: PolicyHosts): HostBounds | null {
  if (only === undefined && ignore.length === 0) return null;
  return { only: only?.map(readHost) ?? null, ignore: ignore.map(readHost), mustBeNamed: true };
}

/**
 * Reads the name of a host: its slug, the slug of one of its endpoints, or the name that responses have. Names and slugs
 * differ in capitals, spaces and punctuation, and some in more.
 *
 * @see https://openrouter.ai/docs/features/provider-routing (read 2026-08-22)
 */
export function readHost(text: string): Host {
  const [name = '', ...endpoint] = text.trim().toLowerCase().split('/');
  const slug = otherNames.get(lettersOf(name)) ?? name.replaceAll(/[^a-z0-9._]+/g, '-');
  return { slug, key: lettersOf(slug), endpoint: endpoint.length === 0 ? null : endpoint.join('/') };
}

/** @see https://openrouter.ai/api/v1/providers (`name` and `slug`; read 2026-09-11) */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['google', 'google-vertex'],
  ['mancer2', 'mancer'],
]);

function lettersOf(name: string): string {
  return name.replaceAll(/[^a-z0-9]/g, '');
}

/** The text that stands for a host in a request. */
export function textOfHost({ slug, endpoint }: Host): string {
  return endpoint === null ? slug : `${slug}/${endpoint}`;
}

/** Whether an entry stands for a host, or for the endpoint of it that is meant: a host's slug stands for all its endpoints. */
export function covers(entry: Host, { key, endpoint }: Host): boolean {
  return entry.key === key && (entry.endpoint === null || entry.endpoint === endpoint);
}

/** Judges a host that a response names. Responses name no endpoint, so entries for one are taken for the host in `only`. */
export function judgeHost(name: string, { only, ignore }: HostBounds): HostCode {
  const host = readHost(name);
  if (ignore.some((entry) => covers(entry, host))) return 'HOST_IGNORED';
  const isListed = only === null || only.some((entry) => covers(entry, host) || covers(host, entry));
  return isListed ? 'HOST_ALLOWED' : 'HOST_NOT_LISTED';
}

const form = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9._-]+)?$/;

/** What is wrong with an entry of `hosts` that can match no host; null if it can. */
export function describeBadHost(entry: string): string | null {
  const meant = textOfHost(readHost(entry));
  if (form.test(entry) && entry === meant) return null;
  const advice = form.test(meant) ? ` Did you mean ${JSON.stringify(meant)}?` : '';
  return `(${JSON.stringify(entry)}) is no host. An entry is OpenRouter's slug of a provider, such as "deepinfra", or of one of its endpoints, such as "deepinfra/turbo", in lower case.${advice}`;
}
