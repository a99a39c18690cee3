import { type CatalogSnapshot, DistillableError } from '@distillable/catalog';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Log } from './errors.js';
import type { OpenedCatalog } from './open-catalog.js';
import type { ChosenPolicy } from './read-policy.js';
import { clip, clipAll, toVisible } from './visible.js';

/** What the tools work with. */
export interface ServerContext {
  readonly catalog: OpenedCatalog;
  readonly policy: ChosenPolicy;
  /** Real paths of the directories whose files may be audited. */
  readonly roots: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/** What a tool found: for people in lines, for programs as plain JSON. */
export interface Finding {
  readonly lines: readonly string[];
  readonly facts: object;
}

const caveat = "OpenRouter's labels are best effort; the licence decides.";

/** Has a tool judge by the current snapshot, and says with every result which one that was. */
export async function respond(
  { catalog, policy: { from }, now, log }: ServerContext,
  find: (snapshot: CatalogSnapshot) => Finding | Promise<Finding>,
): Promise<CallToolResult> {
  try {
    const snapshot = await catalog.snapshot();
    const { lines, facts } = await find(snapshot);
    const { identity } = snapshot;
    const freshness = snapshot.freshness(now(), catalog.limits);
    const age = now() - snapshot.retrievedAt.getTime();
    const basis = [
      `catalog: ${identity.source.url}, read ${identity.retrievedAt} (${freshness})`,
      ...(identity.source.sample === null ? [] : [`SAMPLE: ${identity.source.sample}`]),
      ...(from === null ? [] : [`policy: ${from}`]),
      caveat,
    ];
    return {
      content: [textOf([...lines, ...basis])],
      structuredContent: {
        ...Object(clipAll(facts)),
        catalog: { ...identity, age, freshness },
        policy: from,
        caveat,
      },
    };
  } catch (error) {
    return describeFailure(error, log);
  }
}

function describeFailure(error: unknown, log: Log): CallToolResult {
  log(error);
  const { code, message } = DistillableError.is(error)
    ? error
    : { code: 'INTERNAL', message: 'A bug in the server: its log on stderr says where.' };
  return {
    isError: true,
    content: [textOf([`${code}: ${message}`])],
    structuredContent: { error: { code, message: clip(message) } },
  };
}

function textOf(lines: readonly string[]): { type: 'text'; text: string } {
  return { type: 'text', text: lines.map((line) => clip(toVisible(line))).join('\n') };
}
