import type { ApiShape, Naming, Policy, ReferenceCode } from '@distillable/core';

/** A body, and what the guard says about it. */
export interface RequestCase extends CaseOptions {
  /** A sentence about behaviour. */
  readonly title: string;
  readonly body: unknown;
  readonly allowed: boolean;
  /** Every reference, in any order, as `pointer role verdict code outcome`. */
  readonly verdicts: readonly string[];
  /** What rejects the request apart from its references, as `pointer code`. */
  readonly violations: readonly string[];
  /** JSON Patch to the guarded body, as `[op, path, value]`. */
  readonly changes: readonly Change[];
}

export type Change =
  | readonly [op: 'add' | 'replace', path: string, value: unknown]
  | readonly [op: 'remove', path: string];

interface CaseOptions {
  /** Left out: no policy of one's own. */
  readonly policy?: Policy;
  /** Left out: none is given; and the verdicts are the same for each API shape that takes one body. */
  readonly shape?: ApiShape;
  /** Left out: the wire's. */
  readonly naming?: Naming;
}

/**
 * A case as it is written: its title, its body, and in any order
 * - every reference as `pointer [role] CODE [verdict] [dropped]`: the role of `/model` is `primary` and that of
 *   `/models/0` is `fallback`, where none is written; the verdict and whether it is allowed follow from the code;
 * - what else rejects the request, as `pointer CODE`, or `CODE` alone for the whole body;
 * - the changes to a body that is allowed; without any the enforcement flag is added and nothing else, unless
 *   `unchanged` is written;
 * - options.
 */
export type WrittenCase = readonly [
  title: string,
  body: unknown,
  ...expected: readonly (string | Change | CaseOptions)[],
];

/** A case for what a request of a batch has beside its body; the pointers are those within that request. */
export function besideBody(
  beside: Readonly<Record<string, unknown>>,
  ...expected: readonly string[]
): readonly WrittenCase[] {
  const item = { custom_id: 'a', body: { messages: [] }, ...beside };
  const flag = { enforce_distillable_text: true };
  return [
    [
      JSON.stringify(beside),
      { model: 'open/small', requests: [item] },
      '/model DISTILLABLE',
      ...expected.map((line) => `/requests/0${line}`),
      ['add', '/requests/0/body/provider', flag],
      { shape: 'batch' },
    ],
  ];
}

/** Cases for slugs in a place where no model is expected; `wrap` makes fields of a body of what stands there. */
export function mentionsAt(
  at: string,
  wrap: (value: unknown) => Readonly<Record<string, unknown>>,
  ...expected: readonly string[]
): readonly WrittenCase[] {
  const within = `${at}/`;
  const entry = (title: string, value: unknown, ...lines: readonly string[]): WrittenCase => [
    `${at}: ${title}`,
    { model: 'open/small', ...wrap(value) },
    '/model DISTILLABLE',
    ...lines,
    ...expected,
  ];
  return [
    entry(
      'under any name, at any depth, in lists',
      { judge: 'closed/big', x: [{ engine: ['open/large', 'closed/small'] }] },
      `${within}judge unrecognised NOT_DISTILLABLE`,
      `${within}x/0/engine/1 unrecognised NOT_DISTILLABLE`,
    ),
    entry(
      'as a key',
      { weights: { 'closed/big': 1 } },
      `${within}weights/closed~1big unrecognised NOT_DISTILLABLE`,
    ),
    entry(
      'in a field of a model',
      [{ model: 'nobody/model' }],
      `${within}0/model unrecognised UNKNOWN_MODEL`,
    ),
    entry(
      'as anything else that is no allowed model',
      [
        '~closed/big-latest',
        'openrouter/auto',
        'open/small@preset/x',
        ' Closed/Big',
        'closed/small:nitro',
        'open/large:free',
      ],
      `${within}0 unrecognised NOT_DISTILLABLE`,
      `${within}1 unrecognised ROUTER_UNBOUNDED`,
      `${within}2 unrecognised PRESET_UNKNOWN`,
      `${within}3 unrecognised NOT_DISTILLABLE`,
      `${within}4 unrecognised NOT_DISTILLABLE`,
      `${within}5 unrecognised VARIANT_WITHOUT_ROW`,
    ),
    entry('none, or an allowed one', ['open/large', 'nobody/model', 'text/plain', 'closed', 7, null]),
    entry('as text', 'closed/big', `${at} unrecognised NOT_DISTILLABLE`),
  ];
}

