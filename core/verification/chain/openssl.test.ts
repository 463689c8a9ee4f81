/** The same hierarchies, right and wrong in one thing each, judged by us and by `openssl verify` at its strictest. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { parseCertificate } from '../cms/certificate.ts';
import { oids } from '../der/oids.ts';
import { DerError } from '../der/reader.ts';
import type { PolicyRules } from '../path/policy-state.ts';
import { noPolicyRules } from '../path/policy-state.ts';
import { parseCrl } from '../revocation/crl.ts';
import { hierarchyCases, type Word } from '../testing/hierarchy-cases.ts';
import { type Hierarchy, strictHierarchy } from '../testing/strict-hierarchy.ts';
import { chainOf } from './chain.ts';

const dir = mkdtempSync(join(tmpdir(), 'congvu-chain-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const openssl = foreign('openssl');
const at = new Date('2026-03-10T00:00:00Z');

describe.skipIf(!openssl.present)('against openssl verify', () => {
  for (const [group, cases] of Object.entries(hierarchyCases)) {
    describe(group, () => {
      it.each(Object.entries(cases))('%s', (_, { changes, expected, policies: rules, openssl: other }) => {
        const hierarchy = strictHierarchy(changes);
        expect(ours(hierarchy, rules)).toBe(expected);
        expect(theirs(hierarchy, rules)).toBe(other?.says ?? expected);
      });
    });
  }
});

function ours({ root, between, leaf, crls }: Hierarchy, policyRules: Partial<PolicyRules> = {}): Word {
  try {
    const [anchor, first, second, last] = [root, ...between, leaf].map(({ der }) => parseCertificate(der));
    if (anchor === undefined || first === undefined || second === undefined || last === undefined)
      return 'bad';
    const result = chainOf(
      last,
      { anchors: [anchor], intermediates: [first, second], crls: crls.map(parseCrl), ocsps: [] },
      {
        at,
        hashes: ['sha256'],
        leastRsaBits: 2048,
        uses: ['1.3.6.1.5.5.7.3.36'],
        policies: { ...noPolicyRules, ...policyRules },
      },
    );
    return result.kind === 'good' ? 'good' : 'bad';
  } catch (error) {
    if (error instanceof DerError) return 'bad';
    throw error;
  }
}

function theirs({ root, between, leaf, crls }: Hierarchy, policyRules: Partial<PolicyRules> = {}): Word {
  const file = (name: string, text: string) => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  };
  const {
    initialPolicies = 'any',
    requireExplicitPolicy,
    inhibitPolicyMapping,
    inhibitAnyPolicy,
  } = policyRules;
  const run = spawnSync(openssl.path, [
    'verify',
    ...['-x509_strict', '-policy_check', '-crl_check_all', '-extended_crl'],
    ...['-attime', String(at.getTime() / 1000)],
    ...(initialPolicies === 'any' ? [oids.anyPolicy] : [...initialPolicies]).flatMap((policy) => [
      '-policy',
      policy,
    ]),
    ...(requireExplicitPolicy === true ? ['-explicit_policy'] : []),
    ...(inhibitPolicyMapping === true ? ['-inhibit_map'] : []),
    ...(inhibitAnyPolicy === true ? ['-inhibit_any'] : []),
    ...['-CAfile', file('root.pem', pem([root.der]))],
    ...['-untrusted', file('between.pem', pem(between.map(({ der }) => der)))],
    ...(crls.length === 0 ? [] : ['-CRLfile', file('lists.pem', pem(crls, 'X509 CRL'))]),
    file('leaf.pem', pem([leaf.der])),
  ]);
  return run.status === 0 ? 'good' : 'bad';
}

function pem(ders: readonly Uint8Array[], label = 'CERTIFICATE'): string {
  return ders
    .map((der) => {
      const body = Buffer.from(der)
        .toString('base64')
        .replace(/(.{64})(?=.)/g, '$1\n');
      return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
    })
    .join('');
}
