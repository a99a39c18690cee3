/** JSON that a program may log as it is: no key, no header, no prompt. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

const brand: unique symbol = Symbol.for('distillable.error');

/**
 * Base class of every error this project throws on purpose. Match on {@link DistillableError.code}, which is API:
 * two copies of the package may be loaded, so `instanceof` alone can miss; {@link DistillableError.is} does not.
 */
export class DistillableError extends Error {
  override readonly name: string = 'DistillableError';
  /** Stable, machine-readable reason, for example `CATALOG_FILTER_IGNORED`. */
  readonly code: string;
  /** What a program needs to act: plain JSON without secrets. */
  readonly details: ErrorDetails;

  constructor(code: string, message: string, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    Object.defineProperty(this, brand, { value: true });
  }

  /** Whether `error` is one of ours, from any copy of the package, and, where given, has this code. */
  static is(error: unknown, code?: string): error is DistillableError {
    return (
      error instanceof Error &&
      brand in error &&
      (code === undefined || ('code' in error && error.code === code))
    );
  }
}
