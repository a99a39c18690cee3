import type { SendOptions } from '../send/send-options.js';

/**
 * What an integration may be told beside its guard. What is given here wins over the guard's own options; how a refusal
 * reaches the caller is chosen for each SDK, so that it tries once and shows our message.
 */
export interface IntegrationOptions<Key = string> extends Omit<SendOptions, 'onViolation'> {
  /** The key for OpenRouter. */
  readonly apiKey?: Key | undefined;
}
