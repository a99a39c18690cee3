import { findServedModels, type ServedSource } from './find-served-models.js';
import type { JudgeServed } from './judge-served.js';
import type { ServedModel, UnverifiedReason } from './verification.js';

interface Entry {
  readonly judged: ReturnType<JudgeServed>;
  readonly sources: ServedSource[];
}

/** The models that an answer has named so far, each judged once. */
export class ServedModels {
  readonly #judge: JudgeServed;
  readonly #entries = new Map<string, Entry>();
  readonly #refusals: UnverifiedReason[] = [];
  #isNamed = false;
  #lastKnown: string | undefined;

  constructor(judge: JudgeServed) {
    this.#judge = judge;
  }

  /** Takes note of every model that an answer or event names. */
  read(answer: unknown): void {
    for (const { model, source, path } of findServedModels(answer)) {
      if (source === 'answer') this.#isNamed = true;
      const entry = this.#entries.get(model);
      if (entry === undefined) this.#add(model, source, path);
      else if (!entry.sources.includes(source)) entry.sources.push(source);
    }
  }

  /** Whether the slug was named before, and is allowed. */
  knowsAllowed(model: string): boolean {
    // Most streams name one model in every event, and to compare costs less than to look up a text just cut out.
    if (model === this.#lastKnown) return true;
    const isKnown = this.#entries.get(model)?.judged.allowed === true;
    if (isKnown) this.#lastKnown = model;
    return isKnown;
  }

  /** Why not all of them are allowed; empty when they are. */
  get refusals(): readonly UnverifiedReason[] {
    return this.#refusals;
  }

  /** Whether the answer itself has named its model: metadata alone is no proof. */
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
    if (judged.allowed) return;
    const message = `${roles[source]} ${model}: ${judged.message}`;
    this.#refusals.push({ code: 'SERVED_NOT_ALLOWED', path, message });
  }
}

const roles: Readonly<Record<ServedSource, string>> = {
  answer: 'The answer comes from',
  attempt: 'The server tried',
  endpoint: 'The server selected an endpoint of',
  tool: 'A tool in the answer used',
};
