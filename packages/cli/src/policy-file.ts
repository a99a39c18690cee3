import { promises as files } from 'node:fs';
import type { TermsTable } from '@distillable/catalog';
import type { Policy, TermsCode } from '@distillable/core';
import { unreadable } from './errors.js';
import type { Session } from './session.js';

/** A policy, and the file that it comes from; null for the built-in one. */
export interface ChosenPolicy {
  readonly policy: Policy;
  readonly from: string | null;
}

/** Flags that choose a policy. */
interface PolicyFlags {
  /** A file. */
  readonly policy?: string;
  readonly mode?: NonNullable<Policy['mode']>;
}

/**
 * `--policy FILE`, else the configuration's, else the default; `--mode` overrides theirs.
 *
 * @throws CommandError `CONFIG_INVALID`, `INPUT_UNREADABLE`
 */
export async function choosePolicy(
  { settings }: Session,
  { policy: path, mode }: PolicyFlags,
): Promise<ChosenPolicy> {
  const { config } = settings;
  const chosen: ChosenPolicy =
    path !== undefined
      ? { policy: await readPolicyFile(path), from: path }
      : { policy: config?.policy ?? {}, from: config?.policy === undefined ? null : config.path };
  return mode === undefined ? chosen : { ...chosen, policy: { ...chosen.policy, mode } };
}

async function readPolicyFile(path: string): Promise<Policy> {
  const text = await files.readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const { parsePolicyFile } = await import('./parse-config.js');
  return parsePolicyFile(text, path);
}

/**
 * The table of `--terms` or of the configuration over the built-in one. Undefined if none is named: then the code that
 * reads tables is not loaded.
 *
 * @throws CommandError `INPUT_UNREADABLE`
 */
export async function loadOwnTerms(session: Session): Promise<TermsTable | undefined> {
  if (session.settings.terms === null) return undefined;
  const { loadTerms } = await import('./sources/terms-table.js');
  return (await loadTerms(session)).table;
}

/** Why the lists of a policy keep a model out, whatever its label. */
export type PolicyCode = 'DENIED_BY_POLICY' | 'NOT_IN_POLICY' | TermsCode;

/** In words, for people. */
export const policyWords: Readonly<Record<PolicyCode, string>> = {
  DENIED_BY_POLICY: 'denied by policy',
  NOT_IN_POLICY: 'not in policy',
  TERMS_DISALLOWED: 'terms forbid it',
  TERMS_CONDITIONAL: 'terms not accepted',
  TERMS_UNKNOWN: 'terms unknown',
};

export function isPolicyCode(code: string): code is PolicyCode {
  return Object.hasOwn(policyWords, code);
}

/** Whether a policy keeps out models that are distillable. */
export function keepsModelsOut({ allow, deny, terms = 'annotate' }: Policy): boolean {
  return allow !== undefined || deny !== undefined || terms !== 'annotate';
}
