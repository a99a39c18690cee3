import {
  countOf,
  type EvidenceVerification,
  type VerifyEvidenceOptions,
  verifyEvidence,
} from '@distillable/audit';
import type { Command } from 'commander';
import { exitCodes } from '../errors.js';
import { append, outputFlags, showGlobalFlags } from '../flags.js';
import type { OpenSession, Session } from '../session.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';

/** `distillable evidence` */
export function defineEvidence(program: Command, open: OpenSession): void {
  const evidence = program
    .command('evidence')
    .description('check a folder that `distillable audit --evidence --sign` wrote');
  showGlobalFlags(evidence.command('verify'), outputFlags)
    .argument('<directory>', 'the folder')
    .description('name what was changed, added or removed since it was signed; exit code 1 if anything was')
    .requiredOption('--key <file>', 'the public key of the person who signed: Ed25519 in PEM')
    .option(
      '--data <file>',
      'a file that should be one of those that were audited or written (repeatable)',
      append,
    )
    .addHelpText('after', verifyExamples)
    .action(async (directory: string, flags: VerifyEvidenceOptions, command: Command) => {
      await runVerify(await open(command), directory, flags);
    });
  evidence.addHelpText('after', examples);
}

const verifyExamples = `
Don't get the key together with the folder: a person who changes the folder can sign it again with another key.

Examples:
  distillable evidence verify evidence --key public.pem
  distillable evidence verify evidence --key public.pem --data train.jsonl
  distillable evidence verify evidence --key public.pem --json | jq -r '.problems[].path'`;

const examples = `
Make a pair of keys once, and keep the private one to yourself:
  openssl genpkey -algorithm ed25519 -out private.pem
  openssl pkey -in private.pem -pubout -out public.pem

Examples:
  distillable audit train.jsonl --evidence evidence --sign private.pem
  distillable evidence verify evidence --key public.pem`;

async function runVerify(
  { io, settings, endWith }: Session,
  directory: string,
  { key, data }: VerifyEvidenceOptions,
): Promise<void> {
  const verification = await verifyEvidence(directory, { key, data });
  if (verification.problems.length > 0) endWith(exitCodes.rejected);
  io.stdout.write(settings.json ? `${toSafeJson(verification, 2)}\n` : render(verification));
}

function render({ files, problems, keyId }: EvidenceVerification): string {
  const result = problems.length === 0 ? 'as they were signed' : countOf(problems.length, 'problem');
  const lines = problems.map(({ code, path, message }) => toPlainText(`${path}: ${code} ${message}`));
  return [...lines, `${countOf(files, 'file')}: ${result}`, `key ${keyId}`]
    .map((line) => `${line}\n`)
    .join('');
}
