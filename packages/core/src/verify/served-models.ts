import type { CatalogSnapshot, TermsTable, Verdict } from '@distillable/catalog';
import type { Decision } from '../decide/decision.js';
import { JudgeContext } from '../judge/judge-context.js';
import { judgeReference, termsModelOf } from '../judge/judge-reference.js';
import type { ReferenceCode } from '../judge/verdict.js';
import type { CompiledPolicy } from '../policy/compile-policy.js';
import { type Host, type HostBounds, type HostCode, judgeHost, withIgnored } from '../policy/hosts.js';
import type { TermsJudge } from '../terms/terms-judge.js';
import { findServed, type ServedSource } from './find-served.js';

/** A model that a response names, judged like a requested one. */
export interface ServedModel {
  /** The slug as the response names it. */
  readonly model: string;
  /**
   * Every kind of place that names it, in the order in which they were seen. In a stream, a place that only repeats a
   * model which is allowed need not be among them.
   */
  readonly sources: readonly ServedSource[];
  /** Its verdict in the catalog. */
  readonly verdict: Verdict;
  /** Whether catalog and policy allow it. */
  readonly allowed: boolean;
  /** Why it is judged so. */
  readonly code: ReferenceCode;
}

/** A host that a response names, judged by the policy's `hosts`. */
export interface ServedHost {
  /** As the response names it, such as `Amazon Bedrock`. */
  readonly host: string;
  /** Every kind of place that names it, as in {@link ServedModel.sources}. */
  readonly sources: readonly ServedSource[];
  /** Whether the policy allows it. */
  readonly allowed: boolean;
  /** Why it is judged so. */
  readonly code: HostCode;
}

/** Why a response is not verified. Codes are API. */
export type UnverifiedCode =
  /** It names a model that is not allowed. */
  | 'SERVED_NOT_ALLOWED'
  /** It names no model. Missing metadata is no reason; a missing model is. */
  | 'MODEL_NOT_NAMED'
  /** It names a host that the policy's `hosts` exclude. */
  | 'HOST_NOT_ALLOWED'
  /** It names no host, and the policy has `hosts`. */
  | 'HOST_NOT_NAMED'
  /** It is neither JSON nor server-sent events, so no one can tell. */
  | 'ANSWER_UNREADABLE'
  /** It broke off, or the caller left, before it named a model. */
  | 'ANSWER_CUT'
  /** It is larger than what may be held, as it is unzipped. */
  | 'ANSWER_TOO_LARGE';

/** One reason why a response is not verified. */
export interface UnverifiedReason {
  /** Stable. */
  readonly code: UnverifiedCode;
  /** JSON Pointer into the response, or into the event of a stream; empty for the whole of it. */
  readonly path: string;
  /** The problem and what to do about it, for people. */
  readonly message: string;
}

/** Judges a slug that a response names. */
export type JudgeServed = (model: string) => Pick<ServedModel, 'verdict' | 'allowed' | 'code'> & {
  readonly message: string;
  /** The hosts that must not serve it. @default none */
  readonly ignores?: readonly Host[];
};

interface Entry {
  readonly judged: ReturnType<JudgeServed>;
  readonly sources: ServedSource[];
}

interface HostEntry {
  code: HostCode;
  readonly sources: ServedSource[];
  /** Where it was named first. */
  readonly path: string;
}

/** The thing that a response must name, and has not named; null if nothing is missing. */
export type Missing = 'model' | 'host' | null;

/** The models, and the hosts, that a response has named so far, each judged once. */
export class ServedModels {
  readonly #judge: JudgeServed;
  #bounds: HostBounds | null;
  readonly #entries = new Map<string, Entry>();
  readonly #hosts = new Map<string, HostEntry>();
  readonly #reasons: UnverifiedReason[] = [];
  #isNamed = false;
  #isHostNamed = false;

  /** @param bounds null where every host may serve */
  constructor(judge: JudgeServed, bounds: HostBounds | null = null) {
    this.#judge = judge;
    this.#bounds = bounds;
  }

  /**
   * Adds every model and host that a response, or an event of a stream, names.
   *
   * @param at JSON Pointer to it, where it is a part of something
   * @returns the thing that it must name itself, and does not
   */
  read(response: unknown, at = ''): Missing {
    const { models, hosts } = findServed(response);
    for (const { model, source, path } of models) {
      const entry = this.#entries.get(model);
      if (entry === undefined) this.#add(model, source, at + path);
      else if (!entry.sources.includes(source)) entry.sources.push(source);
    }
    for (const { host, source, path } of hosts) {
      const entry = this.#hosts.get(host);
      if (entry === undefined) this.#addHost(host, source, at + path);
      else if (!entry.sources.includes(source)) entry.sources.push(source);
    }
    const isNamed = models.some(({ source }) => source === 'answer');
    // Unlike a model, it may be named in the metadata alone: some shapes have no other place for it.
    const isHostNamed = hosts.some(({ source }) => source === 'answer' || source === 'endpoint');
    this.#isNamed ||= isNamed;
    this.#isHostNamed ||= isHostNamed;
    return this.#missing(isNamed, isHostNamed);
  }

