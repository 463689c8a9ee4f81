/** NIST's Public Key Interoperability Test Suite 1.0.1 as a table: what is validated with which settings, and how it has to end. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A line of `tests.tsv`: number, part of the test, name, expected end, certificates below the anchor from the top
 * down, lists beside the anchor's, initial policies, flags, policies that hold in the end. Policies 1 to 6 are NIST's
 * test policies.
 */
export interface PkitsTest {
  /** Section and number in the document. */
  readonly number: string;
  /** Tests with several settings are numbered from 1. */
  readonly part: string;
  readonly name: string;
  readonly valid: boolean;
  readonly certificates: readonly string[];
  readonly lists: readonly string[];
  readonly initialPolicies: ReadonlySet<string> | 'any';
  readonly requireExplicitPolicy: boolean;
  readonly inhibitPolicyMapping: boolean;
  readonly inhibitAnyPolicy: boolean;
  readonly policies: ReadonlySet<string> | 'any';
}

export const pkitsTests: readonly PkitsTest[] = readFileSync(join(import.meta.dirname, 'tests.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map(testOf);

function testOf(line: string): PkitsTest {
  const columns = line.split('\t');
  if (columns.length !== 9) throw new Error(`expected 9 columns: ${line}`);
  const [number = '', part = '', name = '', end, certificates = '', lists = '', initial = '', flags = ''] =
    columns;
  return {
    number,
    part: part === '-' ? '' : part,
    name,
    valid: end === 'valid',
    certificates: certificates.split(' '),
    lists: lists === '-' ? [] : lists.split(' '),
    initialPolicies: policies(initial),
    requireExplicitPolicy: flags.includes('explicit'),
    inhibitPolicyMapping: flags.includes('no-mapping'),
    inhibitAnyPolicy: flags.includes('no-any'),
    policies: policies(columns[8] ?? ''),
  };
}

function policies(text: string): ReadonlySet<string> | 'any' {
  if (text === 'any') return 'any';
  return new Set(text === 'none' ? [] : text.split(',').map((n) => `2.16.840.1.101.3.2.1.48.${n}`));
}
