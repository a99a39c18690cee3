/**
 * Makes sending into a measurement: how many requests are answered in a second while this many are on their way.
 *
 * @param {() => Promise<unknown>} send Sends one request, and ends when its answer has been read.
 * @param {{ readonly connections: number, readonly requests: number }} options How many in all.
 * @returns {() => Promise<number>}
 */
export function throughput(send, { connections, requests }) {
  return async () => {
    let started = 0;
    const sendUntilDone = async () => {
      while (started < requests) {
        started += 1;
        await send();
      }
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: connections }, sendUntilDone));
    return (requests / (performance.now() - start)) * 1_000;
  };
}
