import { readdir, readFile } from 'node:fs/promises';

/** Written by rolldown from `page/`. The same path from `src/`, from `dist/` and, by the bundler, from the command line. */
const folder: URL = new URL('../dist/site/', import.meta.url);

/** Reads the files of the page by their names; `data.json` is not among them. */
export async function readPageFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const names = await readdir(folder);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(new URL(name, folder))] as const)),
  );
}
