/** Lists and OCSP responses inside a signature count as those of the security store do; OpenSSL takes the lists too. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { oids } from '../der/oids.ts';
import { detachedFacts, verifyDetached } from '../detached.ts';
import { collectFacts } from '../facts/collect.ts';
import { factsDocument, readFactsDocument } from '../facts/stored/document.ts';
import { evidenceIn } from '../judge/in-file.ts';
import { crl, type Identity } from '../testing/authority.ts';
import { attribute, type CmsOptions, cms } from '../testing/cms.ts';
import { objectIdentifier, octetString, sequence, tagged } from '../testing/der.ts';
import {
  agency,
  agencySigns,
  person,
  personSigns,
  policy,
  root,
  sub,
  timeStamp,
  trust,
  tsa,
} from '../testing/hand-made.ts';
import { ocspResponse } from '../testing/ocsp.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const openssl = foreign('openssl');
const dir = mkdtempSync(join(tmpdir(), 'congvu-inside-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const archival = (...parts: readonly Uint8Array[]) => attribute('1.2.840.113583.1.1.8', sequence(...parts));
const lists = (...crls: readonly Uint8Array[]) => tagged(0, sequence(...crls));
const responses = (...ocsps: readonly Uint8Array[]) => tagged(1, sequence(...ocsps));
const other = (oid: string, info: Uint8Array) => tagged(1, objectIdentifier(oid), info);
const answer = (of: Identity, more = {}) => ocspResponse({ issuer: sub, serial: of.serial, ...more });
/** The BasicOCSPResponse in its octets, 21 bytes of header and type before them. */
const basicIn = (response: Uint8Array) => {
  const start = Buffer.from(response).indexOf(Buffer.from(objectIdentifier(oids.ocspBasic))) + 11;
  const octets = response.subarray(start);
  return octets.subarray(octets[1] === 0x82 ? 4 : octets[1] === 0x81 ? 3 : 2);
};
const kept = answer(person);
const own = crl({ issuer: sub });
const ofRoot = crl({ issuer: root });
const revokes = crl({ issuer: sub, revoked: [{ serial: person.serial, at: '2026-03-01T00:00:00Z' }] });

/** With a trust folder that holds no list at all. */
const report = (inside: Partial<CmsOptions>) =>
  verifyPdf(
    agencySigns(personSigns(basePdf(), { cms: inside, room: 100_000 })),
    policy({ trust: trust({ rootCrl: null, subCrl: null }) }),
  );

