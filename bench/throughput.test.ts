import { expect, it } from 'vitest';
import { throughput } from './throughput.mjs';

it('sends every request, and no more at a time than there are connections', async () => {
  let sent = 0;
  let open = 0;
  let widest = 0;
  const send = async () => {
    sent += 1;
    open += 1;
    widest = Math.max(widest, open);
    await new Promise(setImmediate);
    open -= 1;
  };
  const perSecond = await throughput(send, { connections: 4, requests: 10 })();
  expect({ sent, open, widest }).toEqual({ sent: 10, open: 0, widest: 4 });
  expect(perSecond).toBeGreaterThan(0);
});

it('fails when a request does', async () => {
  const send = () => Promise.reject(new Error('refused'));
  await expect(throughput(send, { connections: 2, requests: 2 })()).rejects.toThrow('refused');
});
