import type { Command } from 'commander';
import type { Session } from '../session.js';
import { describeProgram } from './describe-program.js';

/** Prints what fits the last of the words, one a line, as the scripts of {@link printScript} expect it. */
export async function completeWords(
  program: Command,
  words: readonly string[],
  open: () => Promise<Session>,
): Promise<void> {
  const root = describeProgram(program);
  const [command = ''] = words;
  if (command === 'explain' || command === 'check') {
    const slugs = await readCachedSlugs(open);
    const offer = (complete: (value: string, description: string) => void): void => {
      for (const slug of slugs) complete(slug, '');
    };
    root.commands.get(command)?.argument('slugs', offer, true);
  }
  root.parse([...words]);
}

/** Slugs of the cached list while it may be used; none where there is no such list. Silent: the user is typing. */
async function readCachedSlugs(open: () => Promise<Session>): Promise<readonly string[]> {
  const { openOfflineSource } = await import('../sources/open-offline-source.js');
  const silent = { say: () => {}, detail: () => {}, warn: () => {} };
  try {
    const { view, close } = await openOfflineSource({ ...(await open()), notes: silent });
    await close();
    return view.snapshot.models().map((model) => model.slug);
  } catch {
    return [];
  }
}
