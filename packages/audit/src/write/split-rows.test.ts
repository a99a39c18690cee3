import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotateRow, noteField } from './split-rows.js';

describe('annotateRow', () => {
  it.each([
    ['{"a":1}\n', '{"a":1,"distillable_audit":{}}\n'],
    ['{ "a": 1.0 }\r\n', '{ "a": 1.0 ,"distillable_audit":{}}\n'],
    ['{}', '{"distillable_audit":{}}\n'],
    ['{ }\n', '{ "distillable_audit":{}}\n'],
    ['\ufeff{"a":"}"}\n', '{"a":"}","distillable_audit":{}}\n'],
    ['{"distillable_audit":1}\n', '{"distillable_audit":1,"distillable_audit_2":{}}\n'],
  ])('adds a field to the line %j and leaves the rest as it is', (line, expected) => {
    const bytes = Buffer.from(line);
    const at = { line: 1, offset: 0, bytes, start: 0, end: bytes.length };
    expect(annotateRow(at, JSON.parse(line.replace('\ufeff', '')), '{}').toString()).toBe(expected);
  });

  it('gives any row, with or without a line, its field and nothing else', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.nat(3),
        fc.boolean(),
        (row, indent, hasLine) => {
          const text = JSON.stringify(row, null, indent).replaceAll('\n', ' ');
          const bytes = hasLine ? Buffer.from(`${text}\n`) : null;
          const at = { line: 1, offset: null, bytes, start: 0, end: bytes?.length ?? 0 };
          const { [noteField]: note, ...rest } = JSON.parse(
            annotateRow(at, row, '{"verdict":"unknown"}').toString(),
          );
          fc.pre(!Object.hasOwn(row, noteField));
          expect(note).toEqual({ verdict: 'unknown' });
          expect(JSON.stringify(rest)).toBe(JSON.stringify(JSON.parse(text)));
        },
      ),
    );
  });
});
