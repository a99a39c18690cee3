import type { CatalogSnapshot, TermsTable } from '@distillable/catalog';
import { CommandError } from '../../errors.js';
import type { WatchArchive, WatchState } from './archive.js';
import { listChanges, termsChanges, type WatchKind } from './changes.js';
import { failureOf, messageOf, reportOf, type WatchFailure, type WatchReport } from './report.js';
import { findTouched, type Surroundings } from './touched.js';
import type { Message } from './webhook.js';

/** Everything that a watch needs: the network, the clock and the file system come in here. */
export interface WatchWorld {
  /** Reads the list from the server. */
  readonly read: () => Promise<CatalogSnapshot>;
  readonly terms: () => Promise<TermsTable>;
  readonly archive: WatchArchive;
  /** Never throws. @param lists the older and the newer */
  readonly surroundings: (lists: readonly CatalogSnapshot[]) => Promise<Surroundings>;
  readonly print: (content: WatchReport | WatchFailure) => Promise<void>;
  /** Sends to the webhook, with attempts; null without one. */
  readonly send: ((message: Message) => Promise<void>) | null;
  readonly now: () => number;
  /** Resolves after that time, or as soon as the watch is to end. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Aborted when the watch is to end. */
  readonly signal: AbortSignal;
}

/** Readings of the list, one after the other. */
export interface Watch {
  /**
   * Reads the list once, keeps it, and reports what changed since the last report.
   *
   * @throws CatalogError, CommandError; changes that were not reported or delivered are reported at the next reading
   */
  readonly once: () => Promise<void>;
  /** Reads at an interval in milliseconds until the signal is aborted. Failures are reported, and end nothing. */
  readonly every: (interval: number) => Promise<void>;
}

/** The webhook does not get more than this after a long failure: the oldest are dropped. */
const maxUndelivered = 100;

/** Goes on where the state in the archive says that the last watch ended. */
export async function openWatch(world: WatchWorld, kinds: readonly WatchKind[]): Promise<Watch> {
  const { archive, now, print, send, signal } = world;
  let state = await archive.state();
  let previous = await archive.baseline(state);

  const save = async (changed: Partial<WatchState>): Promise<void> => {
    const next = { ...state, ...changed };
    await archive.saveState(next);
    state = next;
  };
  const queue = (content: WatchReport | WatchFailure): readonly Message[] =>
    send === null ? [] : [...state.undelivered, messageOf(content)].slice(-maxUndelivered);

  const deliver = async (): Promise<void> => {
    if (send === null) return;
    for (let [next] = state.undelivered; next !== undefined; [next] = state.undelivered) {
      await send(next);
      await save({ undelivered: state.undelivered.slice(1) });
    }
  };

  const once = async (): Promise<void> => {
    const { snapshot, list, oldTerms, report } = await readOnce(world, kinds, previous, state);
    await print(report);
    // Before it is sent: a report that the webhook does not accept is sent later, and a printed one is not printed again.
    const undelivered = report.changes.length === 0 ? state.undelivered : queue(report);
    await save({ list, oldTerms, undelivered });
    previous = snapshot;
    await deliver();
  };

  /** Whether the webhook has accepted it. */
  const tell = async (failure: WatchFailure): Promise<boolean> => {
    try {
      await send?.(messageOf(failure));
      return true;
    } catch {
      return false;
    }
  };

  const every = async (interval: number): Promise<void> => {
    let isTold = false;
    while (!signal.aborted) {
      try {
        await once();
        isTold = false;
      } catch (error) {
        if (signal.aborted) return;
        const failure = failureOf(error, now());
        await print(failure);
        // The webhook gets the first of several failures. If the webhook itself fails, the list was read.
        if (CommandError.is(error, 'NOTIFY_FAILED')) isTold = false;
        else if (!isTold) isTold = await tell(failure);
      }
      await world.wait(interval);
    }
  };
  return { once, every };
}

/** One reading, which is kept but not reported yet. */
interface Reading extends Pick<WatchState, 'oldTerms'> {
  readonly snapshot: CatalogSnapshot;
  /** Its file in the archive. */
  readonly list: string;
  readonly report: WatchReport;
}

async function readOnce(
  { read, terms: readTerms, archive, surroundings, now }: WatchWorld,
  kinds: readonly WatchKind[],
  previous: CatalogSnapshot | null,
  { oldTerms }: WatchState,
): Promise<Reading> {
  const [snapshot, terms] = [await read(), await readTerms()];
  if (previous !== null) rejectOtherSource(previous, snapshot);
  const list = await archive.keep(snapshot);
  const aged = termsChanges(terms, oldTerms, kinds, now());
  const inList = previous === null ? [] : listChanges(previous, snapshot, kinds);
  const changes = [...inList, ...aged.changes];
  const lists = previous === null ? [snapshot] : [previous, snapshot];
  const found = changes.length === 0 ? { code: null, audits: null, problems: [] } : await surroundings(lists);
  const touching = findTouched(changes, lists, terms, found);
  const report = reportOf(snapshot, previous, { changes: touching, problems: found.problems }, now());
  return { snapshot, list, oldTerms: aged.old, report };
}

/** Lists of another server have other rows, and a sample other permissions: each would be a change. */
function rejectOtherSource(previous: CatalogSnapshot, { source }: CatalogSnapshot): void {
  const before = previous.source;
  // Each sandbox has an address of its own.
  const isSame =
    before.sample === null ? source.sample === null && source.url === before.url : source.sample !== null;
  if (isSame) return;
  const kind = before.sample === null ? `lists of ${before.url}` : 'samples';
  const message = `The archive has ${kind}, and this is one of ${source.url}. Give each server an archive of its own.`;
  throw new CommandError('USAGE', message, { details: { url: source.url, archived: before.url } });
}
