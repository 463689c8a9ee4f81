/** Signatures in BER: read like those in DER, warned of in a PDF, and never by another meaning than OpenSSL gives them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { dice } from '../../../foundation/dice.ts';
import { anything, derOfBer, type Shape } from '../der/from-ber.ts';
import { oids } from '../der/oids.ts';
import { verifyDetached } from '../detached.ts';
import { allIndefinite, type BerForm, berOf, never, none, randomForm } from '../testing/ber.ts';
import { attribute, cms, timeStampToken } from '../testing/cms.ts';
import { agencySigns, person, personSigns, policy, sub, timeStamp, tsa } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { contentInfo } from './ber.ts';
import { parseEachSigner, parseSignedData } from './signed-data.ts';

const dir = mkdtempSync(join(tmpdir(), 'congvu-ber-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const openssl = foreign('openssl');

const content = Buffer.from('Mã,Số lượng\r\nA,1\r\n');
const at = '2026-03-02T02:00:00Z';
const stamp = timeStamp({ at });
/** A set in DER, so that OpenSSL keeps the order. */
const certificates = [person, sub].toSorted((a, b) => Buffer.compare(a.der, b.der));
const signature = cms({ signer: person, issuer: sub, signed: [content], unsigned: stamp, certificates });
/** OpenSSL takes no long form of a length of zero, such as that of NULL. */
const longer: BerForm = { indefinite: never, zeros: (tag) => (tag === 0x05 ? 0 : 2), pieces: none };
const forms: readonly BerForm[] = [
  allIndefinite,
  longer,
  { indefinite: never, zeros: none, pieces: () => 10 },
  { ...longer, indefinite: () => true, pieces: () => 1 },
  ...Array.from({ length: 40 }, (_, index) => randomForm(dice(20260302, index))),
];
const inForms = forms.map((form) => berOf(signature, contentInfo, form));

/** All that a verdict hangs on. */
function signing(value: Uint8Array) {
  const { contentType, content: inside, certificates: held, signer } = parseSignedData(value);
  const { id, hash, signedAttributes, signature: signed, timeStampTokens } = signer;
  const ids = held.map((certificate) => certificate.id);
  return { contentType, inside, ids, id, hash, signedAttributes, signature: signed, timeStampTokens };
}

/** Whoever signed. */
function verifiesByOpenssl(value: Uint8Array): boolean {
  writeFileSync(join(dir, 'a.p7s'), value);
  writeFileSync(join(dir, 'a.csv'), content);
  const asked = ['cms', '-verify', '-noverify', '-binary', '-inform', 'DER', '-in', join(dir, 'a.p7s')];
  const rest = ['-content', join(dir, 'a.csv'), '-out', join(dir, 'out')];
  return spawnSync(openssl.path, [...asked, ...rest]).status === 0;
}

