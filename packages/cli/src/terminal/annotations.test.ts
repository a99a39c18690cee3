import type { Finding } from '@distillable/audit';
import { describe, expect, it } from 'vitest';
import { createAnnotations } from './annotations.js';

const finding = (fields: Partial<Finding> = {}): Finding => ({
  rule: 'unknown',
  level: 'error',
  message: 'No.',
  place: { file: 'src/a.ts', line: 3 },
  ...fields,
});

describe('createAnnotations', () => {
  it.each<[what: string, fields: Partial<Finding>, line: string]>([
    ['an error in a line', {}, '::error file=src/a.ts,line=3,title=unknown::No.'],
    [
      'a warning in columns',
      { level: 'warning', place: { file: './a.ts', line: 1, column: 2, endColumn: 4 } },
      '::warning file=a.ts,line=1,col=2,endColumn=4,title=unknown::No.',
    ],
    ['a note without a file', { level: 'note', place: null }, '::notice title=unknown::No.'],
    [
      'a file whose name is hostile',
      { place: { file: 'a,line=9::b%0A\r\n::warning::c', line: 1 } },
      '::error file=a%2Cline=9%3A%3Ab%250A%0D%0A%3A%3Awarning%3A%3Ac,line=1,title=unknown::No.',
    ],
    [
      'a message that is hostile',
      { message: '100%0A\n::stop-commands::x\u202e' },
      '::error file=src/a.ts,line=3,title=unknown::100%250A\\n::stop-commands::x\\u202e',
    ],
    [
      'a rule that is hostile',
      { rule: 'a,file=b::c\n::error::d' },
      '::error file=src/a.ts,line=3,title=a%2Cfile=b%3A%3Ac\\n%3A%3Aerror%3A%3Ad::No.',
    ],
  ])('writes %s', (_, fields, line) => {
    expect(createAnnotations().line(finding(fields))).toBe(`${line}\n`);
  });

  it('annotates as many as GitHub shows of each level, logs the rest, and counts all', () => {
    const annotations = createAnnotations();
    const errors = Array.from({ length: 12 }, () => annotations.line(finding({ message: '::error::x' })));
    expect(errors.filter((line) => line.startsWith('::error '))).toHaveLength(10);
    expect(errors.at(-1)).toBe('src/a.ts:3: error unknown: ::error::x\n');
    expect(annotations.line(finding({ level: 'warning' }))).toMatch(/^::warning /);
    expect(annotations.summary()).toBe('distillable: 12 errors, 1 warning, 0 notices\n');
  });

  it('never begins a line of the log with a command, whatever the name of the file', () => {
    const annotations = createAnnotations();
    const write = (): string => annotations.line(finding({ place: { file: ' ::error::x', line: 1 } }));
    const lines = Array.from({ length: 11 }, write);
    expect(lines.at(-1)).toMatch(/^ \\u003a:error::x:1: error unknown: No\.\n$/);
  });
});
