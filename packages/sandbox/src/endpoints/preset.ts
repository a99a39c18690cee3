import { jsonAnswer, type PlannedAnswer } from '../answer/planned-answer.js';
import { findPreset } from '../presets/apply-preset.js';
import { presetJson } from '../presets/preset-json.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import type { Endpoint, ServedState } from './endpoint.js';

/**
 * `GET /presets/{slug}`: a preset with its fields.
 *
 * @see https://openrouter.ai/docs/features/presets (OpenAPI description read 2026-08-22)
 */
export const presetEndpoint: Endpoint = { path: '/presets/{slug}', method: 'GET', answer: answerPreset };

function answerPreset({ parameters }: SandboxRequest, { presets }: ServedState): PlannedAnswer {
  const slug = parameters['slug'] ?? '';
  return jsonAnswer(200, { data: presetJson(slug, findPreset(slug, presets)) });
}