describe('a signature in BER', () => {
  it('is the same as in DER, whichever way it is written', () => {
    const wanted = signing(signature);
    for (const ber of inForms) {
      const padded = Buffer.concat([ber, Buffer.alloc(100)]);
      expect(signing(padded)).toEqual(wanted);
      expect(parseSignedData(padded).wasBer).toBe(true);
      const [one, more] = parseEachSigner(ber).map((read) => read());
      expect([one?.signer.signature, one?.wasBer, more]).toEqual([wanted.signature, true, undefined]);
      expect(() => parseSignedData(Buffer.concat([ber, Buffer.of(1)]))).toThrow();
    }
    expect(inForms.filter((ber) => ber.equals(signature))).toEqual([]);
  });

  it.skipIf(!openssl.present)('is what OpenSSL makes of it', () => {
    for (const [index, ber] of inForms.slice(0, 12).entries()) {
      const file = join(dir, `${index}.p7s`);
      writeFileSync(file, ber);
      const asked = ['cms', '-cmsout', '-inform', 'DER', '-outform', 'DER', '-in', file];
      const theirs = execFileSync(openssl.path, asked, { stdio: 'pipe' });
      // The values of attributes it keeps as they came.
      const rest = derOfBer(theirs, contentInfo)?.der ?? theirs;
      expect(Buffer.from(rest).equals(signature)).toBe(true);
      expect(Buffer.from(derOfBer(ber, contentInfo)?.der ?? ber).equals(signature)).toBe(true);
    }
  });

  it('beside a file is as good as any other', () => {
    for (const ber of inForms.slice(0, 8)) {
      const report = verifyDetached([{ name: 'a', der: ber }], content, policy({ regulation: 'none' }));
      expect([report.verdict, report.findings]).toEqual(['TOTAL-PASSED', []]);
      const other = Buffer.concat([content, Buffer.of(32)]);
      expect(verifyDetached([{ name: 'a', der: ber }], other, policy({ regulation: 'none' })).reason).toBe(
        'INTEGRITY_BROKEN',
      );
    }
  });

  const berSign = (form: BerForm) => (signed: readonly Uint8Array[]) =>
    berOf(cms({ signer: person, issuer: sub, signed, unsigned: stamp }), contentInfo, form);

  it('in a PDF is warned of', () => {
    const pdf = agencySigns(personSigns(basePdf(), { sign: berSign(allIndefinite) }));
    const report = verifyPdf(pdf, policy());
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toEqual([
      { code: 'CMS_NOT_DER', severity: 'warning', field: 'Personal', detail: null },
    ]);
    const sound = verifyPdf(agencySigns(personSigns()), policy());
    expect(sound.findings).toEqual([]);
  });

  it('is warned of also where only a time stamp is', () => {
    const token = (stamped: readonly Uint8Array[]) =>
      berOf(timeStampToken({ tsa, issuer: sub, stamped, at }), contentInfo, allIndefinite);
    const unsigned = (value: Uint8Array) => attribute(oids.timeStampToken, token([value]));
    const inside = agencySigns(personSigns(basePdf(), { cms: { unsigned } }));
    expect(verifyPdf(inside, policy())).toMatchObject({
      verdict: 'TOTAL-PASSED',
      findings: [{ code: 'CMS_NOT_DER', field: 'Personal' }],
    });
    const archived = agencySigns(agencySigns(personSigns()), {
      name: 'Archive',
      number: 11,
      earlier: ['5 0 R', '8 0 R'],
      rect: '0 0 0 0',
      subFilter: 'ETSI.RFC3161',
      type: 'DocTimeStamp',
      sign: token,
    });
    expect(verifyPdf(archived, policy())).toMatchObject({
      verdict: 'TOTAL-PASSED',
      findings: [{ code: 'CMS_NOT_DER', field: 'Archive' }],
    });
  });

  it('whose signed attributes are BER is refused (RFC 5652, 5.3)', () => {
    const certificatesAsTheyAre: Shape = (tag) => (tag === 0xa0 ? 'verbatim' : anything);
    const whole: Shape = (_, index) => (index === 1 ? () => certificatesAsTheyAre : anything);
    for (const form of [allIndefinite, longer]) {
      const ber = berOf(signature, whole, form);
      expect(() => parseSignedData(ber)).toThrow(/DER|longer than needed/);
      const good = berOf(signature, contentInfo, form);
      if (openssl.present) expect([good, ber].map(verifiesByOpenssl)).toEqual([true, false]);
    }
  });

  it('holds no byte of which another bit is as good, but those that say nothing', () => {
    const form = { indefinite: () => true, zeros: none, pieces: () => 40 };
    const bare = (signed: readonly Uint8Array[]) =>
      berOf(cms({ signer: person, issuer: sub, signed }), contentInfo, form);
    const pdf = personSigns(basePdf(), { sign: bare, room: 4_000 });
    const { length } = bare([]);
    const hole = pdf.indexOf('/Contents <') + 11;
    const value = Buffer.from(pdf.subarray(hole, hole + 2 * length + 8).toString('latin1'), 'hex');
    const anySigner = policy({ regulation: 'none' });
    const { ids: __, ...signingOf } = signing(value);
    let passing = 0;
    for (let place = 0; place < value.length; place++) {
      const changed = Buffer.from(value);
      changed[place] = (value[place] ?? 0) ^ (1 << ((place * 5) % 8));
      const copy = Buffer.from(pdf);
      copy.write(changed.toString('hex'), hole, 'latin1');
      if (verifyPdf(copy, anySigner).verdict !== 'TOTAL-PASSED') continue;
      passing++;
      // Versions, the hint at hashes, and the second certificate, which is in the trust as well.
      const { ids: _, ...found } = signing(changed);
      expect([place, found]).toEqual([place, signingOf]);
    }
    expect(passing).toBeGreaterThan(0);
    expect(passing).toBeLessThan(sub.der.length + 40);
  });
});
