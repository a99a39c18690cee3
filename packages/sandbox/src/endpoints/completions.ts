import { completionsFormat } from '../completions/completions-format.js';
import type { Endpoint } from './endpoint.js';
import { textEndpoint } from './text-endpoint.js';

/** `POST /completions`, the older endpoint for bare text. */
export const completionsEndpoint: Endpoint = textEndpoint('/completions', completionsFormat);
