import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { readArchive } from '@distillable/audit';
import { type CatalogSnapshot, isObject, parseObject } from '@distillable/catalog';
import { codeOf, unreadable, unwritable, usageError } from '../../errors.js';
import { writeOutput } from '../../output.js';
import { readSnapshotFile } from '../../sources/snapshot-file.js';
import type { Message } from './webhook.js';

/** The state of a watch that lasts from one reading, and one process, to the next. */
export interface WatchState {
  /** File of the list that was reported last; null before the first. */
  readonly list: string | null;
  /** Ids of the terms entries that were old then. */
  readonly oldTerms: readonly string[];
  /** Messages that the webhook has not accepted yet, oldest first. */
  readonly undelivered: readonly Message[];
}

/** A directory of model lists, each from the time at which it was first read; `audit --archive` reads it. */
export interface WatchArchive {
  readonly state: () => Promise<WatchState>;
  readonly saveState: (state: WatchState) => Promise<void>;
  /** The list that was reported last; without a state the newest one; null if there is none. */
  readonly baseline: (state: WatchState) => Promise<CatalogSnapshot | null>;
  /** Keeps a list, if the newest one is another. @returns the name of its file */
  readonly keep: (snapshot: CatalogSnapshot) => Promise<string>;
}

const noState: WatchState = { list: null, oldTerms: [], undelivered: [] };

/** Not `.json`: every such file of an archive is a list. */
const stateFile = 'watch.state';

/**
 * Opens the archive, and makes the directory if it is missing. Several watches may share it: a file appears complete or
 * not at all, and none is changed later.
 *
 * @throws CommandError `OUTPUT_UNWRITABLE`; `USAGE` for the archive of a ledger
 */
export async function openWatchArchive(directory: string): Promise<WatchArchive> {
  await mkdir(directory, { recursive: true }).catch((cause: unknown) => {
    throw unwritable(directory, cause);
  });
  await rejectLedgers(directory);
  return {
    state: async () => parseState(await readState(directory)),
    saveState: (state) => writeOutput(join(directory, stateFile), `${JSON.stringify(state)}\n`),
    async baseline({ list }) {
      if (list !== null && existsSync(join(directory, list))) return readSnapshotFile(join(directory, list));
      const names = await listNames(directory);
      if (names.length === 0) return null;
      const snapshots = await readArchive(directory);
      const byTime = snapshots.toSorted((a, b) => a.retrievedAt.getTime() - b.retrievedAt.getTime());
      return byTime.at(-1) ?? null;
    },
    async keep(snapshot) {
      const name = nameOf(snapshot);
      // A list that comes back is kept again. Otherwise the one between would stay in force.
      const newest = (await listNames(directory)).filter((each) => ownName.test(each)).at(-1);
      if (newest?.endsWith(name.slice(name.indexOf('-'))) === true) return newest;
      await writeOutput(join(directory, name), `${JSON.stringify(snapshot)}\n`);
      return name;
    },
  };
}

const ownName = /^\d{8}T\d{9}Z-sha256-[0-9a-f]{64}\.json$/;

/** `20261127T150000000Z-sha256-….json`: in the order of time, and not a name that a ledger gives. */
function nameOf({ retrievedAt, digest }: CatalogSnapshot): string {
  return `${retrievedAt.toISOString().replaceAll(/[-:.]/g, '')}-${digest.replace(':', '-')}.json`;
}

async function listNames(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw unreadable(directory, cause);
  });
  return names.filter((name) => name.endsWith('.json')).toSorted();
}

/** A ledger's archive has only the lists that its entries name, and an audit rejects it if there is another. */
async function rejectLedgers(directory: string): Promise<void> {
  const [, ledger] = /^(.+)\.snapshots$/.exec(await realpath(directory)) ?? [];
  if (ledger === undefined || ![ledger, `${ledger}.1`].some((path) => existsSync(path))) return;
  throw usageError(
    `${directory} has the catalogs of a ledger, and only those. Give the watch a directory of its own.`,
  );
}

async function readState(directory: string): Promise<string | null> {
  try {
    return await readFile(join(directory, stateFile), 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw unreadable(join(directory, stateFile), cause);
  }
}

/** A damaged state counts as missing: the next list is compared with the newest in the archive. */
function parseState(text: string | null): WatchState {
  const { list, oldTerms, undelivered } = parseObject(text ?? '') ?? {};
  if (typeof list !== 'string' || !ownName.test(list)) return noState;
  return {
    list,
    oldTerms: Array.isArray(oldTerms) ? oldTerms.filter((id) => typeof id === 'string') : [],
    undelivered: Array.isArray(undelivered) ? undelivered.filter(isMessage) : [],
  };
}

function isMessage(value: unknown): value is Message {
  return isObject(value) && typeof value['id'] === 'string' && typeof value['body'] === 'string';
}
