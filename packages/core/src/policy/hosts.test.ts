import { expect, it } from 'vitest';
import type { PolicyHosts } from './hosts.js';
import { compileHosts, describeBadHost, judgeHost } from './hosts.js';

it.each<[served: string, hosts: PolicyHosts, code: string]>([
  ['DeepInfra', { only: ['deepinfra'] }, 'HOST_ALLOWED'],
  ['DeepInfra', { only: ['deepinfra/turbo'] }, 'HOST_ALLOWED'],
  ['deepinfra/turbo', { only: ['deepinfra/fp8'] }, 'HOST_NOT_LISTED'],
  ['Together', { only: ['deepinfra'] }, 'HOST_NOT_LISTED'],
  ['Together', { only: [] }, 'HOST_NOT_LISTED'],
  ['Together', { ignore: ['deepinfra'] }, 'HOST_ALLOWED'],
  ['Amazon Bedrock', { ignore: ['amazon-bedrock'] }, 'HOST_IGNORED'],
  ['Amazon Bedrock', { only: ['amazon-bedrock'], ignore: ['amazon-bedrock'] }, 'HOST_IGNORED'],
  ['Google', { ignore: ['google-vertex'] }, 'HOST_IGNORED'],
  ['Google AI Studio', { ignore: ['google-vertex'] }, 'HOST_ALLOWED'],
  ['AtlasCloud', { ignore: ['atlas-cloud'] }, 'HOST_IGNORED'],
  ['Z.AI', { ignore: ['z-ai'] }, 'HOST_IGNORED'],
  ['Moonshot AI', { ignore: ['moonshotai'] }, 'HOST_IGNORED'],
  ['Mancer 2', { ignore: ['mancer'] }, 'HOST_IGNORED'],
  ['Amazon Bedrock/us-east-1', { ignore: ['amazon-bedrock'] }, 'HOST_IGNORED'],
])('a response from %s under %o: %s', (served, hosts, code) => {
  const bounds = compileHosts(hosts);
  expect(bounds && judgeHost(served, bounds)).toBe(code);
});

it.each(['deepinfra', 'deepinfra/turbo', 'google-vertex/us-east5', 'z-ai', '01.ai'])(
  '%s is a host',
  (entry) => {
    expect(describeBadHost(entry)).toBeNull();
  },
);

it.each<[entry: string, meant: string | null]>([
  ['DeepInfra', 'deepinfra'],
  ['Amazon Bedrock', 'amazon-bedrock'],
  ['google', 'google-vertex'],
  [' deepinfra', 'deepinfra'],
  ['*', null],
  ['', null],
  ['deepinfra/', null],
  ['deepinfra/*', null],
  ['a/b/c', null],
])('%o is no host, and is meant as %o', (entry, meant) => {
  const problem = describeBadHost(entry);
  expect(problem).toContain('is no host');
  expect(problem?.match(/Did you mean "(.*)"/)?.[1] ?? null).toBe(meant);
});
