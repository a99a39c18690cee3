import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';

/** How serious a result is, in SARIF's terms. */
export type SarifLevel = 'error' | 'warning' | 'note';

/** One kind of result. */
export interface SarifRule {
  /** The id of its results: `not-distillable`. Stable: code hosts keep decisions about a result under it. */
  readonly id: string;
  /** The problem, as a sentence. */
  readonly summary: string;
  /** What to do about it. */
  readonly help: string;
  /** Of its results. */
  readonly level: SarifLevel;
}

/** The place of a result. */
export interface SarifPlace {
  /** With `/` between its parts; relative to the root of the sources if it is below it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units; left out for a whole line. */
  readonly column?: number;
  /** After the last character, on the same line. */
  readonly endColumn?: number;
}

/** One result. */
export interface SarifFinding {
  /** Id of its rule. */
  readonly rule: string;
  /** @default that of the rule */
  readonly level?: SarifLevel;
  /** The finding, for people. */
  readonly message: string;
  /** Null if there is no file, as for stdin. */
  readonly place: SarifPlace | null;
  /** A value that stays the same in the next run although lines have moved, such as the slug. */
  readonly identity: string;
  /** More facts for programs. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A result, for forms other than SARIF. */
export interface Finding extends Pick<SarifFinding, 'rule' | 'message' | 'place'> {
  /** Its own, or that of its rule. */
  readonly level: SarifLevel;
}

/** The tool that made the results. */
export interface SarifTool {
  /** Of `@distillable/audit`. */
  readonly version: string;
  /** All that can occur, whether or not they do. */
  readonly rules: readonly SarifRule[];
  /** About the run as a whole, such as the catalog that was judged by. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A log of one run, as SARIF 2.1.0 has it. */
export interface SarifLog {
  /** URL of the JSON Schema. */
  readonly $schema: string;
  /** Of the format. */
  readonly version: '2.1.0';
  /** One. */
  readonly runs: readonly unknown[];
}

/**
 * Writes results for code hosts.
 *
 * @throws TypeError if a finding names a rule that the tool does not have
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLog(
  findings: readonly SarifFinding[],
  { version, rules, properties }: SarifTool,
): SarifLog {
  const seen = new Map<string, number>();
  const fingerprint = (finding: SarifFinding): string => {
    const identity = [finding.rule, finding.place?.file ?? '', finding.identity].join('\0');
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return `${createHash('sha256').update(identity).digest('hex').slice(0, 32)}:${count}`;
  };
  const results = findings.map((finding) => toResult(finding, rules, fingerprint(finding)));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'distillable', version, rules: rules.map(toReportingDescriptor) } },
        columnKind: 'utf16CodeUnits',
        results,
        ...(properties === undefined ? {} : { properties }),
      },
    ],
  };
}

function toReportingDescriptor({ id, summary, help, level }: SarifRule): object {
  return {
    id,
    shortDescription: { text: summary },
    help: { text: help },
    defaultConfiguration: { level },
  };
}

function toResult(finding: SarifFinding, rules: readonly SarifRule[], fingerprint: string): object {
  const { rule, message, place, properties } = finding;
  const ruleIndex = rules.findIndex(({ id }) => id === rule);
  const level = finding.level ?? rules[ruleIndex]?.level;
  if (level === undefined) throw new TypeError(`No rule is called ${JSON.stringify(rule)}.`);
  return {
    ruleId: rule,
    ruleIndex,
    level,
    message: { text: message },
    locations: place === null ? [] : [toLocation(place)],
    // The name that GitHub looks for: with it, a result stays the same one when lines move.
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(properties === undefined ? {} : { properties }),
  };
}

function toLocation({ file, line, column, endColumn }: SarifPlace): object {
  const region = {
    startLine: line,
    ...(column === undefined ? {} : { startColumn: column }),
    ...(endColumn === undefined ? {} : { endLine: line, endColumn }),
  };
  return { physicalLocation: { artifactLocation: toArtifactLocation(file), region } };
}

/** Relative URIs are what code hosts can match with their files. By way of bytes, since half a surrogate pair can't be encoded. */
function toArtifactLocation(file: string): object {
  const path = Buffer.from(file).toString().split('/').map(encodeURIComponent).join('/');
  if (!isAbsolute(file)) return { uri: path.replace(/^(?:\.\/)+/, ''), uriBaseId: '%SRCROOT%' };
  return { uri: `file://${path.startsWith('/') ? '' : '/'}${path}` };
}
