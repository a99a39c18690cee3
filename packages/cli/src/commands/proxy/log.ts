import { inspect } from 'node:util';
import { ProxyError, type ProxyOptions, type RequestRecord } from '@distillable/proxy';
import { reasonOf } from '../../errors.js';
import type { Session } from '../../session.js';
import { toPlainText, toSafeJson } from '../../terminal/text.js';

/** Prints a line for each request on stderr. */
export function logOf({ io, notes, settings }: Session): Pick<ProxyOptions, 'onRequest' | 'onError'> {
  return {
    onRequest: (record) => {
      if (settings.quiet) return;
      const time = new Date(io.now()).toISOString();
      const line = settings.json ? toSafeJson({ time, ...record }) : toPlainText(describe(time, record));
      io.stderr.write(`${line}\n`);
    },
    onError: (error) => {
      if (ProxyError.is(error, 'LEDGER_FAILED')) notes.warn(`warning: ${reasonOf(error.cause)}.`);
      else notes.detail(inspect(error));
    },
  };
}

/** `2026-11-27T12:00:01Z POST /v1/chat/completions 403 refused openai/gpt-5 NOT_DISTILLABLE 3 ms` */
function describe(
  time: string,
  { method, path, status, outcome, models, codes, id, durationMs }: RequestRecord,
): string {
  const words = [
    ...[time.replace(/\.\d+Z$/, 'Z'), method, path, status ?? '-', outcome],
    ...[models.join(',').slice(0, 200), codes.join(','), id ?? '', `${Math.round(durationMs)} ms`],
  ];
  return words.filter((word) => word !== '').join(' ');
}
