import { hostOf } from '@distillable/catalog';
import { once, onceEach } from '../once.js';

/** Which hosts may serve, by OpenRouter's provider slugs: `deepinfra`, or `deepinfra/turbo` for one endpoint. */
export interface PolicyHosts {
  /** Outside of which none may; an empty list admits none. @default every host */
  readonly only?: readonly string[];
  /** Which never may; stronger than `only`. @default none */
  readonly ignore?: readonly string[];
}

/** A host, or one of its endpoints, as a list or a response names it. */
export interface Host {
  /** OpenRouter's slug of it, and of its endpoint, as they are written into requests. */
  readonly text: string;
  /** The same without the endpoint. */
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
  /** It is not one of the only hosts that may serve. */
  | 'HOST_NOT_LISTED';

/** Prepares a policy's hosts; null where they bound nothing. */
export function compileHosts({ only, ignore = [] }: PolicyHosts): HostBounds | null {
  if (only === undefined && ignore.length === 0) return null;
  return { only: only?.map(readHost) ?? null, ignore: ignore.map(readHost), mustBeNamed: true };
}

/** The bounds with further hosts ignored; a response need name its host only where the policy has hosts. */
export function withIgnored(bounds: HostBounds | null, ignored: readonly Host[]): HostBounds | null {
  return ignored.length === 0 ? bounds : bounded(bounds ?? everyHost)(ignored);
}

/** Every host may serve. */
export const everyHost: HostBounds = { only: null, ignore: [], mustBeNamed: false };
const bounded = /* @__PURE__ */ onceEach(({ only, ignore, mustBeNamed }: HostBounds) =>
  onceEach((more: readonly Host[]): HostBounds => ({ only, ignore: joinHosts(ignore)(more), mustBeNamed })),
);

/** The hosts of both lists; the first list itself where it has all of the second. */
export const joinHosts: (hosts: readonly Host[]) => (more: readonly Host[]) => readonly Host[] =
  /* @__PURE__ */ onceEach((hosts) =>
    onceEach((more) => {
      const missing = more.filter((host) => !hosts.some((entry) => covers(entry, host)));
      return missing.length === 0 ? hosts : [...hosts, ...missing];
    }),
  );

/**
 * Reads the name of a host: its slug, the slug of one of its endpoints, or the name that responses have. Names and slugs
 * differ in capitals, spaces and punctuation, and a few in more.
 *
 * @see https://openrouter.ai/docs/features/provider-routing (read 2026-08-22)
 */
export function readHost(text: string): Host {
  return text.length > maxKept ? parseHost(text) : readShort(text);
}

/** Hosts come again with every request, and reading one takes longer than all else that is done with it. */
const readShort = /* @__PURE__ */ once(parseHost, 1_000);
const maxKept = 100;

function parseHost(given: string): Host {
  const [name = '', ...rest] = given.trim().toLowerCase().split('/');
  const known = hostOf(name);
  const key = lettersOf(known);
  const slug = lettersOf(name) === key && /^[a-z0-9._-]+$/.test(name) ? name : known;
  const endpoint = rest.length === 0 ? null : rest.join('/');
  return { text: endpoint === null ? slug : `${slug}/${endpoint}`, slug, key, endpoint };
}

function lettersOf(name: string): string {
  return name.replaceAll(/[^a-z0-9]/g, '');
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

/** Why an entry of `hosts` can match no host; null if it can match one. */
export function describeBadHost(entry: string): string | null {
  const meant = readHost(entry).text;
  if (form.test(entry) && entry === meant) return null;
  const advice = form.test(meant) ? ` Did you mean ${JSON.stringify(meant)}?` : '';
  return `(${JSON.stringify(entry)}) is no host. An entry is OpenRouter's slug of a provider, such as "deepinfra", or of one of its endpoints, such as "deepinfra/turbo", in lower case.${advice}`;
}