export function readCases(
  groups: Readonly<Record<string, readonly WrittenCase[]>>,
): Readonly<Record<string, readonly RequestCase[]>> {
  return Object.fromEntries(Object.entries(groups).map(([name, cases]) => [name, cases.map(readCase)]));
}

function readCase([title, body, ...expected]: WrittenCase): RequestCase {
  const texts = expected.filter((each) => typeof each === 'string');
  const lines = texts.filter((text) => text !== 'unchanged').map(readLine);
  const verdicts = lines.filter((line) => line.split(' ').length > 2);
  const violations = lines.filter((line) => line.split(' ').length === 2);
  const allowed = violations.length === 0 && !verdicts.some((line) => line.endsWith(' refused'));
  const written = expected.filter(isChange);
  const changes = written.length === 0 && !texts.includes('unchanged') ? onlyTheFlag : written;
  return {
    title,
    body,
    allowed,
    verdicts,
    violations,
    changes: allowed ? changes : [],
    ...expected.find(isOptions),
  };
}

const onlyTheFlag: readonly Change[] = [['add', '/provider', { enforce_distillable_text: true }]];

function isChange(expected: WrittenCase[2]): expected is Change {
  return Array.isArray(expected);
}

function isOptions(expected: WrittenCase[2]): expected is CaseOptions {
  return typeof expected === 'object' && !isChange(expected);
}

/** Writes a line out: `pointer role verdict code outcome`, or `pointer code` for what is no reference. */
function readLine(text: string): string {
  const [path = '', ...words] = text.startsWith('/') ? text.split(' ') : ['', ...text.split(' ')];
  const code = words.find((word) => /^[A-Z_]+$/.test(word)) ?? '';
  if (!isReferenceCode(code)) return `${path} ${code}`;
  const [verdict, outcome] = meanings[code];
  const role =
    words.find((word) => /^[a-z]+$/.test(word) && !isVerdict(word) && word !== 'dropped') ?? roleAt(path);
  return [
    path,
    role,
    words.find(isVerdict) ?? verdict,
    code,
    words.includes('dropped') ? 'dropped' : outcome,
  ].join(' ');
}

function roleAt(path: string): string {
  const place = path.replace(/^\/requests\/\d+(\/body)?/, '');
  if (place === '/model') return 'primary';
  if (/^\/models\/\d+$/.test(place)) return 'fallback';
  throw new Error(`${path}: write its role`);
}

function isVerdict(word: string): boolean {
  return ['distillable', 'not-distillable', 'unknown', 'dynamic'].includes(word);
}

function isReferenceCode(code: string): code is ReferenceCode {
  return Object.hasOwn(meanings, code);
}

/** The verdict that goes with a code, and whether it is allowed. */
const meanings: Readonly<Record<ReferenceCode, readonly [verdict: string, outcome: 'allowed' | 'refused']>> =
  {
    DISTILLABLE: ['distillable', 'allowed'],
    ROUTER_BOUNDED: ['dynamic', 'allowed'],
    ROUTER_BOUND_ADDED: ['dynamic', 'allowed'],
    ADMITTED_BY_POLICY: ['unknown', 'allowed'],
    UNCHECKED: ['unknown', 'allowed'],
    NOT_DISTILLABLE: ['not-distillable', 'refused'],
    UNKNOWN_MODEL: ['unknown', 'refused'],
    VARIANT_WITHOUT_ROW: ['unknown', 'refused'],
    ALIAS_TARGET_UNKNOWN: ['unknown', 'refused'],
    EMPTY_SLUG: ['unknown', 'refused'],
    NOT_A_SLUG: ['unknown', 'refused'],
    ROUTER_UNBOUNDED: ['dynamic', 'refused'],
    WILDCARD_NOT_DISTILLABLE: ['dynamic', 'refused'],
    TOO_MANY_WILDCARDS: ['dynamic', 'refused'],
    WILDCARD_WITHOUT_MATCH: ['unknown', 'refused'],
    PRESET_UNKNOWN: ['dynamic', 'refused'],
    SERVER_PICKS: ['dynamic', 'refused'],
    DENIED_BY_POLICY: ['distillable', 'refused'],
    NOT_IN_POLICY: ['distillable', 'refused'],
    NO_CATALOG: ['unknown', 'refused'],
    TERMS_DISALLOWED: ['distillable', 'refused'],
    TERMS_CONDITIONAL: ['distillable', 'refused'],
    TERMS_UNKNOWN: ['distillable', 'refused'],
  };
