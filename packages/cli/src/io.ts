/** A stream to print on; `columns` is set on terminals. */
export type OutputStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** Everything that a command may touch of the world around it, so that tests can hand in another. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Opens stdin: asked for only where it is read, since opening it costs time. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Where `distillable.config.json` is looked for, and above it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves when the user asks to stop (SIGINT or SIGTERM). */
  readonly untilInterrupted: () => Promise<void>;
}
