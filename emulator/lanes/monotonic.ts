/** One clock for all processes of a machine: it never goes back. */

/** What to add to `performance.now()` of this process to get the machine's monotonic clock, in milliseconds. */
export const monotonicAtStart = offset();

/** The process may be put aside between two looks at clocks: the quickest of some tells the truth. */
function offset(): number {
  const looks = Array.from({ length: 20 }, () => {
    const before = performance.now();
    const monotonic = Number(process.hrtime.bigint()) / 1e6;
    const after = performance.now();
    return { took: after - before, offset: monotonic - (before + after) / 2 };
  });
  return looks.reduce((best, one) => (one.took < best.took ? one : best)).offset;
}
