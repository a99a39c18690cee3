import { inspect } from 'node:util';
import type { Policy } from '@distillable/core';
import { createGuard } from '@distillable/core';
import { CommandError } from '../command-error.js';
import { choosePolicy } from '../policy-file.js';
import { reasonOf } from '../reason-of.js';
import { toSafeJson } from '../render/safe-json.js';
import type { Session } from '../session.js';
import { limitsOf } from '../sources/with-catalog.js';
import { admissionRules } from './admission.js';
import { chooseUpstream } from './choose-upstream.js';
import { createGate } from './gate.js';
import { handleRequest } from './handle-request.js';
import { type Listening, listen } from './listen.js';
import { openProxyCatalog, type ProxyCatalog } from './open-proxy-catalog.js';
import { openProxyLedger, type ProxyLedger } from './open-proxy-ledger.js';
import { type ProxyAddress, type ProxyFlags, readAddress } from './proxy-flags.js';
import { type ProxyLimits, usualLimits } from './proxy-limits.js';
import { createProxyMetrics } from './proxy-metrics.js';
import { createRouter } from './route.js';
import { openUpstream } from './upstream.js';

/** `distillable proxy` */
export async function runProxy(session: Session, flags: ProxyFlags): Promise<void> {
  const address = readAddress(flags, session.io.env);
  const { policy, from } = await choosePolicy(session, flags);
  refusePresets(policy);
  const { catalog, sandboxUrl } = await openProxyCatalog(session, limitsOf(policy));
  try {
    const upstream = chooseUpstream(session, flags.upstream, sandboxUrl);
    await warmUp(session, catalog);
    if (from !== null) session.notes.say(`policy: ${from}`);
    const ledger = flags.ledger === undefined ? null : await openProxyLedger(flags.ledger, session, catalog);
    try {
      await serve({ session, flags, address, policy, catalog, upstream, ledger });
    } finally {
      await ledger?.close();
    }
  } finally {
    await catalog.close();
  }
}

/** A preset is read with a key, and each caller may bring one of another account. */
function refusePresets({ presets }: Policy): void {
  if (presets !== 'resolve') return;
  const message =
    'The policy resolves presets, which belong to an account, and callers of a proxy bring their own.';
  throw new CommandError('USAGE', `${message} Set "presets": "reject".`);
}

/** Without a list, requests are refused until there is one: a network may come back. */
async function warmUp({ notes }: Session, catalog: ProxyCatalog): Promise<void> {
  try {
    const { source } = await catalog.snapshot();
    if (source.sample !== null) notes.warn(`SAMPLE: ${source.sample}`);
  } catch (error) {
    notes.warn(`warning: no usable catalog yet, so every request is refused: ${reasonOf(error)}`);
  }
}

interface Parts {
  readonly session: Session;
  readonly flags: ProxyFlags;
  readonly address: ProxyAddress;
  readonly policy: Policy;
  readonly catalog: ProxyCatalog;
  readonly upstream: ReturnType<typeof chooseUpstream>;
  readonly ledger: ProxyLedger | null;
}

async function serve(parts: Parts): Promise<void> {
  const { session, flags, upstream } = parts;
  const limits: ProxyLimits = { ...usualLimits, ...upstreamLimit(flags) };
  const connection = openUpstream(upstream.url, limits.upstreamTimeout, session.io.env);
  try {
    const listening = await startServing(parts, limits, connection);
    // Before the address is told: whoever reads it may send a signal at once.
    const interrupted = session.io.untilInterrupted();
    announce(parts, listening.port);
    await interrupted;
    await stop(session, listening, limits.graceTime);
  } finally {
    await connection.close();
  }
}

function upstreamLimit({ upstreamTimeout }: ProxyFlags): Partial<ProxyLimits> {
  return upstreamTimeout === undefined ? {} : { upstreamTimeout };
}

function startServing(
  { session, flags, address, policy, catalog, upstream, ledger }: Parts,
  limits: ProxyLimits,
  connection: ReturnType<typeof openUpstream>,
): Promise<Listening> {
  const { io, settings } = session;
  const gate = createGate(flags.concurrency ?? Number.POSITIVE_INFINITY);
  const context = {
    guard: createGuard({ catalog, policy, baseUrl: upstream.url.href, now: io.now, ...ledger?.sendOptions }),
    catalog,
    upstream: connection,
    route: createRouter(upstream.url),
    gate,
    metrics: createProxyMetrics(catalog, gate),
    limits,
    apiKey: upstream.apiKey,
    keepsReceipts: ledger !== null,
    log: settings.quiet ? () => {} : (line: string) => void io.stderr.write(`${line}\n`),
    onBug: (error: unknown) => session.notes.detail(inspect(error)),
    clock: () => performance.now(),
  };
  return listen({ host: address.host, port: address.port, limits }, (port) => {
    const admission = admissionRules(address.host, port, address.token);
    return (visit) => handleRequest(visit, { ...context, admission });
  });
}

function announce({ session, address, upstream }: Parts, port: number): void {
  const { io, notes, settings } = session;
  const url = `http://${reachableName(address.host)}:${port}/v1`;
  io.stdout.write(settings.json ? `${toSafeJson({ url, upstream: upstream.url.href })}\n` : `${url}\n`);
  notes.say(`upstream: ${upstream.url.href}`);
  notes.say(`Try it: curl ${url}/models`);
  notes.say('Ctrl-C ends it, once running answers have ended; a second one ends these too.');
}

/** What to connect to, also where every address of the machine is listened on. */
function reachableName(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Lets running answers end, but no longer than until the user asks again, or the time is up. */
async function stop({ io }: Session, listening: Listening, graceTime: number): Promise<void> {
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), graceTime);
  void io.untilInterrupted().then(() => impatience.abort());
  await listening.close(impatience.signal);
  clearTimeout(timer);
}
