/** For tests of faults: short scripts, and what the journal says of them. */
import { readFileSync } from 'node:fs';
import type { FreshEmulator } from '../e2e/fresh-emulator.ts';
import type { FaultAction, FaultRule, FaultScript, When } from './script.ts';

export const digest: Buffer = Buffer.alloc(32, 7);

export function script(...rules: FaultRule[]): FaultScript {
  return { name: 'test', rules };
}

/** A script of one rule, called `it`. */
export function fault(when: When, ...actions: FaultAction[]): FaultScript {
  return script({ name: 'it', when, do: actions });
}

/** The rule answers CKR_FUNCTION_FAILED, which nothing else in these tests does. */
export function failing(when: When, more: Partial<FaultRule> = {}): FaultRule {
  return { when, do: [{ action: 'return', code: 'CKR_FUNCTION_FAILED' }], ...more };
}

/** What the journal says of faults, in order. */
export async function faultsTold({ emulator }: FreshEmulator): Promise<readonly string[]> {
  await emulator.flushJournal();
  return readFileSync(emulator.journalFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event?: string; rule?: string; function?: string; detail?: string })
    .filter(({ event }) => event === 'fault')
    .map(({ rule, function: name, detail }) => `${rule} ${name} ${detail}`);
}
