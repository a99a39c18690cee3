import { findDuplicateKey, type JsonObject, parseObject } from '@distillable/catalog';
import { type ApiShape, apiShapes, isError } from '../api/index.js';
import { joinBytes } from '../bytes.js';
import type { HostBounds } from '../policy/hosts.js';
import { type BatchResults, readBatchResults } from './batch-results.js';
import { isErrorOnly, mayHoldCompletion, mayNameNew, withoutRouting } from './event-content.js';
import { createEventsReader, type StreamState } from './events-reader.js';
import { StreamTexts } from './receipt.js';
import { isErrorStatus, type ResponseHead, type ResponseKind, responseKind } from './response-head.js';
import { type JudgeServed, ServedModels, type UnverifiedReason } from './served-models.js';
import {
  concluded,
  failed,
  notNamed,
  type Outcome,
  type ResponseEnd,
  reasons,
  streamFailed,
  tooLarge,
  type Verification,
} from './verification.js';

/** Reads one response while it passes. */
export interface ResponseWatch {
  readonly kind: ResponseKind;
  /** Reads the next bytes before they are passed on. False if they must not be passed on: then end it. */
  read(bytes: Uint8Array): boolean;
  /** Whether the event that ends a stream for clients has come. */
  isComplete(): boolean;
  /** Whether more came than may be held, so that the response can't be handed out whole. */
  isTooLarge(): boolean;
  /** Ends the watch, and returns the facts of the response. */
  end(how: ResponseEnd): Verification;
}

/** The parts that watching a response needs. */
export interface WatchOptions {
  /** Of the request. */
  readonly shape: ApiShape;
  /** Whether it is a file with one result of a batch in each line. @default false */
  readonly isLines?: boolean;
  readonly judge: JudgeServed;
  /** Which hosts may serve. @default null: every host */
  readonly hosts?: HostBounds | null;
  /** Whether there was a catalog: without one nothing is proven. */
  readonly isProof: boolean;
  /** Whether the text of the completions is wanted. */
  readonly keepsTexts: boolean;
  /** Whether all of a stream is kept, beside its texts. @default false */
  readonly keepsContent?: boolean;
  /** Of a response that is held or kept, as it is unzipped. */
  readonly maxBytes: number;
}

/** Starts to watch a response. */
export function watchResponse(head: ResponseHead, options: WatchOptions): ResponseWatch {
  const isBatch = options.shape === 'batch';
  switch (responseKind(head)) {
    case 'stream':
      return isBatch ? watchBatch(options) : watchStream(options);
    case 'document':
      if (head.isEncoded === true) return watchEncoded();
      if (isErrorStatus(head)) return watchError(options);
      return isBatch ? watchBatch(options) : watchDocument(options);
    case 'none':
      return { kind: 'none', read: () => true, isComplete: no, isTooLarge: no, end: failed };
  }
}

const no = (): boolean => false;

function watchStream(options: WatchOptions): ResponseWatch {
  const { shape, judge, hosts, isProof, keepsTexts, keepsContent = false, maxBytes } = options;
  // A stream that only passes needs no limit.
  let left = keepsTexts || keepsContent ? maxBytes : Number.POSITIVE_INFINITY;
  const served = new ServedModels(judge, hosts);
  const texts = new StreamTexts(shape);
  const reader = createEventsReader(served, keepsTexts ? (data) => texts.read(data) : undefined);
  const { state } = reader;
  return {
    kind: 'stream',
    isComplete: () => state.isComplete,
    isTooLarge: () => left < 0,
    read(bytes) {
      left -= bytes.byteLength;
      if (left < 0) return false;
      reader.feed(bytes);
      if (served.reasons.length > 0 || state.isUnreadable || state.isAmbiguous) return false;
      // Many clients stop reading at the last event, so a problem must be reported before it.
      return !state.isComplete || reasonsOf(served, state, 'complete').length === 0;
    },
    end(how) {
      reader.finish();
      const reasons = left < 0 ? [tooLarge(maxBytes)] : reasonsOf(served, state, how);
      const known = {
        reasons,
        served: served.all,
        hosts: served.hosts,
        complete: state.isComplete && !state.hasError,
        responseId: state.id,
        texts: texts.all,
      };
      if (reasons.length > 0) return { ...known, outcome: 'unverified' };
      if (state.missing !== null || state.hasError) return { ...known, outcome: 'failed' };
      return { ...known, outcome: isProof ? 'verified' : 'unchecked' };
    },
  };
}

function reasonsOf(served: ServedModels, state: StreamState, end: ResponseEnd): readonly UnverifiedReason[] {
  if (served.reasons.length > 0) return served.reasons;
  if (state.isUnreadable) return [reasons.eventUnreadable];
  if (state.isAmbiguous) return [reasons.ambiguous];
  if (state.missing === null || (state.hasError && !state.hasContent)) return [];
  if (state.hasError) return [streamFailed(state.errorMessage)];
  if (end === 'complete' || state.isComplete) {
    if (state.missing === 'host') return [reasons.hostNotNamed];
    return [state.hasContent ? reasons.streamNotNamed : reasons.streamEmpty];
  }
  // If the network broke off, the caller gets the network's own error.
  return end === 'broken' ? [] : [reasons.streamCut];
}

