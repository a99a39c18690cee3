import type { EventStream, PlannedAnswer } from '../answer/planned-answer.js';
import { changeData } from '../generation/server-sent-event.js';
import { isClosingEvent } from './closing-event.js';
import { endlessEvents } from './endless-events.js';
import type { FaultEffects } from './fault-effect.js';
import { renameModels } from './rename-models.js';
import { streamErrorEvent } from './stream-error-event.js';

/** Faults in how text is streamed. Answers that are no streams of events stay as they are. */
export const streamFaults: FaultEffects<
  | 'switch-model'
  | 'cut-stream'
  | 'no-done'
  | 'stream-error'
  | 'split-writes'
  | 'coalesce'
  | 'slow-stream'
  | 'endless-stream'
> = {
  'switch-model': (answer, { model, afterEvents }) =>
    changeEvents(answer, (events) =>
      events.map((event, index) =>
        index < afterEvents ? event : changeData(event, (data) => renameModels(data, model)),
      ),
    ),
  'cut-stream': (answer, { afterEvents }) =>
    changeStream(answer, (stream) => ({
      ...stream,
      events: () => firstOf(stream.events(), afterEvents),
      ending: 'cut',
    })),
  'no-done': (answer) => changeEvents(answer, (events) => events.filter((event) => !isClosingEvent(event))),
  'stream-error': (answer, { afterEvents, code = 502, message = 'Provider disconnected' }, { request }) =>
    changeEvents(answer, (events) => [
      ...events.slice(0, afterEvents),
      streamErrorEvent(request.path, events, { code, message, sequence: afterEvents }),
    ]),
  'split-writes': (answer, { bytes }) => changeStream(answer, (stream) => ({ ...stream, writes: { bytes } })),
  coalesce: (answer) => changeStream(answer, (stream) => ({ ...stream, writes: 'coalesced' })),
  'slow-stream': (answer, { milliseconds }) =>
    changeStream(answer, (stream) => ({ ...stream, pauseMilliseconds: milliseconds })),
  'endless-stream': (answer, { bytes = Number.POSITIVE_INFINITY }) =>
    changeStream(answer, (stream) => ({ ...stream, events: () => endlessEvents(stream.events(), bytes) })),
};

function changeStream(answer: PlannedAnswer, change: (stream: EventStream) => EventStream): PlannedAnswer {
  return answer.body.kind === 'events' ? { ...answer, body: change(answer.body) } : answer;
}

function changeEvents(
  answer: PlannedAnswer,
  change: (events: readonly string[]) => readonly string[],
): PlannedAnswer {
  return changeStream(answer, (stream) => ({ ...stream, events: () => change([...stream.events()]) }));
}

function* firstOf(events: Iterable<string>, count: number): Generator<string> {
  let left = count;
  for (const event of events) {
    if (left <= 0) return;
    yield event;
    left -= 1;
  }
}
