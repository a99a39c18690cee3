// node read-in-child.mjs fetch|guard BASE_URL MEGABYTES: reads a stream to its end and prints, as JSON, the largest resident size
// and how far that lies above the largest of the stream's first tenth, both in MB.
import { chatBody } from '../answers/chat.mjs';
import { model, sampleGuard } from '../answers/sample-guard.mjs';

const [what, baseUrl = '', megabytes = ''] = process.argv.slice(2);
const send = what === 'guard' ? sampleGuard(baseUrl).guard.fetch : fetch;
const response = await send(`${baseUrl}/chat/completions`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ ...chatBody(model), stream: true }),
});
const length = Number(megabytes) * 1e6;
let read = 0;
let nextSample = 0;
let firstPeak = 0;
let peak = 0;
for await (const { length: bytes } of response.body ?? []) {
  read += bytes;
  if (read < nextSample) continue;
  nextSample = read + 1e6;
  peak = Math.max(peak, process.memoryUsage.rss());
  if (read <= length / 10) firstPeak = peak;
}
if (read < length) throw new Error(`a stream must come whole, and had ${read} bytes`);
console.log(JSON.stringify({ peak: peak / 1e6, growth: (peak - firstPeak) / 1e6 }));
