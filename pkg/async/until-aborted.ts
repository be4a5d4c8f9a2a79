/**
 * The promise, until the signal aborts: then whoever waited need not wait any more. What the promise stands for goes on
 * unheard, if it does not listen to the signal itself.
 * @throws what the promise rejects with, or the reason of the signal
 */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
