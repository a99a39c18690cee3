import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { CodeAuditReport, CodeFinding } from './code-audit-report.js';
import type { CodeRule } from './code-occurrence.js';
import { openSources, type ReadSource } from './read-sources.js';
import { type CodeCatalog, scanSource } from './scan-source.js';

/** What was found, without what the run adds. */
export type CodeFindings = Pick<CodeAuditReport, 'directories' | 'totals' | 'occurrences' | 'unread'>;

/** Where to look from. */
export interface CodeAuditPlace {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Judges every model that the sources below some directories name; each file once. */
export async function auditCode(
  directories: readonly string[],
  catalog: CodeCatalog,
  { cwd, env }: CodeAuditPlace,
): Promise<CodeFindings> {
  const seen = new Set<string>();
  const occurrences: CodeFinding[] = [];
  const unread: CodeAuditReport['unread'][number][] = [];
  let [files, mentions] = [0, 0];
  const take = ({ path, source }: ReadSource): void => {
    const file = nameOf(resolve(path), cwd);
    if (source === 'gone' || seen.has(file)) return;
    seen.add(file);
    if (typeof source === 'string') {
      unread.push({ file, reason: source });
      return;
    }
    files += 1;
    const scanned = scanSource(source.text, source.kind, catalog);
    mentions += scanned.mentions;
    for (const occurrence of scanned.occurrences) occurrences.push({ file, ...occurrence });
  };
  const looked: CodeAuditReport['directories'][number][] = [];
  for (const directory of directories) {
    const { listedBy, files: found } = await openSources(resolve(cwd, directory), env);
    looked.push({ directory, listedBy });
    for await (const read of found) take(read);
  }
  const totals = { files, mentions, ...count(occurrences) };
  return { directories: looked, totals, occurrences, unread };
}

function nameOf(path: string, cwd: string): string {
  const name = relative(cwd, path);
  const isBelow = name !== '' && name.split(sep)[0] !== '..' && !isAbsolute(name);
  return (isBelow ? name : path).split(sep).join('/');
}

function count(
  occurrences: readonly CodeFinding[],
): Pick<CodeAuditReport['totals'], 'allowed' | 'findings' | 'suppressed'> {
  const findings: Record<CodeRule, number> = {
    'not-distillable': 0,
    denied: 0,
    dynamic: 0,
    unknown: 0,
    'not-enforced': 0,
    unlisted: 0,
  };
  let [allowed, suppressed] = [0, 0];
  for (const { rule, suppressed: reason } of occurrences) {
    if (rule === null) allowed += 1;
    else if (reason !== null) suppressed += 1;
    else findings[rule] += 1;
  }
  return { allowed, findings, suppressed };
}
