import { boundByPrune } from './case-catalog.js';
import type { RequestCase } from './request-case.js';

/**
 * What the guard says of a request, case by case: the body, and every reference in it as
 * `pointer role verdict code outcome`. The catalog is in `case-catalog.ts`: `open/…` is distillable, `closed/…` is not,
 * `mixed/…` is both. A body that is allowed gets the enforcement flag; other changes stand in `changes`.
 */
export const requestCases: Readonly<Record<string, readonly RequestCase[]>> = {
  'One model': [
    {
      title: 'a distillable model passes',
      body: { model: 'open/small' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a model without the permission is refused',
      body: { model: 'closed/big' },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'a model that no list knows is refused',
      body: { model: 'nobody/model' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'a model in both filtered lists is not distillable',
      body: { model: 'mixed/in-both-lists' },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'a model in neither filtered list is not distillable',
      body: { model: 'mixed/in-no-list' },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'a canonical slug stands for its row',
      body: { model: 'open/small-20260101' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a canonical slug of a closed model is refused',
      body: { model: 'closed/big-20260202' },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'a canonical slug may have another author than the id',
      body: { model: 'former/model-20250101' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a canonical slug that a closed variant shares stands for the plain row',
      body: { model: 'mixed/good-20260301' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a canonical slug with a static variant stands for the row of that variant',
      body: { model: 'mixed/good-20260301:thinking' },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'another date than the canonical one is unknown',
      body: { model: 'open/small-20260102' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'capital letters are judged as written',
      body: { model: 'Open/Small' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'a space around a slug is judged as written',
      body: { model: ' open/small ' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'a line break after a slug is judged as written',
      body: { model: 'open/small\n' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'a letter that only looks the same makes another slug',
      body: { model: 'οpen/small' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'an empty slug names no model',
      body: { model: '' },
      allowed: false,
      verdicts: ['/model primary unknown EMPTY_SLUG refused'],
    },
    {
      title: 'white space names no model',
      body: { model: ' ' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'an author alone is no model',
      body: { model: 'open' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'a slug with one part too many is no model',
      body: { model: 'open/small/v2' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'a wildcard is no model outside of a list of candidates',
      body: { model: 'open/*' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'a name that every object has is no model',
      body: { model: 'constructor', models: ['__proto__', 'toString'] },
      allowed: false,
      verdicts: [
        '/model primary unknown UNKNOWN_MODEL refused',
        '/models/0 fallback unknown UNKNOWN_MODEL refused',
        '/models/1 fallback unknown UNKNOWN_MODEL refused',
      ],
    },
  ],

  'One model, on each endpoint': [
    {
      title: 'chat completions name it in model',
      endpoint: 'chat',
      body: { model: 'closed/big', messages: [{ role: 'user', content: 'Hello' }] },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'completions name it in model',
      endpoint: 'completions',
      body: { model: 'open/small', prompt: 'Once upon a time' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'completions with several prompts name it in model',
      endpoint: 'completions',
      body: { model: 'closed/big', prompt: ['Once', 'Twice'] },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'responses name it in model',
      endpoint: 'responses',
      body: { model: 'open/small', input: 'Hello' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'messages name it in model',
      endpoint: 'messages',
      body: { model: 'open/small', max_tokens: 9, messages: [{ role: 'user', content: 'Hello' }] },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
  ],

  'Something else than a slug': [
    {
      title: 'a number',
      body: { model: 7 },
      allowed: false,
      verdicts: ['/model primary unknown NOT_A_SLUG refused'],
    },
    {
      title: 'a boolean',
      body: { model: true },
      allowed: false,
      verdicts: ['/model primary unknown NOT_A_SLUG refused'],
    },
    {
      title: 'an object',
      body: { model: { id: 'open/small' } },
      allowed: false,
      verdicts: ['/model primary unknown NOT_A_SLUG refused'],
    },
    {
      title: 'a list, even of one distillable model',
      body: { model: ['open/small'] },
      allowed: false,
      verdicts: ['/model primary unknown NOT_A_SLUG refused'],
    },
    {
      title: 'an empty list',
      body: { model: [] },
      allowed: false,
      verdicts: ['/model primary unknown NOT_A_SLUG refused'],
    },
    {
      title: 'a list of fallbacks with everything but slugs in it',
      body: { model: 'open/small', models: [null, 1, false, {}, [], ['open/small'], ''] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback unknown NOT_A_SLUG refused',
        '/models/1 fallback unknown NOT_A_SLUG refused',
        '/models/2 fallback unknown NOT_A_SLUG refused',
        '/models/3 fallback unknown NOT_A_SLUG refused',
        '/models/4 fallback unknown NOT_A_SLUG refused',
        '/models/5 fallback unknown NOT_A_SLUG refused',
        '/models/6 fallback unknown EMPTY_SLUG refused',
      ],
    },
    {
      title: 'text instead of a list of fallbacks is judged as a fallback',
      body: { model: 'open/small', models: 'closed/big' },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models fallback not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'an object instead of a list of fallbacks',
      body: { model: 'open/small', models: { 0: 'open/small' } },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models fallback unknown NOT_A_SLUG refused',
      ],
    },
    {
      title: 'fallbacks that are no objects, and one without a model',
      body: { model: 'open/small', fallbacks: ['open/large', 3, {}, { model: null }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/fallbacks/0 fallback distillable DISTILLABLE allowed',
        '/fallbacks/1 fallback unknown NOT_A_SLUG refused',
        '/fallbacks/2/model fallback unknown NOT_A_SLUG refused',
        '/fallbacks/3/model fallback unknown NOT_A_SLUG refused',
      ],
    },
    {
      title: 'candidates that are no slugs',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['open/small', null, 4, { id: 'open/small' }] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
        '/plugins/0/allowed_models/1 candidate unknown NOT_A_SLUG refused',
        '/plugins/0/allowed_models/2 candidate unknown NOT_A_SLUG refused',
        '/plugins/0/allowed_models/3 candidate unknown NOT_A_SLUG refused',
      ],
    },
    {
      title: 'text instead of a list of candidates bounds nothing',
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: 'open/small' }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/allowed_models candidate unknown NOT_A_SLUG refused',
      ],
    },
    {
      title: 'models of tools that are no slugs',
      body: {
        model: 'open/small',
        tools: [
          { type: 'openrouter:advisor', parameters: { model: 1 } },
          { type: 'openrouter:subagent', parameters: { model: ['open/small'] } },
          { type: 'openrouter:image_generation', parameters: { model: {} } },
          { type: 'openrouter:fusion', parameters: { analysis_models: 'open/small', model: false } },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model advisor unknown NOT_A_SLUG refused',
        '/tools/1/parameters/model worker unknown NOT_A_SLUG refused',
        '/tools/2/parameters/model image unknown NOT_A_SLUG refused',
        '/tools/3/parameters/analysis_models panel distillable DISTILLABLE allowed',
        '/tools/3/parameters/analysis_models panel dynamic SERVER_PICKS refused',
        '/tools/3/parameters/model analyst unknown NOT_A_SLUG refused',
      ],
    },
    {
      title: 'settings of a tool that are no object',
      body: { model: 'open/small', tools: [{ type: 'openrouter:subagent', parameters: 'closed/big' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters unrecognised unknown NOT_A_SLUG refused',
      ],
    },
    {
      title: 'a preset that is no text',
      body: { model: 'open/small', preset: { slug: 'mine' } },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/preset preset unknown NOT_A_SLUG refused',
      ],
    },
  ],

  'No model at all': [
    {
      title: 'an empty body lets the server pick',
      body: {},
      allowed: false,
      verdicts: ['/model primary dynamic SERVER_PICKS refused'],
    },
    {
      title: 'null is like an absent model',
      body: { model: null, models: null, plugins: null, tools: null, preset: null, fallbacks: null },
      allowed: false,
      verdicts: ['/model primary dynamic SERVER_PICKS refused'],
    },
    {
      title: 'an empty list of models names none',
      body: { models: [] },
      allowed: false,
      verdicts: ['/model primary dynamic SERVER_PICKS refused'],
    },
    {
      title: 'a preset alone names no model that is known here',
      body: { preset: 'mine' },
      allowed: false,
      verdicts: [
        '/model primary dynamic SERVER_PICKS refused',
        '/preset preset dynamic PRESET_UNKNOWN refused',
      ],
    },
    {
      title: 'fallbacks alone leave the first model to the server',
      body: { fallbacks: [{ model: 'open/small' }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic SERVER_PICKS refused',
        '/fallbacks/0/model fallback distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a field in capitals is another field',
      body: { Model: 'open/small' },
      allowed: false,
      verdicts: [
        '/Model unrecognised distillable DISTILLABLE allowed',
        '/model primary dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'a list is no body',
      body: [{ model: 'open/small' }],
      allowed: false,
      verdicts: [],
      violations: [' BODY_NOT_OBJECT'],
    },
    {
      title: 'text is no body',
      body: 'open/small',
      allowed: false,
      verdicts: [],
      violations: [' BODY_NOT_OBJECT'],
    },
    { title: 'null is no body', body: null, allowed: false, verdicts: [], violations: [' BODY_NOT_OBJECT'] },
    {
      title: 'a number is no body',
      body: 4,
      allowed: false,
      verdicts: [],
      violations: [' BODY_NOT_OBJECT'],
    },
  ],

  Variants: [
    {
      title: 'a static variant is judged by its own row',
      body: { model: 'open/small:free' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a static variant is not covered by a distillable base',
      body: { model: 'mixed/good:thinking' },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'a static variant without a row is unknown',
      body: { model: 'open/large:free' },
      allowed: false,
      verdicts: ['/model primary unknown VARIANT_WITHOUT_ROW refused'],
    },
    {
      title: 'a batch variant without a row is unknown',
      body: { model: 'open/small:batch' },
      allowed: false,
      verdicts: ['/model primary unknown VARIANT_WITHOUT_ROW refused'],
    },
    {
      title: 'an empty variant is unknown',
      body: { model: 'open/small:' },
      allowed: false,
      verdicts: ['/model primary unknown VARIANT_WITHOUT_ROW refused'],
    },
    {
      title: ':nitro is the same model',
      body: { model: 'open/small:nitro' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: ':floor is the same model',
      body: { model: 'open/small:floor' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: ':online is the same model',
      body: { model: 'open/small:online' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: ':exacto is the same model',
      body: { model: 'open/small:exacto' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a dynamic variant does not open a closed model',
      body: { model: 'closed/big:nitro', models: ['closed/small:online'] },
      allowed: false,
      verdicts: [
        '/model primary not-distillable NOT_DISTILLABLE refused',
        '/models/0 fallback not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a dynamic variant of a static one is judged by the static row',
      body: { model: 'open/small:free:nitro', models: ['mixed/good:thinking:nitro'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a dynamic variant of a canonical slug is the same model',
      body: { model: 'open/small-20260101:nitro' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a dynamic variant of an unknown model is unknown',
      body: { model: 'nobody/model:nitro' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'a variant in capitals is another one',
      body: { model: 'open/small:NITRO' },
      allowed: false,
      verdicts: ['/model primary unknown VARIANT_WITHOUT_ROW refused'],
    },
  ],

  Aliases: [
    {
      title: 'an alias is judged by its target',
      body: { model: '~open/small-latest' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'an alias of a closed model is refused',
      body: { model: '~closed/big-latest' },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'an alias of a missing target is refused',
      body: { model: '~open/gone-latest' },
      allowed: false,
      verdicts: ['/model primary unknown ALIAS_TARGET_UNKNOWN refused'],
    },
    {
      title: 'an alias of an alias is refused',
      body: { model: '~open/chain-latest' },
      allowed: false,
      verdicts: ['/model primary unknown ALIAS_TARGET_UNKNOWN refused'],
    },
    {
      title: 'an alias of a router is a router',
      body: { model: '~open/router-latest' },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'an alias that is itself listed as not distillable is refused, whatever its target',
      body: { model: '~open/denied-latest' },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'an alias that does not tell its target is judged by its own row',
      body: { model: '~open/silent-latest' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a dynamic variant of an alias is judged by the target',
      body: { model: '~open/small-latest:nitro', models: ['~closed/big-latest:nitro'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a static variant of an alias is unknown',
      body: { model: '~open/small-latest:free' },
      allowed: false,
      verdicts: ['/model primary unknown VARIANT_WITHOUT_ROW refused'],
    },
    {
      title: 'an alias without its tilde is unknown',
      body: { model: 'open/small-latest' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
    {
      title: 'an alias that no list knows is unknown',
      body: { model: '~nobody/model-latest' },
      allowed: false,
      verdicts: ['/model primary unknown UNKNOWN_MODEL refused'],
    },
  ],

  Fallbacks: [
    {
      title: 'every fallback is judged',
      body: { model: 'open/small', models: ['open/large', 'closed/big', 'nobody/model'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback distillable DISTILLABLE allowed',
        '/models/1 fallback not-distillable NOT_DISTILLABLE refused',
        '/models/2 fallback unknown UNKNOWN_MODEL refused',
      ],
    },
    {
      title: 'distillable fallbacks pass',
      body: { model: 'open/small', models: ['open/large', 'mixed/good:floor'], route: 'fallback' },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback distillable DISTILLABLE allowed',
        '/models/1 fallback distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'without a model the first fallback is the primary',
      body: { models: ['open/small', 'open/large'] },
      allowed: true,
      verdicts: [
        '/models/0 primary distillable DISTILLABLE allowed',
        '/models/1 fallback distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'the primary in a list of models is judged',
      body: { model: null, models: ['closed/big', 'open/large'] },
      allowed: false,
      verdicts: [
        '/models/0 primary not-distillable NOT_DISTILLABLE refused',
        '/models/1 fallback distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'an empty list of fallbacks is no obstacle',
      body: { model: 'open/small', models: [] },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a router among the fallbacks is refused',
      body: { model: 'open/small', models: ['openrouter/auto'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback dynamic ROUTER_UNBOUNDED refused',
      ],
    },
    {
      title: 'responses take fallbacks',
      endpoint: 'responses',
      body: { model: 'open/small', models: ['closed/big'], input: 'Hello' },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'completions take fallbacks',
      endpoint: 'completions',
      body: { model: 'open/small', models: ['closed/big'], prompt: 'Once' },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'messages take fallbacks in their own shape',
      endpoint: 'messages',
      body: { model: 'open/small', fallbacks: [{ model: 'open/large' }, { model: 'closed/big' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/fallbacks/0/model fallback distillable DISTILLABLE allowed',
        '/fallbacks/1/model fallback not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'distillable fallbacks of messages pass',
      endpoint: 'messages',
      body: { model: 'open/small', fallbacks: [{ model: 'open/large' }] },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/fallbacks/0/model fallback distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'the default fallbacks are the choice of the server',
      endpoint: 'messages',
      body: { model: 'open/small', fallbacks: 'default' },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/fallbacks fallback dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'no fallbacks are no obstacle',
      endpoint: 'messages',
      body: { model: 'open/small', fallbacks: [] },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
  ],

  'Routers without a bound': [
    {
      title: 'openrouter/auto',
      body: { model: 'openrouter/auto' },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'openrouter/auto-beta',
      body: { model: 'openrouter/auto-beta' },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'openrouter/free',
      body: { model: 'openrouter/free' },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'openrouter/pareto-code, also with a variant',
      body: { model: 'openrouter/pareto-code', models: ['openrouter/pareto-code:nitro'] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/models/0 fallback dynamic ROUTER_UNBOUNDED refused',
      ],
    },
    {
      title: 'openrouter/fusion',
      body: { model: 'openrouter/fusion' },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'openrouter/fusion-flash, also with a variant',
      body: { model: 'openrouter/fusion-flash', models: ['openrouter/fusion-flash:free'] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/models/0 fallback dynamic ROUTER_UNBOUNDED refused',
      ],
    },
    {
      title: 'openrouter/bodybuilder',
      body: { model: 'openrouter/bodybuilder' },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'routers of other authors',
      body: { model: 'nvidia/switchyard', models: ['typesafe/jev-router'] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/models/0 fallback dynamic ROUTER_UNBOUNDED refused',
      ],
    },
    {
      title: 'a router that only the catalog knows, whatever its row says',
      body: { model: 'openrouter/horizon' },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'openrouter/fusion with a distillable panel is still no proof of who answers',
      body: {
        model: 'openrouter/fusion',
        plugins: [{ id: 'fusion', analysis_models: ['open/small'], model: 'open/large' }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/analysis_models/0 panel distillable DISTILLABLE allowed',
        '/plugins/0/model analyst distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a plugin that configures another router is refused by itself',
      body: {
        model: 'open/small',
        plugins: [
          { id: 'pareto-router', max_price: 1 },
          { id: 'switchyard-router', algorithm: 'auto' },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0 router dynamic SERVER_PICKS refused',
        '/plugins/1 router dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'such a plugin that is switched off picks nothing',
      body: { model: 'open/small', plugins: [{ id: 'pareto-router', enabled: false }] },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'the judge of the switchyard router is judged',
      body: { model: 'open/small', plugins: [{ id: 'switchyard-router', judge_model: 'closed/small' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0 router dynamic SERVER_PICKS refused',
        '/plugins/0/judge_model unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'the jev router ignores a list without match, so its list bounds nothing',
      body: {
        model: 'typesafe/jev-router',
        plugins: [
          { id: 'jev-router', allowed_models: ['open/small', 'open/*'], excluded_models: ['closed/*'] },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0 router dynamic SERVER_PICKS refused',
        '/plugins/0/allowed_models/0 unrecognised distillable DISTILLABLE allowed',
        '/plugins/0/allowed_models/1 unrecognised unknown UNKNOWN_MODEL refused',
      ],
    },
  ],

  'Routers with a bound': [
    {
      title: 'openrouter/auto with distillable candidates passes',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['open/small', 'open/large-20260101'] }],
      },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
        '/plugins/0/allowed_models/1 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'openrouter/auto-beta has a plugin of its own',
      body: {
        model: 'openrouter/auto-beta',
        plugins: [{ id: 'auto-beta-router', allowed_models: ['open/small'] }],
      },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a dynamic variant of openrouter/auto is bounded too',
      body: {
        model: 'openrouter/auto:online',
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }],
      },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a bounded router among the fallbacks passes',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        models: ['openrouter/auto'],
        input: 'Hello',
        plugins: [{ id: 'auto-router', enabled: true, allowed_models: ['open/small'] }],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'messages bound a router in the same way',
      endpoint: 'messages',
      body: {
        model: 'openrouter/auto',
        max_tokens: 9,
        messages: [],
        plugins: [{ id: 'auto-router', allowed_models: ['closed/big'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'one closed candidate refuses the request',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['open/small', 'closed/big'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
        '/plugins/0/allowed_models/1 candidate not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'settings under the id of the other router are ignored',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-beta-router', allowed_models: ['open/small'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a plugin that is switched off bounds nothing',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', enabled: false, allowed_models: ['open/small'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'an empty list means none, never all',
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: [] }] },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'exclusions alone bound nothing',
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', excluded_models: ['closed/*'] }] },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'two entries of which one has no list bound nothing',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }, { id: 'auto-router' }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'two entries with lists bound together, and both are judged',
      body: {
        model: 'openrouter/auto',
        plugins: [
          { id: 'auto-router', allowed_models: ['open/small'] },
          { id: 'auto-router', allowed_models: ['closed/big'] },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
        '/plugins/1/allowed_models/0 candidate not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a wildcard with distillable members only passes',
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['open/*'] }] },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a wildcard with one closed member is refused',
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['mixed/*'] }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate dynamic WILDCARD_NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a wildcard without a match is refused',
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['nobody/*'] }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate unknown WILDCARD_WITHOUT_MATCH refused',
      ],
    },
    {
      title: 'a wildcard in the middle is read as one',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['*/small', 'open/*all*'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate dynamic WILDCARD_NOT_DISTILLABLE refused',
        '/plugins/0/allowed_models/1 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'exclusions take the closed members out of a wildcard',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['*'], excluded_models: ['closed/*', 'mixed/*'] }],
      },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'exclusions that take every member leave nothing to pick',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['open/*'], excluded_models: ['*'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate unknown WILDCARD_WITHOUT_MATCH refused',
      ],
    },
    {
      title: 'exclusions that are no list exclude nothing',
      body: {
        model: 'openrouter/auto',
        plugins: [
          { id: 'auto-router', allowed_models: ['mixed/g*'], excluded_models: 'mixed/good:thinking' },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate dynamic WILDCARD_NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a router as a candidate of a router is refused',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['openrouter/auto'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate dynamic ROUTER_UNBOUNDED refused',
      ],
    },
    {
      title: 'candidates are judged even where no router reads them',
      body: { model: 'open/small', plugins: [{ id: 'auto-router', allowed_models: ['closed/big'] }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/allowed_models/0 candidate not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'the bound is not for routers inside tools',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }],
        tools: [{ type: 'openrouter:subagent', parameters: { model: 'openrouter/auto' } }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
        '/tools/0/parameters/model worker dynamic ROUTER_UNBOUNDED refused',
      ],
    },
    {
      title: 'an alias of openrouter/auto is not bounded by its plugin',
      body: {
        model: '~open/router-latest',
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'the policy can refuse every router',
      policy: { routers: 'reject' },
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
  ],

  'The model of an earlier answer': [
    {
      title: 'it only tells where text came from',
      endpoint: 'chat',
      body: { model: 'open/small', messages: [{ role: 'assistant', content: 'Hi', model: 'closed/big' }] },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'with pin_model it would be used again',
      endpoint: 'chat',
      body: {
        model: 'openrouter/auto',
        messages: [
          { role: 'assistant', content: 'Hi', model: 'closed/big' },
          { role: 'user', content: 'Again' },
        ],
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'], pin_model: true }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
        '/messages/0/model pinned not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a distillable one may be pinned',
      endpoint: 'chat',
      body: {
        model: 'openrouter/auto',
        messages: [
          { role: 'assistant', content: 'Hi', model: 'open/large' },
          { role: 'user', content: '' },
        ],
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'], pin_model: true }],
      },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
        '/messages/0/model pinned distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'pin_model: false pins nothing',
      endpoint: 'chat',
      body: {
        model: 'openrouter/auto',
        messages: [{ role: 'assistant', content: 'Hi', model: 'closed/big' }],
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'], pin_model: false }],
      },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'pin_model of any other kind counts as true',
      endpoint: 'chat',
      body: {
        model: 'openrouter/auto',
        messages: [{ role: 'assistant', content: 'Hi', model: 'closed/big' }],
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'], pin_model: 'no' }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
        '/messages/0/model pinned not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a plugin that is switched off pins nothing',
      endpoint: 'chat',
      body: {
        model: 'open/small',
        messages: [{ role: 'assistant', content: 'Hi', model: 'closed/big' }],
        plugins: [{ id: 'auto-router', enabled: false, pin_model: true }],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'answers replayed in a responses body only tell where text came from',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        input: [
          { type: 'openrouter:advisor', model: 'closed/big', result: 'Do it' },
          {
            type: 'openrouter:fusion',
            responses: [{ model: 'closed/big' }],
            failed_models: ['closed/small'],
          },
        ],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
  ],

  Presets: [
    {
      title: 'a preset beside a distillable model is unknown',
      body: { model: 'open/small', preset: 'mine' },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/preset preset dynamic PRESET_UNKNOWN refused',
      ],
    },
    {
      title: 'an empty preset is unknown',
      body: { model: 'open/small', preset: '' },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/preset preset dynamic PRESET_UNKNOWN refused',
      ],
    },
    {
      title: 'a preset as the model is unknown',
      body: { model: '@preset/mine' },
      allowed: false,
      verdicts: ['/model primary dynamic PRESET_UNKNOWN refused'],
    },
    {
      title: 'a preset behind a distillable model is unknown',
      body: { model: 'open/small@preset/mine' },
      allowed: false,
      verdicts: ['/model primary dynamic PRESET_UNKNOWN refused'],
    },
    {
      title: 'a preset in capitals is a preset',
      body: { model: 'open/small@PRESET/mine' },
      allowed: false,
      verdicts: ['/model primary dynamic PRESET_UNKNOWN refused'],
    },
    {
      title: 'a preset among the fallbacks is unknown',
      body: { model: 'open/small', models: ['@preset/mine'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback dynamic PRESET_UNKNOWN refused',
      ],
    },
    {
      title: 'a preset among the fallbacks of messages is unknown',
      endpoint: 'messages',
      body: { model: 'open/small', fallbacks: [{ model: 'open/large@preset/mine' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/fallbacks/0/model fallback dynamic PRESET_UNKNOWN refused',
      ],
    },
    {
      title: 'a preset inside a tool is unknown',
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:advisor', parameters: { model: 'open/large@preset/mine' } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model advisor dynamic PRESET_UNKNOWN refused',
      ],
    },
    {
      title: 'the presets of fusion choose closed models',
      body: { model: 'open/small', plugins: [{ id: 'fusion', preset: 'general-high' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models panel dynamic SERVER_PICKS refused',
        '/plugins/0/preset preset dynamic PRESET_UNKNOWN refused',
      ],
    },
    {
      title: 'a stored prompt can bring its own model',
      endpoint: 'responses',
      body: { model: 'open/small', prompt: { id: 'pmpt_1', variables: { model: 'closed/big' } } },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/prompt preset dynamic SERVER_PICKS refused',
      ],
    },
  ],

  'Fusion: a panel and an analyst': [
    {
      title: 'the plugin without a panel asks closed models',
      body: { model: 'open/small', plugins: [{ id: 'fusion' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models panel dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'an empty panel is no panel',
      body: { model: 'open/small', plugins: [{ id: 'fusion', analysis_models: [], model: 'open/large' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models panel dynamic SERVER_PICKS refused',
        '/plugins/0/model analyst distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'null is no panel',
      body: { model: 'open/small', plugins: [{ id: 'fusion', analysis_models: null, model: null }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models panel dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'a distillable panel and analyst pass',
      body: {
        model: 'open/small',
        plugins: [{ id: 'fusion', analysis_models: ['open/small', 'mixed/good'], model: 'open/large' }],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models/0 panel distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models/1 panel distillable DISTILLABLE allowed',
        '/plugins/0/model analyst distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'every member of the panel and the analyst are judged',
      endpoint: 'messages',
      body: {
        model: 'open/small',
        plugins: [{ id: 'fusion', analysis_models: ['open/small', 'closed/big'], model: 'closed/small' }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models/0 panel distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models/1 panel not-distillable NOT_DISTILLABLE refused',
        '/plugins/0/model analyst not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'wildcards are no members of a panel',
      body: { model: 'open/small', plugins: [{ id: 'fusion', analysis_models: ['open/*'] }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models/0 panel unknown UNKNOWN_MODEL refused',
      ],
    },
    {
      title: 'the plugin that is switched off asks nobody',
      body: { model: 'open/small', plugins: [{ id: 'fusion', enabled: false }] },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'the tool without settings asks closed models',
      endpoint: 'chat',
      body: { model: 'open/small', tools: [{ type: 'openrouter:fusion' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/analysis_models panel dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'the tool with a distillable panel has the outer model as its analyst',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:fusion', parameters: { analysis_models: ['open/large'] } }],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/analysis_models/0 panel distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'the panel and the analyst of the tool are judged',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        tools: [
          {
            type: 'openrouter:fusion',
            parameters: { analysis_models: ['closed/big'], model: 'closed/small' },
          },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/analysis_models/0 panel not-distillable NOT_DISTILLABLE refused',
        '/tools/0/parameters/model analyst not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'tools of the plugin are judged',
      body: {
        model: 'open/small',
        plugins: [{ id: 'fusion', analysis_models: ['open/small'], tools: [{ type: 'openrouter:advisor' }] }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models/0 panel distillable DISTILLABLE allowed',
        '/plugins/0/tools/0/parameters/model advisor dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'a panel with tools that name no models passes',
      body: {
        model: 'open/small',
        tools: [
          {
            type: 'openrouter:fusion',
            parameters: { analysis_models: ['open/small'], tools: [{ type: 'openrouter:web_search' }] },
          },
        ],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/analysis_models/0 panel distillable DISTILLABLE allowed',
      ],
    },
  ],

  'Advisors, workers and image models': [
    {
      title: 'an advisor without a model is any model',
      endpoint: 'chat',
      body: { model: 'open/small', tools: [{ type: 'openrouter:advisor' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model advisor dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'an advisor with null for a model is any model',
      body: { model: 'open/small', tools: [{ type: 'openrouter:advisor', parameters: { model: null } }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model advisor dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'each of several advisors is judged',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        tools: [
          { type: 'openrouter:advisor', parameters: { name: 'first', model: 'open/large' } },
          { type: 'openrouter:advisor', parameters: { name: 'second', model: 'closed/big' } },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model advisor distillable DISTILLABLE allowed',
        '/tools/1/parameters/model advisor not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a distillable advisor passes',
      endpoint: 'messages',
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:advisor', parameters: { model: 'open/large' } }],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model advisor distillable DISTILLABLE allowed',
      ],
    },
    {
      title: "Anthropic's advisor names its model beside its type",
      endpoint: 'messages',
      body: {
        model: 'open/small',
        tools: [{ type: 'advisor_20260301', name: 'advisor', model: 'closed/big' }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/model advisor not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: "Anthropic's advisor without a model is any model",
      endpoint: 'messages',
      body: { model: 'open/small', tools: [{ type: 'advisor_20260301', name: 'advisor' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/model advisor dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'a worker without a model is the outer model',
      endpoint: 'chat',
      body: { model: 'open/small', tools: [{ type: 'openrouter:subagent' }] },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a distillable worker passes',
      endpoint: 'messages',
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:subagent', parameters: { model: 'open/large' } }],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model worker distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a closed worker is refused',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:subagent', parameters: { model: 'closed/big' } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model worker not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'image generation without a model uses the default image model',
      endpoint: 'chat',
      body: { model: 'open/small', tools: [{ type: 'openrouter:image_generation', parameters: {} }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model image dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'a distillable image model passes',
      endpoint: 'chat',
      body: {
        model: 'open/small',
        tools: [
          { type: 'openrouter:image_generation', parameters: { model: 'open/painter', size: 'small' } },
        ],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model image distillable DISTILLABLE allowed',
      ],
    },
    {
      title: "OpenAI's image tool names its model beside its type",
      endpoint: 'responses',
      body: { model: 'open/small', tools: [{ type: 'image_generation', model: 'closed/big' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/model image not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: "OpenAI's image tool without a model uses the default image model",
      endpoint: 'responses',
      body: { model: 'open/small', tools: [{ type: 'image_generation', size: '1024x1024' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/model image dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'the mask of an image is no model',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        tools: [{ type: 'image_generation', model: 'open/painter', input_image_mask: { image_url: 'x' } }],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/model image distillable DISTILLABLE allowed',
      ],
    },
  ],

  'Tools within tools': [
    {
      title: 'fusion inside a worker has the default panel too',
      endpoint: 'chat',
      body: {
        model: 'open/small',
        tools: [
          {
            type: 'openrouter:subagent',
            parameters: { model: 'open/small', tools: [{ type: 'openrouter:fusion' }] },
          },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model worker distillable DISTILLABLE allowed',
        '/tools/0/parameters/tools/0/parameters/analysis_models panel dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'an advisor inside fusion inside a worker is judged',
      endpoint: 'chat',
      body: {
        model: 'open/small',
        tools: [
          {
            type: 'openrouter:subagent',
            parameters: {
              tools: [
                {
                  type: 'openrouter:fusion',
                  parameters: {
                    analysis_models: ['open/small'],
                    tools: [{ type: 'openrouter:advisor', parameters: { model: 'closed/big' } }],
                  },
                },
              ],
            },
          },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/tools/0/parameters/analysis_models/0 panel distillable DISTILLABLE allowed',
        '/tools/0/parameters/tools/0/parameters/tools/0/parameters/model advisor not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'distillable models at every depth pass',
      endpoint: 'chat',
      body: {
        model: 'open/small',
        tools: [
          {
            type: 'openrouter:subagent',
            parameters: {
              model: 'open/large',
              tools: [{ type: 'openrouter:fusion', parameters: { analysis_models: ['open/small:free'] } }],
            },
          },
        ],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model worker distillable DISTILLABLE allowed',
        '/tools/0/parameters/tools/0/parameters/analysis_models/0 panel distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'tools that come with the input are judged',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        input: [
          { type: 'message', role: 'user', content: 'Hello' },
          { type: 'additional_tools', tools: [{ type: 'openrouter:advisor' }] },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/input/1/tools/0/parameters/model advisor dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'fusion in a worker among the tools of the input is judged',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        input: [
          {
            type: 'additional_tools',
            tools: [
              {
                type: 'openrouter:subagent',
                parameters: {
                  tools: [{ type: 'openrouter:fusion', parameters: { analysis_models: ['closed/big'] } }],
                },
              },
            ],
          },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/input/0/tools/0/parameters/tools/0/parameters/analysis_models/0 panel not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'an image tool within a tool that is not known here is judged',
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:novelty', parameters: { tools: [{ type: 'image_generation' }] } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/tools/0/model image dynamic SERVER_PICKS refused',
      ],
    },
  ],

  'What is not known yet': [
    {
      title: 'a new tool that names a model is judged',
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:novelty', parameters: { critic_model: 'closed/big' } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/critic_model unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a new tool that names a distillable model passes',
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:novelty', parameters: { model: 'open/large' } }],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model unrecognised distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a tool of OpenRouter that is not known and names no model may have a default',
      body: { model: 'open/small', tools: [{ type: 'openrouter:oracle', parameters: { depth: 3 } }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0 unrecognised dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'a plugin that is not known and is named a router picks',
      body: { model: 'open/small', plugins: [{ id: 'oracle-router' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0 router dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'a model is seen under any name with the word in it',
      body: {
        model: 'open/small',
        model_override: 'closed/big',
        modelId: 'closed/big',
        modelled: 'closed/big',
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/model_override unrecognised not-distillable NOT_DISTILLABLE refused',
        '/modelId unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a tool that is known to run no model passes',
      body: { model: 'open/small', tools: [{ type: 'openrouter:web_search', parameters: { engine: 'x' } }] },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a model deep inside a new tool is judged',
      body: {
        model: 'open/small',
        tools: [{ type: 'novelty', steps: [{ with: { judges: { reviewModels: ['closed/big'] } } }] }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/steps/0/with/judges/reviewModels/0 unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a known tool inside a new one is judged as what it is',
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:novelty', parameters: { helper: { type: 'openrouter:advisor' } } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/helper/parameters/model advisor dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'a new plugin that names models is judged',
      body: {
        model: 'open/small',
        plugins: [{ id: 'novelty', models: ['open/large', 'closed/big'], judge: { model: 'closed/small' } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/models/0 unrecognised distillable DISTILLABLE allowed',
        '/plugins/0/models/1 unrecognised not-distillable NOT_DISTILLABLE refused',
        '/plugins/0/judge/model unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'plugins that name no models pass',
      body: {
        model: 'open/small',
        plugins: [
          { id: 'web', engine: 'native', max_results: 3 },
          { id: 'file-parser', pdf: { engine: 'mistral-ocr' } },
          { id: 'response-healing' },
        ],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'what a new plugin excludes can not be picked',
      body: { model: 'open/small', plugins: [{ id: 'novelty', excluded_models: ['closed/*'] }] },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a new field of the body that names a model is judged',
      body: { model: 'open/small', draft_model: 'closed/small', helperModels: ['open/large', 'closed/big'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/draft_model unrecognised not-distillable NOT_DISTILLABLE refused',
        '/helperModels/0 unrecognised distillable DISTILLABLE allowed',
        '/helperModels/1 unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a new setting of a known tool is judged',
      body: {
        model: 'open/small',
        tools: [
          { type: 'openrouter:subagent', parameters: { planner_model: 'closed/big' } },
          { type: 'openrouter:advisor', parameters: { model: 'open/large' }, backup_model: 'closed/small' },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/planner_model unrecognised not-distillable NOT_DISTILLABLE refused',
        '/tools/1/parameters/model advisor distillable DISTILLABLE allowed',
        '/tools/1/backup_model unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a key with a slash and a tilde is escaped in the pointer',
      body: { model: 'open/small', tools: [{ type: 'novelty', 'a/b~c': { model: 'closed/big' } }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/a~1b~0c/model unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a tool that stands alone instead of in a list is judged',
      body: { model: 'open/small', tools: { type: 'openrouter:advisor' } },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/parameters/model advisor dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'fields under __proto__ are fields like others',
      body: {
        model: 'open/small',
        ['__proto__']: { model: 'closed/big' },
        tools: [{ type: 'novelty', ['__proto__']: { model: 'closed/big' } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/__proto__/model unrecognised not-distillable NOT_DISTILLABLE refused',
        '/tools/0/__proto__/model unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a body whose only model is under __proto__ names none to answer',
      body: { ['__proto__']: { model: 'open/small' } },
      allowed: false,
      verdicts: [
        '/__proto__/model unrecognised distillable DISTILLABLE allowed',
        '/model primary dynamic SERVER_PICKS refused',
      ],
    },
  ],

  "The caller's own functions": [
    {
      title: "a function's argument may be called model",
      endpoint: 'chat',
      body: {
        model: 'open/small',
        tools: [
          {
            type: 'function',
            function: {
              name: 'buy_car',
              parameters: { type: 'object', properties: { model: { type: 'string', enum: ['closed/big'] } } },
            },
          },
        ],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'also in the flat shape of responses',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        tools: [{ type: 'function', name: 'buy_car', parameters: { properties: { model: {}, models: {} } } }],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: "also in Anthropic's shape, which has no type",
      endpoint: 'messages',
      body: {
        model: 'open/small',
        tools: [{ name: 'buy_car', input_schema: { properties: { model: { type: 'string' } } } }],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: "also in the official SDK's shape of it",
      endpoint: 'messages',
      naming: 'sdk',
      body: {
        model: 'open/small',
        tools: [{ name: 'buy_car', inputSchema: { properties: { model: { type: 'string' } } } }],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['add', '/provider', { enforceDistillableText: true }]],
    },
    {
      title: 'also within a namespace',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        tools: [
          {
            type: 'namespace',
            name: 'cars',
            tools: [{ type: 'function', name: 'buy', parameters: { properties: { model: {} } } }],
          },
        ],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a custom tool may have a grammar that says model',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        tools: [{ type: 'custom', name: 'sql', format: { type: 'grammar', model: 'closed/big' } }],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a model beside the schema of a function is judged',
      body: { model: 'open/small', tools: [{ type: 'function', function: {}, model: 'closed/big' }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/model unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'schemas of answers, labels and earlier calls may say model',
      body: {
        model: 'open/small',
        response_format: { type: 'json_schema', json_schema: { schema: { properties: { model: {} } } } },
        metadata: { model: 'closed/big' },
        messages: [
          {
            role: 'assistant',
            tool_calls: [{ function: { name: 'ask', arguments: '{"model":"closed/big"}' } }],
          },
        ],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
  ],

  'The enforcement flag': [
    {
      title: 'it is added where there are no provider preferences',
      body: { model: 'open/small', stream: true },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['add', '/provider', { enforce_distillable_text: true }]],
    },
    {
      title: 'it replaces null',
      body: { model: 'open/small', provider: null },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['replace', '/provider', { enforce_distillable_text: true }]],
    },
    {
      title: 'it joins the preferences that are there',
      body: { model: 'open/small', provider: { zdr: true, only: ['somebody'] } },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['add', '/provider/enforce_distillable_text', true]],
    },
    {
      title: 'false becomes true',
      body: { model: 'open/small', provider: { enforce_distillable_text: false } },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['replace', '/provider/enforce_distillable_text', true]],
    },
    {
      title: 'the text "true" becomes true',
      body: { model: 'open/small', provider: { enforce_distillable_text: 'true' } },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['replace', '/provider/enforce_distillable_text', true]],
    },
    {
      title: 'true stays, and nothing changes',
      body: { model: 'open/small', provider: { enforce_distillable_text: true } },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [],
    },
    {
      title: 'it does not make a closed model pass',
      body: { model: 'closed/big', provider: { enforce_distillable_text: true } },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'preferences that are text can not carry it',
      body: { model: 'open/small', provider: 'somebody' },
      allowed: false,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      violations: ['/provider PROVIDER_NOT_OBJECT'],
    },
    {
      title: 'preferences that are a list can not carry it',
      body: { model: 'open/small', provider: [] },
      allowed: false,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      violations: ['/provider PROVIDER_NOT_OBJECT'],
    },
  ],

  'The spelling of the official SDK': [
    {
      title: 'its fields tell, and the flag follows',
      endpoint: 'chat',
      body: { model: 'open/small', maxTokens: 9 },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['add', '/provider', { enforceDistillableText: true }]],
    },
    {
      title: 'it may be told',
      naming: 'sdk',
      body: { model: 'open/small', provider: { zdr: true } },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['add', '/provider/enforceDistillableText', true]],
    },
    {
      title: 'candidates in camelCase bound a router',
      endpoint: 'chat',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowedModels: ['open/*'], excludedModels: ['open/painter'] }],
      },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowedModels/0 candidate distillable DISTILLABLE allowed',
      ],
      changes: [['add', '/provider', { enforceDistillableText: true }]],
    },
    {
      title: 'candidates in camelCase bound nothing on the wire',
      naming: 'wire',
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowedModels: ['open/small'] }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/allowedModels/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'candidates in snake_case bound nothing in the SDK, which drops them',
      naming: 'sdk',
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'exclusions in camelCase exclude nothing on the wire',
      naming: 'wire',
      body: {
        model: 'openrouter/auto',
        plugins: [
          { id: 'auto-router', allowed_models: ['mixed/g*'], excludedModels: ['mixed/good:thinking'] },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate dynamic WILDCARD_NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a pinned model in camelCase is judged',
      endpoint: 'chat',
      body: {
        model: 'openrouter/auto',
        messages: [{ role: 'assistant', content: 'Hi', model: 'closed/big' }],
        plugins: [{ id: 'auto-router', allowedModels: ['open/small'], pinModel: true }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowedModels/0 candidate distillable DISTILLABLE allowed',
        '/messages/0/model pinned not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a panel in camelCase is a panel',
      endpoint: 'responses',
      body: {
        model: 'open/small',
        maxOutputTokens: 9,
        tools: [{ type: 'openrouter:fusion', parameters: { analysisModels: ['open/large', 'closed/big'] } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/analysisModels/0 panel distillable DISTILLABLE allowed',
        '/tools/0/parameters/analysisModels/1 panel not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a panel in camelCase tells the spelling by itself',
      endpoint: 'chat',
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:fusion', parameters: { analysisModels: ['open/large'] } }],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/analysisModels/0 panel distillable DISTILLABLE allowed',
      ],
      changes: [['add', '/provider', { enforceDistillableText: true }]],
    },
    {
      title: 'a panel in camelCase is none on the wire, and the default is asked',
      naming: 'wire',
      body: {
        model: 'open/small',
        plugins: [{ id: 'fusion', analysisModels: ['open/large'] }],
        tools: [{ type: 'openrouter:fusion', parameters: { analysisModels: ['open/large'] } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysisModels/0 panel distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models panel dynamic SERVER_PICKS refused',
        '/tools/0/parameters/analysisModels/0 panel distillable DISTILLABLE allowed',
        '/tools/0/parameters/analysis_models panel dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'a panel in snake_case is dropped by the SDK, and the default is asked',
      naming: 'sdk',
      body: { model: 'open/small', plugins: [{ id: 'fusion', analysis_models: ['open/large'] }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models/0 panel distillable DISTILLABLE allowed',
        '/plugins/0/analysisModels panel dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'tools within tools keep snake_case in the SDK, which leaves them as they are',
      naming: 'sdk',
      body: {
        model: 'open/small',
        tools: [
          {
            type: 'openrouter:subagent',
            parameters: {
              tools: [
                { type: 'openrouter:fusion', parameters: { analysis_models: ['open/small'] } },
                { type: 'openrouter:fusion', parameters: { analysisModels: ['open/small'] } },
              ],
            },
          },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/tools/0/parameters/analysis_models/0 panel distillable DISTILLABLE allowed',
        '/tools/0/parameters/tools/1/parameters/analysisModels/0 panel distillable DISTILLABLE allowed',
        '/tools/0/parameters/tools/1/parameters/analysis_models panel dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'settings that the SDK wraps for messages are judged',
      endpoint: 'messages',
      naming: 'sdk',
      body: {
        model: 'open/small',
        tools: [
          { type: 'openrouter:advisor', additionalProperties: { parameters: { model: 'closed/big' } } },
          { type: 'openrouter:subagent', additionalProperties: { parameters: { model: 'open/large' } } },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/additionalProperties/parameters/model advisor not-distillable NOT_DISTILLABLE refused',
        '/tools/1/additionalProperties/parameters/model worker distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'settings that are wrapped on the wire are not read, and the default holds',
      endpoint: 'messages',
      naming: 'wire',
      body: {
        model: 'open/small',
        tools: [
          { type: 'openrouter:advisor', additionalProperties: { parameters: { model: 'open/large' } } },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/additionalProperties/parameters/model advisor distillable DISTILLABLE allowed',
        '/tools/0/parameters/model advisor dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'a flag in snake_case is none in the SDK, which drops it',
      naming: 'sdk',
      body: { model: 'open/small', provider: { enforce_distillable_text: true } },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['add', '/provider/enforceDistillableText', true]],
    },
    {
      title: 'a flag in camelCase is none on the wire',
      naming: 'wire',
      body: { model: 'open/small', provider: { enforceDistillableText: true } },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['add', '/provider/enforce_distillable_text', true]],
    },
    {
      title: 'a body that mixes both gets both flags',
      body: { model: 'open/small', maxTokens: 9, top_p: 1 },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [['add', '/provider', { enforce_distillable_text: true, enforceDistillableText: true }]],
    },
    {
      title: 'a body that mixes both needs the bound in both',
      body: {
        model: 'openrouter/auto',
        maxTokens: 9,
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'lists in both spellings are both judged',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'], allowedModels: ['closed/big'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
        '/plugins/0/allowedModels/0 candidate not-distillable NOT_DISTILLABLE refused',
      ],
    },
  ],

  'Policy: deny': [
    {
      title: 'a model on the deny list is refused',
      policy: { deny: ['open/small'] },
      body: { model: 'open/small', models: ['open/large'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DENIED_BY_POLICY refused',
        '/models/0 fallback distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a ban on a model holds for its variants, aliases and canonical slug',
      policy: { deny: ['open/small'] },
      body: {
        model: 'open/small:nitro',
        models: ['open/small:free', '~open/small-latest', 'open/small-20260101'],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DENIED_BY_POLICY refused',
        '/models/0 fallback distillable DENIED_BY_POLICY refused',
        '/models/1 fallback distillable DENIED_BY_POLICY refused',
        '/models/2 fallback distillable DENIED_BY_POLICY refused',
      ],
    },
    {
      title: 'a ban on a canonical slug holds for the id',
      policy: { deny: ['former/model-20250101'] },
      body: { model: 'open/renamed' },
      allowed: false,
      verdicts: ['/model primary distillable DENIED_BY_POLICY refused'],
    },
    {
      title: 'a ban on a variant leaves the model alone',
      policy: { deny: ['open/small:free'] },
      body: { model: 'open/small', models: ['open/small:free'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback distillable DENIED_BY_POLICY refused',
      ],
    },
    {
      title: 'an author is banned with all models and aliases',
      policy: { deny: ['open'] },
      body: { model: 'mixed/good', models: ['open/large', '~open/silent-latest'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback distillable DENIED_BY_POLICY refused',
        '/models/1 fallback distillable DENIED_BY_POLICY refused',
      ],
    },
    {
      title: 'an author may be written with a star',
      policy: { deny: ['open/*'] },
      body: { model: 'open/large' },
      allowed: false,
      verdicts: ['/model primary distillable DENIED_BY_POLICY refused'],
    },
    {
      title: 'an author is more than the beginning of a name',
      policy: { deny: ['ope', 'ope/*'] },
      body: { model: 'open/large' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'the former author of a renamed model may be banned',
      policy: { deny: ['former'] },
      body: { model: 'open/renamed' },
      allowed: false,
      verdicts: ['/model primary distillable DENIED_BY_POLICY refused'],
    },
    {
      title: 'a banned member spoils a wildcard',
      policy: { deny: ['open/large'] },
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['open/*'] }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate dynamic WILDCARD_NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a router may be banned, bounded or not',
      policy: { deny: ['openrouter'] },
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic DENIED_BY_POLICY refused',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'deny is stronger than allow',
      policy: { allow: ['open', 'open/small'], deny: ['open/small'] },
      body: { model: 'open/small', models: ['open/large'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DENIED_BY_POLICY refused',
        '/models/0 fallback distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'an empty deny list bans nothing',
      policy: { deny: [] },
      body: { model: 'open/small' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a ban holds for models inside tools',
      policy: { deny: ['open/large'] },
      body: {
        model: 'open/small',
        tools: [{ type: 'openrouter:subagent', parameters: { model: 'open/large:floor' } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/tools/0/parameters/model worker distillable DENIED_BY_POLICY refused',
      ],
    },
  ],

  'Policy: allow': [
    {
      title: 'an empty list admits nothing',
      policy: { allow: [] },
      body: { model: 'open/small' },
      allowed: false,
      verdicts: ['/model primary distillable NOT_IN_POLICY refused'],
    },
    {
      title: 'what is not on the list is refused',
      policy: { allow: ['open/small'] },
      body: { model: 'open/small', models: ['open/large'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback distillable NOT_IN_POLICY refused',
      ],
    },
    {
      title: 'an author admits every distillable model of theirs',
      policy: { allow: ['open'] },
      body: { model: 'open/small', models: ['open/large:nitro', 'mixed/good'] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback distillable DISTILLABLE allowed',
        '/models/1 fallback distillable NOT_IN_POLICY refused',
      ],
    },
    {
      title: 'an author may be written with a star here too',
      policy: { allow: ['open/*'] },
      body: { model: 'open/small' },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
    {
      title: 'a model is admitted under its other names',
      policy: { allow: ['open/small'] },
      body: { model: 'open/small:nitro', models: ['~open/small-latest', 'open/small-20260101'] },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback distillable DISTILLABLE allowed',
        '/models/1 fallback distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a static variant is another model, which must be listed',
      policy: { allow: ['open/large'] },
      body: { model: 'open/small:free' },
      allowed: false,
      verdicts: ['/model primary distillable NOT_IN_POLICY refused'],
    },
    {
      title: 'it never makes a closed model pass',
      policy: { allow: ['closed', 'closed/*', 'closed/big', 'closed/big-20260202'] },
      body: {
        model: 'closed/big',
        models: ['closed/big:nitro', 'closed/big-20260202', '~closed/big-latest'],
      },
      allowed: false,
      verdicts: [
        '/model primary not-distillable NOT_DISTILLABLE refused',
        '/models/0 fallback not-distillable NOT_DISTILLABLE refused',
        '/models/1 fallback not-distillable NOT_DISTILLABLE refused',
        '/models/2 fallback not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'it never makes a router or a preset pass',
      policy: { allow: ['openrouter/auto', 'openrouter', '@preset/mine', 'open/small@preset/mine'] },
      body: { model: 'openrouter/auto', models: ['@preset/mine', 'open/small@preset/mine'] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/models/0 fallback dynamic PRESET_UNKNOWN refused',
        '/models/1 fallback dynamic PRESET_UNKNOWN refused',
      ],
    },
    {
      title: 'a private model is admitted by its exact slug, and the verdict stays unknown',
      policy: { allow: ['ours/private', 'open'] },
      body: { model: 'ours/private', models: ['open/small'] },
      allowed: true,
      verdicts: [
        '/model primary unknown ADMITTED_BY_POLICY allowed',
        '/models/0 fallback distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a private model is not admitted by its author, another case or a variant',
      policy: { allow: ['ours', 'ours/*', 'ours/private'] },
      body: { model: 'ours/other', models: ['Ours/private', 'ours/private:nitro', ' ours/private'] },
      allowed: false,
      verdicts: [
        '/model primary unknown UNKNOWN_MODEL refused',
        '/models/0 fallback unknown UNKNOWN_MODEL refused',
        '/models/1 fallback unknown UNKNOWN_MODEL refused',
        '/models/2 fallback unknown UNKNOWN_MODEL refused',
      ],
    },
    {
      title: 'a static variant without a row and an alias without a target are not private models',
      policy: { allow: ['open/large:free', '~open/gone-latest'] },
      body: { model: 'open/large:free', models: ['~open/gone-latest'] },
      allowed: false,
      verdicts: [
        '/model primary unknown VARIANT_WITHOUT_ROW refused',
        '/models/0 fallback unknown ALIAS_TARGET_UNKNOWN refused',
      ],
    },
    {
      title: 'a bounded router passes with listed candidates',
      policy: { allow: ['open/small'] },
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }] },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'a wildcard in the request needs every member on the list',
      policy: { allow: ['open/small'] },
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['open/*'] }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate dynamic WILDCARD_NOT_DISTILLABLE refused',
      ],
    },
  ],

  'Prune: models': [
    {
      title: 'closed and unknown fallbacks are dropped, the others keep their order',
      policy: { mode: 'prune' },
      body: { model: 'open/small', models: ['closed/big', 'open/large', 'nobody/model', 'mixed/good'] },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback not-distillable NOT_DISTILLABLE dropped',
        '/models/1 fallback distillable DISTILLABLE allowed',
        '/models/2 fallback unknown UNKNOWN_MODEL dropped',
        '/models/3 fallback distillable DISTILLABLE allowed',
      ],
      changes: [
        ['remove', '/models/2'],
        ['remove', '/models/0'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'a list of which nothing is left is taken out',
      policy: { mode: 'prune' },
      body: { model: 'open/small', models: ['closed/big', 7] },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback not-distillable NOT_DISTILLABLE dropped',
        '/models/1 fallback unknown NOT_A_SLUG dropped',
      ],
      changes: [
        ['remove', '/models'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'the first allowed fallback steps in for a closed primary',
      policy: { mode: 'prune' },
      body: { model: 'closed/big', models: ['closed/small', 'open/large', 'open/small'] },
      allowed: true,
      verdicts: [
        '/model primary not-distillable NOT_DISTILLABLE dropped',
        '/models/0 fallback not-distillable NOT_DISTILLABLE dropped',
        '/models/1 fallback distillable DISTILLABLE allowed',
        '/models/2 fallback distillable DISTILLABLE allowed',
      ],
      changes: [
        ['replace', '/model', 'open/large'],
        ['remove', '/models/1'],
        ['remove', '/models/0'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'in a list without a model the next one moves up',
      policy: { mode: 'prune' },
      body: { models: ['closed/big', 'open/large'] },
      allowed: true,
      verdicts: [
        '/models/0 primary not-distillable NOT_DISTILLABLE dropped',
        '/models/1 fallback distillable DISTILLABLE allowed',
      ],
      changes: [
        ['remove', '/models/0'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'a primary without a successor refuses the request',
      policy: { mode: 'prune' },
      body: { model: 'closed/big', models: ['closed/small'] },
      allowed: false,
      verdicts: [
        '/model primary not-distillable NOT_DISTILLABLE refused',
        '/models/0 fallback not-distillable NOT_DISTILLABLE dropped',
      ],
    },
    {
      title: 'a primary alone refuses the request',
      policy: { mode: 'prune' },
      body: { model: 'closed/big' },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'fallbacks of messages are dropped in their own shape',
      policy: { mode: 'prune' },
      endpoint: 'messages',
      body: { model: 'open/small', fallbacks: [{ model: 'closed/big' }, { model: 'open/large' }] },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/fallbacks/0/model fallback not-distillable NOT_DISTILLABLE dropped',
        '/fallbacks/1/model fallback distillable DISTILLABLE allowed',
      ],
      changes: [
        ['remove', '/fallbacks/0'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'a fallback of messages steps in for the primary',
      policy: { mode: 'prune' },
      endpoint: 'messages',
      body: { model: 'closed/big', fallbacks: [{ model: 'open/large' }] },
      allowed: true,
      verdicts: [
        '/model primary not-distillable NOT_DISTILLABLE dropped',
        '/fallbacks/0/model fallback distillable DISTILLABLE allowed',
      ],
      changes: [
        ['replace', '/model', 'open/large'],
        ['remove', '/fallbacks'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'a fallback steps in where no model is named',
      policy: { mode: 'prune' },
      endpoint: 'messages',
      body: { fallbacks: [{ model: 'open/large' }] },
      allowed: true,
      verdicts: [
        '/model primary dynamic SERVER_PICKS dropped',
        '/fallbacks/0/model fallback distillable DISTILLABLE allowed',
      ],
      changes: [
        ['add', '/model', 'open/large'],
        ['remove', '/fallbacks'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'the default fallbacks are dropped',
      policy: { mode: 'prune' },
      endpoint: 'messages',
      body: { model: 'open/small', fallbacks: 'default' },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/fallbacks fallback dynamic SERVER_PICKS dropped',
      ],
      changes: [
        ['remove', '/fallbacks'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'a banned fallback is dropped',
      policy: { mode: 'prune', deny: ['open/large'] },
      body: { model: 'open/small', models: ['open/large'] },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback distillable DENIED_BY_POLICY dropped',
      ],
      changes: [
        ['remove', '/models'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'a model with a preset gives way to a fallback',
      policy: { mode: 'prune' },
      body: { model: 'open/small@preset/mine', models: ['open/large'] },
      allowed: true,
      verdicts: [
        '/model primary dynamic PRESET_UNKNOWN dropped',
        '/models/0 fallback distillable DISTILLABLE allowed',
      ],
      changes: [
        ['replace', '/model', 'open/large'],
        ['remove', '/models'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'a preset of its own is never dropped',
      policy: { mode: 'prune' },
      body: { model: 'open/small', preset: 'mine' },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/preset preset dynamic PRESET_UNKNOWN refused',
      ],
    },
    {
      title: "a tool's model is never dropped",
      policy: { mode: 'prune' },
      body: {
        model: 'open/small',
        models: ['closed/big'],
        tools: [{ type: 'openrouter:subagent', parameters: { model: 'closed/big' } }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback not-distillable NOT_DISTILLABLE dropped',
        '/tools/0/parameters/model worker not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a panel is never pruned',
      policy: { mode: 'prune' },
      body: {
        model: 'open/small',
        plugins: [{ id: 'fusion', analysis_models: ['open/small', 'closed/big'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models/0 panel distillable DISTILLABLE allowed',
        '/plugins/0/analysis_models/1 panel not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'a field that is not known is never dropped',
      policy: { mode: 'prune' },
      body: { model: 'open/small', draft_model: 'closed/small' },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/draft_model unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'what is fine stays as it is',
      policy: { mode: 'prune' },
      body: { model: 'open/small', models: ['open/large'], provider: { enforce_distillable_text: true } },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback distillable DISTILLABLE allowed',
      ],
      changes: [],
    },
  ],

  'Prune: routers': [
    {
      title: 'an auto router without plugins gets a bound',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto' },
      allowed: true,
      verdicts: ['/model primary dynamic ROUTER_BOUND_ADDED allowed'],
      changes: [
        ['add', '/plugins', [{ id: 'auto-router', allowed_models: boundByPrune }]],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'null instead of plugins is replaced by a bound',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto-beta:online', plugins: null },
      allowed: true,
      verdicts: ['/model primary dynamic ROUTER_BOUND_ADDED allowed'],
      changes: [
        ['replace', '/plugins', [{ id: 'auto-beta-router', allowed_models: boundByPrune }]],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'the bound joins other plugins',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto', plugins: [{ id: 'web' }] },
      allowed: true,
      verdicts: ['/model primary dynamic ROUTER_BOUND_ADDED allowed'],
      changes: [
        ['add', '/plugins/-', { id: 'auto-router', allowed_models: boundByPrune }],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'the bound goes into the entry that is there',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto', plugins: [{ id: 'web' }, { id: 'auto-router', pin_model: false }] },
      allowed: true,
      verdicts: ['/model primary dynamic ROUTER_BOUND_ADDED allowed'],
      changes: [
        ['add', '/plugins/1/allowed_models', boundByPrune],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'the bound is spelled as the SDK spells it',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto', maxTokens: 9, plugins: [{ id: 'auto-router' }] },
      allowed: true,
      verdicts: ['/model primary dynamic ROUTER_BOUND_ADDED allowed'],
      changes: [
        ['add', '/plugins/0/allowedModels', boundByPrune],
        ['add', '/provider', { enforceDistillableText: true }],
      ],
    },
    {
      title: 'a body that mixes both spellings gets the bound in both',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto', maxTokens: 9, top_p: 1 },
      allowed: true,
      verdicts: ['/model primary dynamic ROUTER_BOUND_ADDED allowed'],
      changes: [
        [
          'add',
          '/plugins',
          [{ id: 'auto-router', allowed_models: boundByPrune, allowedModels: boundByPrune }],
        ],
        ['add', '/provider', { enforce_distillable_text: true, enforceDistillableText: true }],
      ],
    },
    {
      title: 'two routers get a bound each',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto', models: ['openrouter/auto-beta'] },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUND_ADDED allowed',
        '/models/0 fallback dynamic ROUTER_BOUND_ADDED allowed',
      ],
      changes: [
        [
          'add',
          '/plugins',
          [
            { id: 'auto-router', allowed_models: boundByPrune },
            { id: 'auto-beta-router', allowed_models: boundByPrune },
          ],
        ],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'the bound keeps to the lists of the policy',
      policy: { mode: 'prune', allow: ['open', 'ours/private'], deny: ['open/large'] },
      body: { model: 'openrouter/auto' },
      allowed: true,
      verdicts: ['/model primary dynamic ROUTER_BOUND_ADDED allowed'],
      changes: [
        ['add', '/plugins', [{ id: 'auto-router', allowed_models: ['open/renamed', 'open/small'] }]],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'where the policy leaves no candidate, there is no bound',
      policy: { mode: 'prune', allow: [] },
      body: { model: 'openrouter/auto' },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'where the policy refuses routers, there is no bound',
      policy: { mode: 'prune', routers: 'reject' },
      body: { model: 'openrouter/auto' },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'where the policy refuses routers, a fallback steps in',
      policy: { mode: 'prune', routers: 'reject' },
      body: { model: 'openrouter/auto', models: ['open/small'] },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED dropped',
        '/models/0 fallback distillable DISTILLABLE allowed',
      ],
      changes: [
        ['replace', '/model', 'open/small'],
        ['remove', '/models'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'an empty list of candidates stays what it is: none',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: [] }] },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'an entry that is switched off gets no bound',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', enabled: false }] },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'plugins that are no list get no bound',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto', plugins: { id: 'auto-router' } },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins unrecognised unknown NOT_A_SLUG refused',
      ],
    },
    {
      title: 'other routers get no bound, and are dropped as fallbacks',
      policy: { mode: 'prune' },
      body: { model: 'open/small', models: ['openrouter/free', 'nvidia/switchyard'] },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/models/0 fallback dynamic ROUTER_UNBOUNDED dropped',
        '/models/1 fallback dynamic ROUTER_UNBOUNDED dropped',
      ],
      changes: [
        ['remove', '/models'],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'candidates are narrowed to the distillable ones',
      policy: { mode: 'prune' },
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['closed/big', 'open/small', 'nobody/*'] }],
      },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate not-distillable NOT_DISTILLABLE dropped',
        '/plugins/0/allowed_models/1 candidate distillable DISTILLABLE allowed',
        '/plugins/0/allowed_models/2 candidate unknown WILDCARD_WITHOUT_MATCH dropped',
      ],
      changes: [
        ['replace', '/plugins/0/allowed_models', ['open/small']],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'a wildcard is narrowed to its distillable members',
      policy: { mode: 'prune' },
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['mixed/*', 'mixed/good', 'open/s*'] }],
      },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate dynamic WILDCARD_NOT_DISTILLABLE dropped',
        '/plugins/0/allowed_models/1 candidate distillable DISTILLABLE allowed',
        '/plugins/0/allowed_models/2 candidate distillable DISTILLABLE allowed',
      ],
      changes: [
        ['replace', '/plugins/0/allowed_models', ['mixed/good', 'open/s*']],
        ['add', '/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'a wildcard is narrowed to what the exclusions leave',
      policy: { mode: 'prune' },
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['*/small', '*/big*'], excluded_models: ['open/*'] }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate dynamic WILDCARD_NOT_DISTILLABLE refused',
        '/plugins/0/allowed_models/1 candidate dynamic WILDCARD_NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'candidates of which nothing is left refuse the request',
      policy: { mode: 'prune' },
      body: { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['closed/big'] }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowed_models/0 candidate not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'candidates in camelCase are narrowed in place',
      policy: { mode: 'prune' },
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowedModels: ['open/large', 'closed/*'] }],
      },
      allowed: true,
      verdicts: [
        '/model primary dynamic ROUTER_BOUNDED allowed',
        '/plugins/0/allowedModels/0 candidate distillable DISTILLABLE allowed',
        '/plugins/0/allowedModels/1 candidate dynamic WILDCARD_NOT_DISTILLABLE dropped',
      ],
      changes: [
        ['replace', '/plugins/0/allowedModels', ['open/large']],
        ['add', '/provider', { enforceDistillableText: true }],
      ],
    },
    {
      title: 'a pinned model is never dropped',
      policy: { mode: 'prune' },
      endpoint: 'chat',
      body: {
        model: 'openrouter/auto',
        messages: [{ role: 'assistant', content: 'Hi', model: 'closed/big' }],
        plugins: [{ id: 'auto-router', pin_model: true }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_BOUND_ADDED allowed',
        '/messages/0/model pinned not-distillable NOT_DISTILLABLE refused',
      ],
    },
  ],

  Batches: [
    {
      title: 'bodies take the model of the batch, and carry the flag each',
      endpoint: 'batch',
      body: {
        endpoint: '/v1/chat/completions',
        model: 'open/small',
        requests: [
          { custom_id: 'a', body: { messages: [] } },
          { custom_id: 'b', body: { messages: [], provider: { zdr: true } } },
        ],
      },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      changes: [
        ['add', '/requests/0/body/provider', { enforce_distillable_text: true }],
        ['add', '/requests/1/body/provider/enforce_distillable_text', true],
      ],
    },
    {
      title: 'a batch is told by its requests',
      body: { model: 'closed/big', requests: [{ custom_id: 'a', body: { messages: [] } }] },
      allowed: false,
      verdicts: ['/model primary not-distillable NOT_DISTILLABLE refused'],
    },
    {
      title: 'models of single bodies are judged',
      endpoint: 'batch',
      body: {
        model: 'open/small',
        requests: [
          { body: { model: 'open/small', models: ['closed/small'] } },
          { body: { fallbacks: [{ model: 'closed/big' }] } },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/requests/0/body/model primary distillable DISTILLABLE allowed',
        '/requests/0/body/models/0 fallback not-distillable NOT_DISTILLABLE refused',
        '/requests/1/body/fallbacks/0/model fallback not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'without a model of the batch each body needs one',
      endpoint: 'batch',
      body: {
        requests: [{ body: { model: 'open/small', messages: [] } }, { body: { messages: [] } }],
      },
      allowed: false,
      verdicts: [
        '/requests/0/body/model primary distillable DISTILLABLE allowed',
        '/requests/1/body/model primary dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'tools and plugins of single bodies are judged',
      endpoint: 'batch',
      body: {
        endpoint: '/v1/responses',
        model: 'open/small',
        requests: [
          { body: { input: 'Hi', tools: [{ type: 'image_generation' }], plugins: [{ id: 'fusion' }] } },
        ],
      },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/requests/0/body/plugins/0/analysis_models panel dynamic SERVER_PICKS refused',
        '/requests/0/body/tools/0/model image dynamic SERVER_PICKS refused',
      ],
    },
    {
      title: 'an empty batch is refused',
      endpoint: 'batch',
      body: { model: 'open/small', requests: [] },
      allowed: false,
      verdicts: [],
      violations: ['/requests BATCH_MALFORMED'],
    },
    {
      title: 'a batch without requests is refused',
      endpoint: 'batch',
      body: { model: 'open/small' },
      allowed: false,
      verdicts: [],
      violations: ['/requests BATCH_MALFORMED'],
    },
    {
      title: 'requests without a body are refused',
      endpoint: 'batch',
      body: { model: 'open/small', requests: [null, 'x', {}, { body: [] }, { body: { messages: [] } }] },
      allowed: false,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      violations: [
        '/requests/0/body BATCH_MALFORMED',
        '/requests/1/body BATCH_MALFORMED',
        '/requests/2/body BATCH_MALFORMED',
        '/requests/3/body BATCH_MALFORMED',
      ],
    },
    {
      title: 'preferences of a single body that can not carry the flag are refused',
      endpoint: 'batch',
      body: { model: 'open/small', requests: [{ body: { messages: [], provider: 'x' } }] },
      allowed: false,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      violations: ['/requests/0/body/provider PROVIDER_NOT_OBJECT'],
    },
    {
      title: 'a batch for openrouter/auto has no place for a bound',
      endpoint: 'batch',
      body: {
        model: 'openrouter/auto',
        plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }],
        requests: [{ body: { messages: [] } }],
      },
      allowed: false,
      verdicts: [
        '/model primary dynamic ROUTER_UNBOUNDED refused',
        '/plugins/0/allowed_models/0 candidate distillable DISTILLABLE allowed',
      ],
    },
    {
      title: 'prune writes no bound for the model of a batch',
      policy: { mode: 'prune' },
      endpoint: 'batch',
      body: { model: 'openrouter/auto', requests: [{ body: { messages: [] } }] },
      allowed: false,
      verdicts: ['/model primary dynamic ROUTER_UNBOUNDED refused'],
    },
    {
      title: 'prune works in each body by itself',
      policy: { mode: 'prune' },
      endpoint: 'batch',
      body: {
        model: 'open/small',
        requests: [
          { body: { models: ['closed/big', 'open/large'] } },
          { body: { model: 'openrouter/auto' } },
        ],
      },
      allowed: true,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/requests/0/body/models/0 fallback not-distillable NOT_DISTILLABLE dropped',
        '/requests/0/body/models/1 fallback distillable DISTILLABLE allowed',
        '/requests/1/body/model primary dynamic ROUTER_BOUND_ADDED allowed',
      ],
      changes: [
        ['remove', '/requests/0/body/models/0'],
        ['add', '/requests/0/body/provider', { enforce_distillable_text: true }],
        ['add', '/requests/1/body/plugins', [{ id: 'auto-router', allowed_models: boundByPrune }]],
        ['add', '/requests/1/body/provider', { enforce_distillable_text: true }],
      ],
    },
    {
      title: 'a body with a prompt of its own is no mere frame of a batch',
      body: { messages: [{ role: 'user', content: 'Hello' }], requests: [{ body: { model: 'open/small' } }] },
      allowed: false,
      verdicts: [
        '/model primary dynamic SERVER_PICKS refused',
        '/requests/0/body/model unrecognised distillable DISTILLABLE allowed',
      ],
      violations: ['/requests BATCH_MALFORMED'],
    },
    {
      title: 'a prompt beside the requests of a batch does not hide them',
      body: { model: 'open/small', messages: [], requests: [{ body: { plugins: [{ id: 'fusion' }] } }] },
      allowed: false,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
      violations: ['/requests BATCH_MALFORMED'],
    },
    {
      title: 'requests in what is said to be for chat are an unknown field',
      endpoint: 'chat',
      body: { model: 'open/small', messages: [], requests: [{ body: { model: 'closed/big' } }] },
      allowed: false,
      verdicts: [
        '/model primary distillable DISTILLABLE allowed',
        '/requests/0/body/model unrecognised not-distillable NOT_DISTILLABLE refused',
      ],
    },
    {
      title: 'an empty list of requests beside a prompt is no batch',
      body: { model: 'open/small', messages: [], requests: [] },
      allowed: true,
      verdicts: ['/model primary distillable DISTILLABLE allowed'],
    },
  ],
};
