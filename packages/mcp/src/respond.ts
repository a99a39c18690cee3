import { type CatalogSnapshot, DistillableError } from '@distillable/catalog';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Log } from './errors.js';
import type { ChosenPolicy, OpenedCatalog } from './sources.js';

/** The things that all tools need. */
export interface ServerContext {
  readonly catalog: OpenedCatalog;
  readonly policy: ChosenPolicy;
  /** Real paths of the directories whose files may be audited. */
  readonly roots: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/** The result of a tool: in lines for people, as plain JSON for programs. */
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

/** What can't be seen, reorders text, or ends a line. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Names come from a server or a file: as one line, they can't pass for lines of ours, nor hide what is beside them. */
export function toVisible(text: string): string {
  return text.replaceAll(invisible, (character) =>
    character
      .split('')
      .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

const maxLength = 500;

/** So that a name of megabytes does not fill the assistant's context. */
export function clip(text: string): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}… (${text.length} characters)`;
}

/** Plain JSON, with every text in it clipped. */
function clipAll(value: unknown): unknown {
  if (typeof value === 'string') return clip(value);
  if (Array.isArray(value)) return value.map(clipAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [clip(key), clipAll(each)]));
}
