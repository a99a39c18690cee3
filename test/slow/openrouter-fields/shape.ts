/** One alternative of what a body may hold at a place, however its description is written down. */
export type Shape = AnyShape | ScalarShape | ListShape | ObjectShape;

/** The alternatives of a place. Read when asked for, as descriptions refer to themselves. */
export type Place = () => readonly Shape[];

export interface AnyShape {
  readonly kind: 'any';
}

export interface ScalarShape {
  readonly kind: 'scalar';
  readonly type: 'string' | 'number' | 'boolean';
  /** The texts that are written in the description; empty where any will do. */
  readonly texts: readonly string[];
}

export interface ListShape {
  readonly kind: 'list';
  readonly items: Place;
}

export interface ObjectShape {
  readonly kind: 'object';
  /** The same wherever the same description is referred to: tells when a description contains itself. */
  readonly identity: object;
  readonly fields: ReadonlyMap<string, Place>;
  /** What stands under names that the caller chooses; null where it can't choose any. */
  readonly others: Place | null;
}

/** The body of one endpoint, as one source describes it. */
export interface DescribedBody {
  readonly source: string;
  readonly endpoint: 'chat' | 'completions' | 'responses' | 'messages' | 'batch';
  readonly naming: 'wire' | 'sdk';
  readonly body: Place;
}
