import { isDeepStrictEqual } from 'node:util';
import { type CatalogModel, type CatalogSnapshot, snapshotFromModels } from '@distillable/catalog';
import { type Decision, evaluate, type Policy } from '@distillable/core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { arbitraryRows } from './properties/arbitrary-catalog.js';
import { checkDecision, deepFreeze, hold } from './properties/check-decision.js';
import { checkGuarded, isMendable, valueAt } from './properties/check-guarded.js';
import { hostileJson } from './properties/hostile-json.js';
import { anyRequest, isFine, type PlantedRequest } from './properties/planted-request.js';
import { isKnown, isProven } from './properties/proven.js';
import { shuffled, withUnknownFields } from './properties/rewritten.js';
import { createTally } from './properties/tally.js';
import { toSdk } from './properties/to-sdk.js';

type Rows = readonly CatalogModel[];

const inCi = process.env['CI'] !== undefined && process.env['CI'] !== '';
/** Each run judges up to 20 requests by one list. */
const runs = Number(process.env['PROPERTY_RUNS'] ?? (inCi ? 650 : 150));
const timeout = 600_000;
const tally = createTally();

const requests = fc.array(anyRequest, { minLength: 1, maxLength: 20, size: 'max' });

function snapshotOf(models: Rows): CatalogSnapshot {
  const source = { url: 'https://openrouter.test/api/v1', sample: null };
  return snapshotFromModels({ models, retrievedAt: new Date(0), source });
}

/** Judges, and checks what is true of every decision. */
function judge(
  body: unknown,
  snapshot: CatalogSnapshot,
  policy: Policy,
  options: Parameters<typeof evaluate>[3],
): Decision {
  // Not structuredClone: it loses a key named `__proto__`.
  const before: unknown = JSON.parse(JSON.stringify(body));
  const decision = evaluate(deepFreeze(body), snapshot, policy, options);
  checkDecision(body, before, decision);
  tally.count(decision);
  if (decision.allowed) {
    const again = evaluate(decision.request, snapshot, policy, options);
    hold(again.allowed, 'the guarded body is allowed', body, decision.request, again.violations);
    hold(
      again.changes.length === 0,
      'the guarded body needs no change',
      body,
      decision.request,
      again.changes,
    );
  }
  return decision;
}

function everyRequest(check: (planted: PlantedRequest, snapshot: CatalogSnapshot, rows: Rows) => void): void {
  fc.assert(
    fc.property(arbitraryRows, requests, (rows, plans) => {
      const snapshot = snapshotOf(rows);
      for (const plan of plans) check(plan(rows), snapshot, rows);
    }),
    { numRuns: runs },
  );
}

describe('a request with models planted in it', () => {
  it(
    'is allowed exactly when every one of them is proven distillable',
    () => {
      everyRequest((planted, snapshot, rows) => {
        const decision = judge(planted.body, snapshot, {}, planted.options);
        const isAllFine = planted.parts.every((part) =>
          part.plants.every((each) => isFine(each, part, rows)),
        );
        const expected = planted.isWellFormed && isAllFine;
        hold(decision.allowed === expected, `expected ${expected}`, planted, decision, rows);
        if (decision.allowed) checkGuarded(planted, decision, rows);
        const [seen, known] = [seenIn(decision), plantedIn(planted, rows)];
        hold(seen === known, `references, expected:\n${known}\nseen:\n${seen}`, planted, rows);
      });
    },
    timeout,
  );

  it(
    'loses in prune mode what is not proven, or is refused',
    () => {
      everyRequest((planted, snapshot, rows) => {
        const decision = judge(planted.body, snapshot, { mode: 'prune' }, planted.options);
        if (decision.allowed) checkGuarded(planted, decision, rows);
        else hold(!isMendable(planted, rows), 'there was enough left to use', planted, decision, rows);
        const strict = evaluate(planted.body, snapshot, {}, planted.options);
        if (strict.allowed) expect(decision.changes).toEqual(strict.changes);
      });
    },
    timeout,
  );

  it(
    'is judged the same with its keys in another order and with unknown fields added',
    () => {
      fc.assert(
        fc.property(arbitraryRows, requests, fc.integer(), (rows, plans, seed) => {
          const snapshot = snapshotOf(rows);
          for (const plan of plans) {
            const { body, options } = plan(rows);
            for (const mode of ['reject', 'prune'] as const) {
              const plain = judge(body, snapshot, { mode }, options);
              const other = judge(shuffled(body, seed), snapshot, { mode }, options);
              hold(verdictsOf(other) === verdictsOf(plain), 'order of keys', body, plain, other);
              const more = judge(withUnknownFields(body, seed), snapshot, { mode }, options);
              hold(verdictsOf(more) === verdictsOf(plain), 'unknown fields', body, plain, more);
            }
          }
        }),
        { numRuns: Math.ceil(runs / 6) },
      );
    },
    timeout,
  );
});

