import { type Command, Option } from 'commander';
import { parseDuration, parsePort, parsePositiveInteger } from '../flag-values.js';
import type { OpenSession } from '../session.js';

/** `distillable proxy` */
export function defineProxy(program: Command, open: OpenSession): void {
  program
    .command('proxy')
    .description('run a local OpenRouter that lets nothing through but what the guard allows')
    .option('--port <number>', 'port to listen on; 0 takes any free one (default: 8402)', parsePort)
    .option('--host <address>', 'address to listen on; other machines need the token (default: 127.0.0.1)')
    .option('--token <token>', 'what callers must send as X-Distillable-Token (DISTILLABLE_PROXY_TOKEN)')
    .addOption(
      new Option('--mode <mode>', 'refuse a body, or drop what may be dropped (default: reject)').choices([
        'reject',
        'prune',
      ]),
    )
    .option('--policy <file>', 'a policy, or a configuration with one (default: distillable.config.json)')
    .option('--ledger <file>', 'keep the receipt of every answer before its end is handed out')
    .option('--upstream <url>', 'where requests go (default: the base URL)')
    .option(
      '--concurrency <number>',
      'so many requests upstream at once, the rest wait',
      parsePositiveInteger,
    )
    .option('--upstream-timeout <duration>', 'longest silence of the upstream (default: 5m)', parseDuration)
    .addHelpText('after', examples)
    .action(async (flags, command: Command) => {
      const { runProxy } = await import('../proxy/run-proxy.js');
      await runProxy(await open(command), flags);
    });
}

const examples = `
Text is asked for at /v1/chat/completions, /v1/completions, /v1/responses, /v1/messages and /api/beta/batches. Such
requests are judged, sent with the enforcement flag, and their answers verified; GET /v1/models lists what is
distillable (?distillable=all: everything, with verdicts); what makes no text passes; the rest is refused. /v1 is short
for /api/v1. GET /healthz and /metrics tell how it does.

A caller's own key is passed on; where there is none, or it is the word "distillable", OPENROUTER_API_KEY is added.

Examples:
  distillable proxy
  OPENAI_BASE_URL=http://127.0.0.1:8402/v1 OPENAI_API_KEY=distillable python generate.py
  ANTHROPIC_BASE_URL=http://127.0.0.1:8402 ANTHROPIC_API_KEY=distillable node generate.mjs
  distillable proxy --sandbox --port 0
  distillable proxy --ledger receipts.jsonl --mode prune --concurrency 20`;
