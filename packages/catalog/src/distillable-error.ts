/** Details of any error: plain JSON that may be logged as it is, without keys, headers or prompts. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

type NoDetails = Readonly<Record<string, never>>;

/** The details of `Code`: its entry in the map `Details`, or none where the map has no entry. */
type DetailsOf<Details, Code> = unknown extends Details
  ? ErrorDetails
  : Code extends keyof Details
    ? Readonly<Details[Code]>
    : NoDetails;

/** Details must be given for a code whose details have required properties. */
type ConstructorArguments<Code extends string, Details> = {
  [Each in Code]: NoDetails extends DetailsOf<Details, Each>
    ? [code: Each, message: string, options?: { cause?: unknown; details?: DetailsOf<Details, Each> }]
    : [code: Each, message: string, options: { cause?: unknown; details: DetailsOf<Details, Each> }];
}[Code];

type WithCode<Instance extends DistillableError, Code> = Instance & {
  readonly code: Code;
  readonly details: DetailsOf<Instance['_detailsByCode'], Code>;
};

const brand: unique symbol = Symbol.for('distillable.error');

/**
 * Base class of every error that distillable throws on purpose. `code` is stable: match on it, not on the message.
 *
 * `Code` is the union of the codes; `Details` maps a code to its details. Without such a map the details of every code
 * are {@link ErrorDetails}. A derived class only overrides `name`:
 *
 * @example
 * interface LedgerErrorDetails {
 *   LEDGER_LOCKED: { holder: string };
 * }
 *
 * class LedgerError extends DistillableError<'LEDGER_LOCKED' | 'LEDGER_CLOSED', LedgerErrorDetails> {
 *   override get name(): 'LedgerError' {
 *     return 'LedgerError';
 *   }
 * }
 *
 * if (LedgerError.is(error, 'LEDGER_LOCKED')) console.log(error.details.holder);
 */
export class DistillableError<Code extends string = string, Details = unknown> extends Error {
  /** Stable reason, for example `CATALOG_FILTER_IGNORED`. */
  readonly code: Code;
  /** Facts for programs that react to the error: plain JSON without secrets. {@link DistillableError.is} narrows them. */
  readonly details: DetailsOf<Details, Code>;
  /** Exists in the types only: lets {@link DistillableError.is} find the details of a code. */
  declare readonly _detailsByCode: Details;

  constructor(...[code, message, options]: ConstructorArguments<Code, Details>) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    // The arguments' type lets a caller leave the details out only where an empty object fits.
    this.details = options?.details ?? ({} as DetailsOf<Details, Code>);
    Object.defineProperty(this, brand, { value: true });
  }

  /** The name of the class, the same in every copy of the package. */
  // On the prototype, unlike a field, it is known when the stack is captured, and `is` can read it without an instance.
  override get name(): string {
    return 'DistillableError';
  }

  /**
   * Whether `error` is of this class and, if given, has this code. Unlike `instanceof` it also recognizes errors of
   * another loaded copy of the package.
   */
  static is<Instance extends DistillableError, Code extends Instance['code'] = Instance['code']>(
    this: (abstract new (...values: never) => Instance) & { readonly prototype: Error },
    error: unknown,
    code?: Code,
  ): error is WithCode<Instance, Code> {
    const { name } = this.prototype;
    return (
      error instanceof Error &&
      brand in error &&
      (name === 'DistillableError' || error.name === name) &&
      (code === undefined || ('code' in error && error.code === code))
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than is allowed',
  EROFS: 'the file system is read-only',
};

/** Why something failed, as a clause without its full stop: in plain words where the system's code is a common one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const known = 'code' in error ? reasons[String(error.code)] : undefined;
  return known ?? error.message.replace(/\.$/, '');
}
