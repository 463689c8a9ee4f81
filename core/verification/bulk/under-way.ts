/** Which job a worker is at, in memory that both sides see: a file that ends its worker has no other way to be named. */

export interface UnderWay {
  readonly shared: SharedArrayBuffer;
  /** Undefined: none has been begun. */
  number(): number | undefined;
  begin(number: number): void;
  clear(): void;
}

/** `shared` as the other side has got it; left out, a new one. */
export function underWay(shared: SharedArrayBuffer = new SharedArrayBuffer(4)): UnderWay {
  const cell = new Int32Array(shared);
  return Object.freeze({
    shared,
    number: () => {
      const value = Atomics.load(cell, 0);
      return value === 0 ? undefined : value - 1;
    },
    begin: (number: number) => void Atomics.store(cell, 0, number + 1),
    clear: () => void Atomics.store(cell, 0, 0),
  });
}
