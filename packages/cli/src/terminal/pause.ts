/** Waits for five milliseconds, while nothing else of this process goes on. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
