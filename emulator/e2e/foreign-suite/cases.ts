/** What a foreign test suite says of each of its cases, read from its output. */

export type Outcome = 'pass' | 'fail' | 'skip';

/** Case name → outcome. */
export type Cases = ReadonlyMap<string, Outcome>;

/** Output of a program built with Google Test. A case that began and never ended crashed: that is a failure. */
export function casesOfGoogleTest(output: string): Cases {
  const cases = new Map<string, Outcome>();
  for (const line of output.split('\n')) {
    const match = /^\[ *(RUN|OK|FAILED|SKIPPED) *\] ([^\s,]+\.[^\s,]+)/.exec(line);
    const [, word, name] = match ?? [];
    if (name === undefined) continue;
    if (word === 'RUN') cases.set(name, 'fail');
    else cases.set(name, word === 'OK' ? 'pass' : word === 'SKIPPED' ? 'skip' : 'fail');
  }
  return cases;
}

/** Output of `go test -v`, subtests included. */
export function casesOfGoTest(output: string): Cases {
  const cases = new Map<string, Outcome>();
  for (const line of output.split('\n')) {
    const [, begun] = /^=== RUN\s+(\S+)/.exec(line) ?? [];
    if (begun !== undefined) cases.set(begun, 'fail');
    const [, word, ended] = /^\s*--- (PASS|FAIL|SKIP): (\S+)/.exec(line) ?? [];
    if (ended !== undefined) cases.set(ended, word === 'PASS' ? 'pass' : word === 'SKIP' ? 'skip' : 'fail');
  }
  return cases;
}
