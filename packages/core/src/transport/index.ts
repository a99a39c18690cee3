// What a transport of one's own is made of, beside `guard.open`: where a request goes, what its body says, what a
// refusal looks like on the wire.
export { refuse } from '../decision/refuse.js';
export { canonicalPath } from '../send/canonical-path.js';
export { endpointPaths } from '../send/endpoint-paths.js';
export { errorResponse } from '../send/error-response.js';
export { type BodyReading, readBody } from '../send/read-body.js';
export { createTargetReader, type RequestTarget, type TargetReader } from '../send/read-target.js';
export { unlessAborted } from '../send/unless-aborted.js';
export { type AnswerHeaders, toHead } from '../undici/answer-headers.js';
