import { DistillableError } from '@distillable/catalog/light';
import { createLedger, type Ledger } from '@distillable/ledger';
import { CommandError } from '../command-error.js';
import type { Session } from '../session.js';
import type { ProxyCatalog } from './open-proxy-catalog.js';
import { ProxyError } from './proxy-error.js';

/** A ledger that makes an answer wait for its receipt. */
export interface ProxyLedger {
  readonly sendOptions: Ledger['sendOptions'];
  close(): Promise<void>;
}

/** @throws CommandError `OUTPUT_UNWRITABLE`, where somebody else writes it too */
export async function openProxyLedger(
  file: string,
  { io, notes }: Session,
  catalog: ProxyCatalog,
): Promise<ProxyLedger> {
  const { sendOptions, close } = await openLedger(file, { catalog, now: io.now });
  return {
    close,
    sendOptions: {
      ...sendOptions,
      async onReceipt(receipt) {
        try {
          await sendOptions.onReceipt(receipt);
        } catch (cause) {
          notes.warn(`warning: ${cause instanceof Error ? cause.message : String(cause)}`);
          const message = 'The receipt of this answer could not be kept, so it is not handed out.';
          throw new ProxyError('LEDGER_FAILED', message, { cause });
        }
      },
    },
  };
}

async function openLedger(...parameters: Parameters<typeof createLedger>): Promise<Ledger> {
  try {
    return await createLedger(...parameters);
  } catch (cause) {
    if (!DistillableError.is(cause)) throw cause;
    throw new CommandError('OUTPUT_UNWRITABLE', cause.message, { cause, details: cause.details });
  }
}