describe('a signature that brings revocation data inside', () => {
  const both = [answer(person), answer(agency)];
  it.each<[string, Partial<CmsOptions>]>([
    ['lists in the attribute', { attributes: [archival(lists(own, ofRoot))] }],
    ['responses in the attribute', { attributes: [archival(lists(ofRoot), responses(...both))] }],
    ['lists in the SignedData', { revocation: [own, ofRoot], version: 5 }],
    [
      'responses in the SignedData',
      { revocation: [ofRoot, ...both.map((one) => other(oids.ocspInCms, one))] },
    ],
    [
      'bare responses there',
      { revocation: [ofRoot, ...both.map((one) => other(oids.ocspBasic, basicIn(one)))] },
    ],
    ['a hundred lists', { revocation: [ofRoot, ...Array.from({ length: 99 }, () => own)] }],
    ['some here, some there', { attributes: [archival(lists(own))], revocation: [ofRoot] }],
    ['beside what nobody knows', { revocation: [own, ofRoot, other('1.2.3', octetString(own)), tagged(5)] }],
  ])('%s: passes', (_, inside) => {
    expect(report(inside)).toMatchObject({ verdict: 'TOTAL-PASSED', reason: 'OK' });
  });

  it.each<[string, Partial<CmsOptions>]>([
    ['nothing', {}],
    ['lists of another key', { revocation: [crl({ issuer: sub, key: root.key }), ofRoot] }],
    ['an old list', { revocation: [crl({ issuer: sub, nextUpdate: '2026-03-09T00:00:00Z' }), ofRoot] }],
    [
      'responses of another key',
      { attributes: [archival(lists(ofRoot), responses(answer(person, { key: tsa.key })))] },
    ],
    ['no list where it belongs', { attributes: [archival(tagged(0, own))] }],
    ['an attribute that is none', { attributes: [attribute('1.2.840.113583.1.1.8', octetString(own))] }],
    ['empty fields', { attributes: [archival(tagged(0), tagged(1))] }],
    ['more than a hundred lists', { revocation: [ofRoot, ...Array.from({ length: 100 }, () => own)] }],
    ['an unknown form', { revocation: [other('1.2.3', own), other(oids.ocspInCms, octetString(own))] }],
  ])('%s: the status stays unknown', (_, inside) => {
    expect(report(inside)).toMatchObject({
      verdict: 'INDETERMINATE',
      reason: expect.stringMatching(/^REVOCATION_(UNKNOWN|DATA_UNUSABLE)$/),
    });
  });

  it.each<[string, Partial<CmsOptions>, string]>([
    [
      'attribute',
      { attributes: [attribute('1.2.840.113583.1.1.8', octetString(own))] },
      'adbe-revocationInfoArchival',
    ],
    ['list in it', { attributes: [archival(tagged(0, octetString(own)))] }, 'adbe-revocationInfoArchival'],
  ])('unreadable, in the %s: is told as that, not as missing', (_, inside, place) => {
    const { reason, detail } = report(inside);
    expect([reason, detail?.code, detail?.values.said]).toEqual([
      'REVOCATION_DATA_UNUSABLE',
      'REVOCATION_INSIDE_UNREADABLE',
      expect.stringContaining(`${place}: `),
    ]);
    const pdf = agencySigns(personSigns(basePdf(), { cms: inside }));
    expect(verifyPdf(pdf, policy())).toMatchObject({ verdict: 'TOTAL-PASSED', findings: [] });
    const facts = collectFacts(pdf);
    expect(readFactsDocument(JSON.stringify(factsDocument('a.pdf', pdf, facts)), 'a.json').facts).toEqual(
      facts,
    );
  });

  it.each<[string, Partial<CmsOptions>]>([
    ['list in the attribute', { attributes: [archival(lists(revokes, ofRoot))] }],
    ['list in the SignedData', { revocation: [revokes, ofRoot] }],
    [
      'response',
      {
        attributes: [
          archival(lists(ofRoot), responses(answer(person, { status: { at: '2026-03-01T00:00:00Z' } }))),
        ],
      },
    ],
  ])('that revokes it, by a %s: revoked', (_, inside) => {
    expect(report(inside)).toMatchObject({ verdict: 'INDETERMINATE', reason: 'CERTIFICATE_REVOKED' });
  });

  it('in a time stamp counts too', () => {
    const unsigned = timeStamp({ revocation: [own, ofRoot] });
    expect(report({ unsigned }).verdict).toBe('TOTAL-PASSED');
    expect(report({}).reason).toBe('REVOCATION_UNKNOWN');
  });

  it('stands in the facts, which can be kept, and only where there is any', () => {
    const pdf = agencySigns(
      personSigns(basePdf(), {
        cms: { revocation: [own], attributes: [archival(responses(kept))] },
      }),
    );
    const facts = collectFacts(pdf);
    const held = facts.signatures.map(({ content }) => content.kind === 'cms' && content.cms.revocation);
    const text = (der: Uint8Array) => Buffer.from(der).toString('base64');
    expect(held).toEqual([{ crls: [text(own)], ocsps: [text(kept)] }, undefined]);
    const stored = readFactsDocument(JSON.stringify(factsDocument('a.pdf', pdf, facts)), 'a.json');
    expect(stored.facts).toEqual(facts);
  });

  it('of a whole file counts up to a limit', () => {
    const facts = collectFacts(agencySigns(personSigns()));
    const many = Array.from({ length: 300 }, (_, index) => String(index));
    const all = (signature: string) => many.map((one) => `${signature} ${one}`);
    const signatures = facts.signatures.map((one) => {
      if (one.content.kind !== 'cms') throw new Error(one.field);
      const revocation = { crls: all(one.field), ocsps: all(one.field), unread: all(one.field) };
      return { ...one, content: { ...one.content, cms: { ...one.content.cms, revocation } } };
    });
    const { crls, ocsps, unread } = evidenceIn({ ...facts, signatures });
    expect([crls.length, ocsps.length, unread?.length]).toEqual([500, 500, 10]);
  });
});

describe.skipIf(!openssl.present)('beside a file, against openssl cms -verify', () => {
  const content = Buffer.from('content');
  it.each<[string, readonly Uint8Array[], boolean]>([
    ['both lists', [own, ofRoot], true],
    ['none of the issuer', [ofRoot], false],
    ['one that revokes', [revokes, ofRoot], false],
    ["one of another's key", [crl({ issuer: sub, key: root.key }), ofRoot], false],
  ])('%s', (_, revocation, good) => {
    const der = cms({ signer: person, issuer: sub, signed: [content], revocation });
    const { verdict } = verifyDetached(
      [{ name: 'a.p7s', der }],
      content,
      policy({ trust: trust({ rootCrl: null, subCrl: null }), regulation: 'none' }),
    );
    expect(detachedFacts([{ name: 'a.p7s', der }], content).signatures).toHaveLength(1);
    expect([verdict === 'TOTAL-PASSED', accepted(der, content)]).toEqual([good, good]);
  });
});

function accepted(der: Buffer, content: Buffer): boolean {
  const file = (name: string, bytes: Buffer | string) => {
    writeFileSync(join(dir, name), bytes);
    return join(dir, name);
  };
  const lines = Buffer.from(root.der)
    .toString('base64')
    .match(/.{1,64}/g);
  const pem = ['-----BEGIN CERTIFICATE-----', ...(lines ?? []), '-----END CERTIFICATE-----', ''].join('\n');
  const run = spawnSync(openssl.path, [
    ...['cms', '-verify', '-inform', 'DER', '-in', file('a.p7s', der), '-content', file('content', content)],
    ...[
      '-binary',
      '-CAfile',
      file('root.pem', pem),
      '-crl_check_all',
      '-purpose',
      'any',
      '-out',
      '/dev/null',
    ],
    ...['-attime', String(Date.parse('2026-03-10T00:00:00Z') / 1_000)],
  ]);
  const said = run.stderr.toString();
  if (run.status !== 0 && !/CRL|revoked/i.test(said)) throw new Error(said);
  return run.status === 0;
}
