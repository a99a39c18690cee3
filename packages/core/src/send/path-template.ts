import { decodeAscii } from './canonical-path.js';

/**
 * Compiles a path such as `/keys/{hash}`, where a part in braces stands for one segment. Paths match as they are
 * written: another spelling of the same path does not.
 */
export function compilePathTemplate(template: string): (path: string) => boolean {
  const expected = template.split('/');
  return (path) => {
    const segments = path.split('/');
    return (
      segments.length === expected.length &&
      segments.every((segment, index) => {
        const part = expected[index] ?? '';
        return /^\{[^{}]+\}$/.test(part) ? isOneSegment(segment) : segment === part;
      })
    );
  };
}

/** Whether no server, however it decodes, could read more than one segment, or another place, out of it. */
function isOneSegment(segment: string): boolean {
  return /^(?!\.{1,2}$)[^\\/;?#]+$/.test(decodeAscii(segment));
}
