import { onTestFinished } from 'vitest';
import type { Sandbox, SandboxOptions } from '../sandbox.js';
import { startSandbox } from '../start-sandbox.js';

/** A sandbox that is closed when the test ends. */
export async function runningSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}