  /** Whether the slug was named before, and is allowed. */
  isKnownAllowed(model: string): boolean {
    return this.#entries.get(model)?.judged.allowed === true;
  }

  /** Whether the host was named before, and is allowed. */
  isKnownHost(host: string): boolean {
    return this.#hosts.get(host)?.code === 'HOST_ALLOWED';
  }

  /** Why not all of them are allowed; empty when they are. */
  get reasons(): readonly UnverifiedReason[] {
    return this.#reasons;
  }

  /** The thing that the response itself has not named so far: metadata alone is no proof of a model. */
  get missing(): Missing {
    return this.#missing(this.#isNamed, this.#isHostNamed);
  }

  get all(): readonly ServedModel[] {
    return [...this.#entries].map(([model, { judged, sources }]) => {
      const { verdict, allowed, code } = judged;
      return { model, sources, verdict, allowed, code };
    });
  }

  get hosts(): readonly ServedHost[] {
    return [...this.#hosts].map(([host, { code, sources }]) => {
      return { host, sources, allowed: code === 'HOST_ALLOWED', code };
    });
  }

  #missing(isNamed: boolean, isHostNamed: boolean): Missing {
    if (!isNamed) return 'model';
    return isHostNamed || this.#bounds?.mustBeNamed !== true ? null : 'host';
  }

  #add(model: string, source: ServedSource, path: string): void {
    const judged = this.#judge(model);
    this.#entries.set(model, { judged, sources: [source] });
    this.#ignore(judged.ignores ?? []);
    if (judged.allowed || this.#reasons.length === maxReasons) return;
    const message = `${roles[source]} ${model}: ${judged.message}`;
    this.#reasons.push({ code: 'SERVED_NOT_ALLOWED', path, message });
  }

  #addHost(host: string, source: ServedSource, path: string): void {
    const entry: HostEntry = { code: 'HOST_ALLOWED', sources: [source], path };
    this.#hosts.set(host, entry);
    this.#judgeHost(host, entry);
  }

  /** Hosts may be named before the model that they must not serve. */
  #ignore(hosts: readonly Host[]): void {
    if (hosts.length === 0) return;
    this.#bounds = withIgnored(this.#bounds, hosts);
    for (const [host, entry] of this.#hosts) this.#judgeHost(host, entry);
  }

  #judgeHost(host: string, entry: HostEntry): void {
    if (this.#bounds === null || entry.code !== 'HOST_ALLOWED') return;
    entry.code = judgeHost(host, this.#bounds);
    if (entry.code === 'HOST_ALLOWED' || this.#reasons.length === maxReasons) return;
    const [role = 'answer'] = entry.sources;
    const message = `${hostRoles[role]} ${host}: ${hostMessages[entry.code]}`;
    this.#reasons.push({ code: 'HOST_NOT_ALLOWED', path: entry.path, message });
  }
}

/** So many models are reported; all of them are listed as served. */
const maxReasons = 20;

const roles: Readonly<Record<ServedSource, string>> = {
  answer: 'The response comes from',
  attempt: 'The server tried',
  endpoint: 'The server selected an endpoint of',
  tool: 'A tool in the response used',
};

const hostRoles: Readonly<Record<ServedSource, string>> = {
  answer: 'The response was served by',
  attempt: 'The server tried',
  endpoint: 'The server selected an endpoint at',
  tool: 'A tool in the response used',
};

const hostMessages: Readonly<Record<Exclude<HostCode, 'HOST_ALLOWED'>, string>> = {
  HOST_IGNORED: 'the policy ignores this host, or its terms forbid training on what it serves.',
  HOST_NOT_LISTED: "this host is not one of those that the policy's hosts.only allows.",
};

/** Judges served models by the snapshot and policy that their request was judged by. */
export function judgeBySnapshot(
  snapshot: CatalogSnapshot,
  policy: CompiledPolicy,
  { now, terms }: { readonly now: number; readonly terms?: TermsTable | undefined },
): JudgeServed {
  const context = new JudgeContext({ snapshot, policy, alternatives: 0, now, terms });
  return (model) => {
    // A response must name a concrete model: the name of a router says nothing, even where the request bounds it.
    const reference = { path: '', role: 'primary', kind: 'slug', text: model } as const;
    const { verdict, outcome, code, message } = judgeReference(reference, context, () => false);
    const { ignored: ignores } = context.terms.judge(termsModelOf(context.resolve(model)));
    return { verdict, allowed: outcome === 'allowed', code, message, ignores };
  };
}

/** Without a snapshot nothing is proven: only a model that was asked for, and let through unchecked, is allowed. */
export function judgeByRequest({ references }: Decision, terms: Pick<TermsJudge, 'judge'>): JudgeServed {
  const requested = new Set(references.map((reference) => reference.requested));
  return (model) => {
    const allowed = requested.has(model);
    const code: ReferenceCode = allowed ? 'UNCHECKED' : 'NO_CATALOG';
    const message = `${model} is not what was asked for, and there is no catalog to judge it by.`;
    const { ignored: ignores } = terms.judge({ slug: model, huggingFaceId: null, permission: 'unlisted' });
    return { verdict: 'unknown', allowed, code, message, ignores };
  };
}
