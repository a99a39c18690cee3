import { unreadable } from '../../audit-error.js';

/** A dataset on the Hugging Face Hub, or a part of it. */
export interface HubAddress {
  /** `author/name`. */
  readonly repository: string;
  /** A branch, a tag or a commit; null: the Parquet files that the Hub makes of the newest commit. */
  readonly revision: string | null;
  readonly config: string | null;
  readonly split: string | null;
}

/** Whether an input of an audit is a dataset on the Hugging Face Hub (`hf://…`), well-formed or not. */
export function isHubAddress(input: string): boolean {
  return input.startsWith('hf://');
}

const form = /^hf:\/\/datasets\/([\w.-]+\/[\w.-]+)(?:@([^/]+))?(?:\/([^/]+))?(?:\/([^/]+))?\/?$/;

/**
 * Reads `hf://datasets/author/name[@revision][/config][/split]`. A revision with a slash is written with `%2F`.
 *
 * @throws AuditError `INPUT_UNREADABLE`
 */
export function parseHubAddress(text: string): HubAddress {
  const [, repository, revision, config, split] = form.exec(text) ?? [];
  if (repository === undefined) {
    throw unreadable(text, 'write it as hf://datasets/author/name[@revision][/config][/split]');
  }
  const decoded = (part: string | undefined): string | null =>
    part === undefined ? null : decodeURIComponent(part);
  return { repository, revision: decoded(revision), config: decoded(config), split: decoded(split) };
}
