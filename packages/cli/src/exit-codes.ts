/** What the process ends with. API: scripts branch on these. */
export const exitCodes = {
  /** Allowed, or done. */
  done: 0,
  /** The policy refuses. */
  refused: 1,
  /** Wrong usage, unreadable input, or output that can't be written. */
  usage: 2,
  /** No catalog that may be used. */
  noCatalog: 3,
  /** The upstream failed. */
  upstream: 4,
  /** A bug here: none of the answers above, so no script mistakes it for one of them. */
  internal: 70,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
