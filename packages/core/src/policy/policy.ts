/** Which hosts may serve, by OpenRouter's provider slugs: `deepinfra`, or `deepinfra/turbo` for one endpoint. */
export interface PolicyHosts {
  /** Outside of which none may; an empty list admits none. @default every host */
  readonly only?: readonly string[];
  /** Which never may; stronger than `only`. @default none */
  readonly ignore?: readonly string[];
}

/** Licences and terms narrow what may pass. */
export interface NarrowByTerms {
  /** The terms take away what they do not clearly permit. */
  readonly mode: 'narrow';
  /**
   * Conditions that don't matter for the caller's purpose, as the table of terms has them: `name-prefix:Llama`,
   * `licensee-size:700M-MAU` … `unknown` stands for texts that were not read, or only on weak evidence.
   *
   * @default none
   */
  readonly accept?: readonly string[];
}

/** What may pass. Every field is optional; without any, only what the catalog proves distillable does. */
export interface Policy {
  /**
   * `reject`: any reference that is not allowed rejects the request. `prune`: fallbacks and candidates that are not
   * allowed are dropped, and `openrouter/auto` gets a bound; only what can't be repaired this way rejects the request.
   *
   * @default 'reject'
   */
  readonly mode?: 'reject' | 'prune';
  /**
   * Only these slugs, or authors (`qwen`, `qwen/*`), pass. An empty list admits nothing. It never lets a
   * model pass that is not distillable; but a private model, which no public list knows, passes when its exact slug is
   * in it, and the decision says so.
   *
   * @default every distillable model
   */
  readonly allow?: readonly string[];
  /** Slugs or authors that never pass; stronger than `allow`. @default none */
  readonly deny?: readonly string[];
  /**
   * The guard writes them into `provider.only` and `provider.ignore`, where a request's own lists are only narrowed, and a
   * response must name a host that is allowed.
   *
   * @default every host
   */
  readonly hosts?: PolicyHosts;
  /**
   * What licences of weights, terms of makers and terms of hosts do, beside OpenRouter's label, which they never widen.
   * `annotate`: decisions and receipts say which duties and conflicts they bring. `{ mode: 'narrow' }`: a model that a
   * text forbids to train on, or allows on conditions that are not all in `accept`, or of which no text was read, does
   * not pass either; and hosts whose terms forbid it are ignored as in `hosts`.
   *
   * @default 'annotate'
   */
  readonly terms?: 'annotate' | NarrowByTerms;
  /**
   * `reject`: a preset's content is unknown, so it rejects the request. `resolve`: it is read with the API key and judged
   * together with the request.
   *
   * @default 'reject'
   */
  readonly presets?: 'reject' | 'resolve';
  /**
   * `bounded`: `openrouter/auto` and `/auto-beta` pass when the request bounds their candidates to distillable models.
   * `reject`: no router passes.
   *
   * @default 'bounded'
   */
  readonly routers?: 'bounded' | 'reject';
  /**
   * Milliseconds after which a catalog is too old to judge by. Counts where the clock is known: in a guard, or where
   * `evaluate` is given `now`.
   *
   * @default the catalog's own limit
   */
  readonly maxCatalogAge?: number;
  /**
   * What happens without a usable catalog. `reject`: nothing passes. `enforce-only`: a request that names plain models
   * passes unchecked with the enforcement flag, on the server's word alone, and the decision says so; whatever the flag
   * is not documented to cover (routers, presets, models inside tools) is rejected.
   *
   * @default 'reject'
   */
  readonly withoutCatalog?: 'reject' | 'enforce-only';
}
