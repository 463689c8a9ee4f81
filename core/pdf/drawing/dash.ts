/** Dashes of lines (ISO 32000-1, 8.4.3.6). */

/** No length is negative, not all are 0. Where the phase is negative viewers begin each elsewhere. */
export function isDash(lengths: readonly unknown[], phase: unknown): boolean {
  const isLength = (one: unknown) => typeof one === 'number' && one >= 0;
  const isLine = lengths.length === 0 || lengths.some((one) => one !== 0);
  return isLine && lengths.every(isLength) && isLength(phase);
}
