/** How often a second something is done, for as long as a figure is taken. */

/** What the way before has left behind, in caches and garbage, is not for this one to pay: half as long goes by unmeasured. */
export function rateOf(work: (index: number) => void, milliseconds: number): number {
  countFor(work, milliseconds / 2);
  const began = performance.now();
  const done = countFor(work, milliseconds);
  return (done / (performance.now() - began)) * 1000;
}

function countFor(work: (index: number) => void, milliseconds: number): number {
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < milliseconds) work(done++);
  return done;
}