/** Holds a response back, and concludes from all of its bytes. */
function watchWhole(
  { maxBytes }: WatchOptions,
  conclude: (bytes: Uint8Array) => Verification,
): ResponseWatch {
  const parts: Uint8Array[] = [];
  let left = maxBytes;
  return {
    kind: 'document',
    isComplete: no,
    isTooLarge: () => left < 0,
    read(bytes) {
      left -= bytes.byteLength;
      if (left < 0) parts.length = 0;
      else parts.push(bytes);
      return left >= 0;
    },
    end(how) {
      if (left < 0) return { ...concluded('unverified', [tooLarge(maxBytes)]), complete: false };
      return how === 'complete' ? conclude(joinBytes(parts)) : failed(how);
    },
  };
}

function watchDocument(options: WatchOptions): ResponseWatch {
  const { shape, judge, hosts, isProof, keepsTexts } = options;
  return watchWhole(options, (bytes) => {
    const text = new TextDecoder().decode(bytes);
    const response = parseObject(text);
    if (response === null) {
      return concluded('unverified', [text.trim() === '' ? reasons.empty : reasons.unreadable]);
    }
    if (findDuplicateKey(text) !== null) return concluded('unverified', [reasons.ambiguous]);
    const served = new ServedModels(judge, hosts);
    served.read(isErrorOnly(response) ? withoutRouting(response) : response);
    if (isErrorOnly(response) && served.reasons.length === 0) return failed('complete');
    const isFailed = isError(response) || apiShapes[shape].isEmpty(response);
    const judged = outcomeOf(served, isProof);
    const outcome = isFailed && judged !== 'unverified' ? 'failed' : judged;
    const because = served.reasons.length > 0 ? served.reasons : notNamed(served.missing);
    return {
      ...concluded(outcome, outcome === 'unverified' ? because : []),
      served: served.all,
      hosts: served.hosts,
      responseId: idOf(response),
      texts: keepsTexts ? apiShapes[shape].texts(response) : [],
    };
  });
}

/** A response whose status says that it is an error: it may be in any form, but no completion in disguise. */
function watchError(options: WatchOptions): ResponseWatch {
  return watchWhole(options, (bytes) => {
    const text = new TextDecoder().decode(bytes);
    const served = new ServedModels(options.judge, options.hosts);
    // Some gateways wrap their errors in a list. Its items are read like choices.
    const error = parseObject(text) ?? parseObject(`{"choices":${text}}`);
    const hasText = error === null ? readEvents(bytes, served) : mayHoldCompletion(error);
    if (error !== null) served.read(isErrorOnly(error) ? withoutRouting(error) : error);
    const because = [
      ...served.reasons,
      ...(hasText ? notNamed(served.missing) : []),
      ...(error !== null && findDuplicateKey(text) !== null ? [reasons.ambiguous] : []),
      ...(error === null && /^\s*[[{]/.test(text) && mayNameNew(text, served) ? [reasons.unreadable] : []),
    ];
    const outcome = because.length > 0 ? 'unverified' : 'failed';
    return { ...concluded(outcome, because), served: served.all, hosts: served.hosts };
  });
}

/** Reads the events of an error, if that is what it is made of. @returns whether they may hold text */
function readEvents(bytes: Uint8Array, served: ServedModels): boolean {
  const reader = createEventsReader(served);
  reader.feed(bytes);
  reader.finish();
  return reader.state.hasContent;
}

/** A batch as it was accepted, or with its results: nothing is handed out before every result is verified. */
function watchBatch(options: WatchOptions): ResponseWatch {
  const { isLines = false, judge, hosts, isProof, keepsTexts } = options;
  return watchWhole(options, (bytes) => {
    const found = readBatchResults(new TextDecoder().decode(bytes), isLines, judge, hosts);
    return {
      ...concluded(batchOutcome(found, isLines, isProof), found.reasons),
      served: found.served.all,
      hosts: found.served.hosts,
      responseId: found.id,
      texts: keepsTexts ? found.texts : [],
    };
  });
}

function batchOutcome(found: BatchResults, isLines: boolean, isProof: boolean): Outcome {
  if (found.reasons.length > 0) return 'unverified';
  if (found.hasText) return isProof ? 'verified' : 'unchecked';
  return isLines || found.hasResults || found.isError ? 'failed' : 'deferred';
}

/** Its end may be far, and would say no more: nothing of it is read. */
function watchEncoded(): ResponseWatch {
  return {
    kind: 'document',
    isComplete: no,
    isTooLarge: no,
    read: () => false,
    end: () => concluded('unverified', [reasons.encoded]),
  };
}

function outcomeOf(served: ServedModels, isProof: boolean): Outcome {
  if (served.reasons.length > 0) return 'unverified';
  if (served.missing !== null) return 'unverified';
  return isProof ? 'verified' : 'unchecked';
}

function idOf({ id }: JsonObject): string | null {
  return typeof id === 'string' ? id : null;
}