describe('a request that goes through the official SDK', () => {
  it(
    'is judged as what the SDK sends, in the spelling of its caller',
    () => {
      let judged = 0;
      everyRequest(({ body, options, shape, isWellFormed }, snapshot) => {
        const sdkBody = shape === 'batch' || !isWellFormed ? null : toSdk(body, shape);
        if (shape === 'batch' || sdkBody === null) return;
        judged += 1;
        for (const mode of ['reject', 'prune'] as const) {
          const wire = judge(body, snapshot, { mode }, { ...options, shape });
          const sdk = judge(sdkBody, snapshot, { mode }, { ...options, shape, naming: 'sdk' });
          hold(withoutPlaces(sdk) === withoutPlaces(wire), 'the spelling', body, sdkBody, wire, sdk);
          for (const { path, requested, code } of sdk.references) {
            const isNamed = requested !== null && code !== 'NOT_A_SLUG';
            hold(!isNamed || valueAt(sdkBody, tokensOf(path)) === requested, path, sdkBody, sdk);
          }
          if (!wire.allowed || wire.request === null) continue;
          const guarded = toSdk(Object(wire.request), shape);
          hold(isDeepStrictEqual(sdk.request, guarded), 'the guarded body', sdkBody, sdk.request, guarded);
        }
      });
      expect(judged).toBeGreaterThan(runs);
    },
    timeout,
  );
});

describe('the lists of a policy', () => {
  const entry = fc.oneof(
    fc.constantFrom('qwen', 'openai/*', 'nvidia', 'openrouter', 'nobody/knows', 'qwen/gone'),
    fc.constantFrom('qwen/a', 'qwen/b', 'openai/a', 'qwen/a:free', 'qwen/a-20250101', '~qwen/latest'),
    fc.constantFrom('openrouter/auto', 'nvidia/shared-20250101', '@preset/x'),
  );
  const list = fc.array(entry, { maxLength: 8 });
  const policies = fc.record(
    {
      mode: fc.constantFrom('reject', 'prune'),
      allow: list,
      deny: list,
      routers: fc.constantFrom('bounded', 'reject'),
    },
    { requiredKeys: [] },
  );

  it(
    'never let more pass with more denied or less allowed, nor anything that is known and not distillable',
    () => {
      fc.assert(
        fc.property(arbitraryRows, requests, policies, entry, (rows, plans, policy, extra) => {
          const snapshot = snapshotOf(rows);
          const stricter: Policy[] = [{ ...policy, deny: [...(policy.deny ?? []), extra] }];
          if (policy.allow === undefined) stricter.push({ ...policy, allow: [extra] });
          else if (policy.allow.length > 0) stricter.push({ ...policy, allow: policy.allow.slice(1) });
          for (const plan of plans) {
            const planted = plan(rows);
            const decision = judge(planted.body, snapshot, policy, planted.options);
            if (decision.allowed) checkAdmitted(decision, policy, rows);
            for (const other of stricter) {
              const narrower = judge(planted.body, snapshot, other, planted.options);
              const admits = policy.allow === undefined && other.allow !== undefined;
              if (decision.allowed || admits) continue;
              hold(!narrower.allowed, 'a stricter policy allows more', planted.body, policy, other, rows);
            }
          }
        }),
        { numRuns: Math.ceil(runs / 3) },
      );
    },
    timeout,
  );
});

