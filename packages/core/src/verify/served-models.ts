import type { Verdict } from '@distillable/catalog';
import type { ReferenceCode } from '../judge/describe.js';
import { findServedModels, type ServedSource } from './find-served-models.js';

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

/** Why a response is not verified. Codes are API. */
export type UnverifiedCode =
  /** It names a model that is not allowed. */
  | 'SERVED_NOT_ALLOWED'
  /** It names no model. Missing metadata is no reason; a missing model is. */
  | 'MODEL_NOT_NAMED'
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
  /** What is wrong and what to do about it, for people. */
  readonly message: string;
}

/** Judges a slug that a response names. */
export type JudgeServed = (
  model: string,
) => Pick<ServedModel, 'verdict' | 'allowed' | 'code'> & { readonly message: string };

interface Entry {
  readonly judged: ReturnType<JudgeServed>;
  readonly sources: ServedSource[];
}

/** The models that a response has named so far, each judged once. */
export class ServedModels {
  readonly #judge: JudgeServed;
  readonly #entries = new Map<string, Entry>();
  readonly #reasons: UnverifiedReason[] = [];
  #isNamed = false;

  constructor(judge: JudgeServed) {
    this.#judge = judge;
  }

  /**
   * Adds every model that a response, or an event of a stream, names.
   *
   * @param at JSON Pointer to it, where it is a part of something
   * @returns whether it names its own model
   */
  read(response: unknown, at = ''): boolean {
    const named = findServedModels(response);
    for (const { model, source, path } of named) {
      const entry = this.#entries.get(model);
      if (entry === undefined) this.#add(model, source, at + path);
      else if (!entry.sources.includes(source)) entry.sources.push(source);
    }
    const isNamed = named.some(({ source }) => source === 'answer');
    this.#isNamed ||= isNamed;
    return isNamed;
  }

  /** Whether the slug was named before, and is allowed. */
  isKnownAllowed(model: string): boolean {
    return this.#entries.get(model)?.judged.allowed === true;
  }

  /** Why not all of them are allowed; empty when they are. */
  get reasons(): readonly UnverifiedReason[] {
    return this.#reasons;
  }

  /** Whether the response itself has named its model: metadata alone is no proof. */
  get isNamed(): boolean {
    return this.#isNamed;
  }

  get all(): readonly ServedModel[] {
    return [...this.#entries].map(([model, { judged, sources }]) => {
      const { verdict, allowed, code } = judged;
      return { model, sources, verdict, allowed, code };
    });
  }

  #add(model: string, source: ServedSource, path: string): void {
    const judged = this.#judge(model);
    this.#entries.set(model, { judged, sources: [source] });
    if (judged.allowed || this.#reasons.length === maxReasons) return;
    const message = `${roles[source]} ${model}: ${judged.message}`;
    this.#reasons.push({ code: 'SERVED_NOT_ALLOWED', path, message });
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
