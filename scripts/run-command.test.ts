import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.mjs';

const cwd = new URL('.', import.meta.url);
const node = (program: string) => [process.execPath, '--eval', program];

describe('runCommand', () => {
  it('returns what the command wrote to stdout', () => {
    expect(runCommand(node('console.log(1 + 1)'), { cwd })).toBe('2\n');
  });

  it('runs it in the folder and with the environment that it was given', () => {
    const program = 'console.log(process.env.GREETING, process.cwd())';
    expect(runCommand(node(program), { cwd: '/', env: { GREETING: 'hello' } })).toBe('hello /\n');
  });

  it.each([
    ['console.log("why"); process.exitCode = 3', /ended with 3\nwhy/],
    ['process.kill(process.pid, "SIGKILL")', /ended with SIGKILL/],
  ])('throws with the code and the output: %s', (program, expected) => {
    expect(() => runCommand(node(program), { cwd })).toThrow(expected);
  });

  it('throws for a command that does not exist', () => {
    expect(() => runCommand(['no-such-command-here'], { cwd })).toThrow(
      'Could not start no-such-command-here',
    );
  });
});