describe('any JSON', () => {
  it(
    'is judged without throwing, whatever it is',
    () => {
      fc.assert(
        fc.property(
          arbitraryRows,
          fc.array(hostileJson, { minLength: 1, maxLength: 20, size: 'max' }),
          (rows, bodies) => {
            const snapshot = snapshotOf(rows);
            for (const body of bodies) {
              judge(body, snapshot, {}, { alternatives: 0 });
              judge(body, snapshot, { mode: 'prune' }, { alternatives: 0, naming: 'sdk', shape: 'batch' });
            }
          },
        ),
        { numRuns: Math.ceil(runs / 4) },
      );
    },
    timeout,
  );
});

afterAll(() => {
  console.info(String(tally));
  if (inCi) expect(tally.bodies).toBeGreaterThanOrEqual(40_000);
  expect([...tally.outcomes.keys()].sort()).toEqual(['allowed', 'pruned', 'refused']);
  expect([...tally.roles.keys()].sort()).toEqual(
    [
      ...['advisor', 'analyst', 'candidate', 'fallback', 'image', 'panel', 'pinned', 'preset', 'primary'],
      ...['router', 'unrecognised', 'worker'],
    ].sort(),
  );
});

/** Every reference as the decision shows it; of open ones only the role: their place is where nothing stands. */
function seenIn({ references }: Decision): string {
  return references
    .map(({ path, role, code, requested, outcome }) => {
      if (code === 'SERVER_PICKS') return `${role} picked by the server`;
      return `${role} at ${path}: ${code === 'NOT_A_SLUG' ? 'no slug' : requested}: ${outcome}`;
    })
    .sort()
    .join('\n');
}

function plantedIn({ parts }: PlantedRequest, rows: Rows): string {
  return parts
    .flatMap((part) =>
      part.plants.map((plant) => {
        const { path, role, kind, text } = plant;
        if (kind === 'open') return `${role} picked by the server`;
        const outcome = isFine(plant, part, rows) ? 'allowed' : 'refused';
        return `${role} at ${pointer([...part.prefix, ...path])}: ${kind === 'misfit' ? 'no slug' : text}: ${outcome}`;
      }),
    )
    .sort()
    .join('\n');
}

function pointer(path: readonly (string | number)[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function tokensOf(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What is judged how, wherever it is. */
function withoutPlaces({ allowed, references, violations }: Decision): string {
  const judged = references.map(
    ({ role, requested, code, outcome }) => `${role} ${requested} ${code} ${outcome}`,
  );
  return JSON.stringify([allowed, judged.sort(), violations.map(({ code }) => code).sort()]);
}

/** Of many violations, those that come first are listed; all references are. */
function verdictsOf({ allowed, references, violations, violationCount }: Decision): string {
  const judged = references.map(({ path, role, code, outcome }) => `${path} ${role} ${code} ${outcome}`);
  return JSON.stringify([
    allowed,
    judged.sort(),
    violationCount,
    violationCount > violations.length ? null : violations.map(({ path, code }) => `${path} ${code}`).sort(),
  ]);
}

/** What passes is proven, bounded, or a model that no list knows and the policy names. */
function checkAdmitted({ references }: Decision, policy: Policy, rows: Rows): void {
  for (const { requested, code, outcome } of references) {
    if (outcome !== 'allowed' || code.startsWith('ROUTER_BOUND') || requested?.includes('*')) continue;
    const slug = requested ?? '';
    const isAdmitted = policy.allow?.includes(slug) === true && !isKnown(slug.trim().toLowerCase(), rows);
    hold(isProven(slug, rows) || isAdmitted, `${slug} passes`, policy, rows);
  }
}
