/**
 * What a model named at a place would do. `primary` answers; `fallback` answers when another can't; `candidate` may be
 * picked by a router; `pinned` is reused from an earlier answer; `panel`, `analyst`, `advisor`, `worker` and `image`
 * work inside tools; `preset` is stored on the server; `router` is a plugin that picks; `unrecognised` is a field that
 * looks like a model's in a place that we don't know.
 */
export type ReferenceRole =
  | 'primary'
  | 'fallback'
  | 'candidate'
  | 'pinned'
  | 'panel'
  | 'analyst'
  | 'advisor'
  | 'worker'
  | 'image'
  | 'preset'
  | 'router'
  | 'unrecognised';

/** Why nobody can tell from the body which model it would be. */
export type OpenReason =
  | 'no-model'
  | 'default-panel'
  | 'default-advisor'
  | 'default-image-model'
  | 'default-fallbacks'
  | 'plugin-picks'
  | 'stored-prompt'
  | 'unknown-tool'
  | 'too-deep';

/** One place in a body where a model is named or would be picked. */
export type ModelReference = {
  /** JSON Pointer (RFC 6901) into the body; where something is missing, to where it would stand. */
  readonly path: string;
  readonly role: ReferenceRole;
} & (
  | { readonly kind: 'slug'; readonly text: string }
  /** A candidate pattern such as `qwen/*`. */
  | { readonly kind: 'pattern'; readonly text: string; readonly excluded: readonly string[] }
  | { readonly kind: 'preset'; readonly text: string }
  /** The server would pick. */
  | { readonly kind: 'open'; readonly reason: OpenReason }
  /** Something else than text stands where a slug belongs. */
  | { readonly kind: 'malformed'; readonly value: unknown }
);
