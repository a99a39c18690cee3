import { countOf, type Finding } from '@distillable/audit';
import { toPlainText } from './text.js';

/** Makes lines of findings for the log of GitHub Actions, which shows some of them beside the code. */
export interface Annotations {
  /** The line of a finding. */
  readonly line: (finding: Finding) => string;
  /** The last line: how many there were. Programs read it. */
  readonly summary: () => string;
}

/**
 * GitHub shows so many annotations of each level for a step.
 *
 * @see https://docs.github.com/en/rest/checks/runs (read 2026-11-27)
 */
const maxShown = 10;

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Findings that GitHub would not show are written as compilers write them, so that the log has all of them. */
export function createAnnotations(): Annotations {
  const counts = { error: 0, warning: 0, note: 0 };
  return {
    line(finding) {
      counts[finding.level] += 1;
      return `${(counts[finding.level] > maxShown ? toLogLine : toCommand)(finding)}\n`;
    },
    summary: () =>
      `distillable: ${countOf(counts.error, 'error')}, ${countOf(counts.warning, 'warning')}, ${countOf(counts.note, 'notice')}\n`,
  };
}

/**
 * A workflow command.
 *
 * @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts (read 2026-11-27)
 */
function toCommand({ rule, level, message, place }: Finding): string {
  const properties = {
    // GitHub finds the file by its exact name, so nothing in it may be shown as an escape.
    file: place?.file.replace(/^(?:\.\/)+/, ''),
    line: place?.line,
    col: place?.column,
    endColumn: place?.endColumn,
    title: toPlainText(rule),
  };
  const written = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${escapeProperty(String(value))}`,
  );
  return `::${commands[level]} ${written.join(',')}::${escapeData(toPlainText(message))}`;
}

function toLogLine({ rule, level, message, place }: Finding): string {
  const where =
    place === null
      ? ''
      : `${place.file}:${place.line}${place.column === undefined ? '' : `:${place.column}`}: `;
  return toPlainText(`${where}${level} ${rule}: ${message}`);
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
