/** pkijs, which has no line in common with our own reader of CMS, on what we sign: digest, signature and path. */
import { fromBER } from 'asn1js';
import * as pkijs from 'pkijs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import type { ServedPki } from '../../pki/index.ts';
import { collectFacts, type TimeStampContent } from '../../verification/index.ts';
import { type Material, material, now } from '../../verification/testing/material.ts';
import { signPdf } from '../sign-pdf.ts';
import { fixture, testPki } from '../test-material.ts';

let all: Material;
let served: ServedPki;
beforeAll(async () => {
  all = await material();
  served = await all.pki.serve();
});
afterAll(async () => {
  await served.close();
  all.remove();
});

const buffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

function signedDataIn(der: Uint8Array): pkijs.SignedData {
  const content = new pkijs.ContentInfo({ schema: fromBER(buffer(der)).result });
  return new pkijs.SignedData({ schema: content.content });
}

const certificateIn = (der: Uint8Array) => new pkijs.Certificate({ schema: fromBER(buffer(der)).result });

/** The signed bytes and the value of the only signature. */
function signatureOf(pdf: Uint8Array): { data: Uint8Array; der: Buffer } {
  const [signature] = collectFacts(pdf).signatures;
  const [, hole = 0, resume = 0, rest = 0] = signature?.byteRange ?? [];
  const digits = Buffer.from(pdf.subarray(hole + 1, resume - 1)).toString('latin1');
  const data = Buffer.concat([pdf.subarray(0, hole), pdf.subarray(resume, resume + rest)]);
  return { data, der: Buffer.from(digits, 'hex') };
}

async function opinion(der: Uint8Array, data: Uint8Array, root: Uint8Array): Promise<boolean> {
  const trustedCerts = [certificateIn(root)];
  const checkDate = new Date(now);
  const parameters = { signer: 0, data: buffer(data), trustedCerts, checkChain: true, checkDate };
  try {
    return await signedDataIn(der).verify(parameters);
  } catch (error) {
    if (error instanceof pkijs.SignedDataVerifyError) return false;
    throw error;
  }
}

describe('a second opinion', () => {
  it.each(['rsa', 'p-256'] as const)('on a signature with a key of %s', async (key) => {
    const pki = await testPki();
    const signer = await pki.signer({ name: 'Nguyễn Văn An', uid: 'CCCD:001099000001', key });
    const pdf = await signPdf({
      pdf: fixture('documents', 'cong-van-classic.pdf'),
      signer,
      appearance: { kind: 'invisible' },
      regulation: 'none',
      clock: fixedClock(now),
    });
    const { data, der } = signatureOf(pdf);
    const root = signer.chain.at(-1) ?? signer.certificate;
    expect(await opinion(der, data, root)).toBe(true);
    const changed = Buffer.from(data);
    changed[100] = (changed[100] ?? 0) ^ 1;
    expect(await opinion(der, changed, root)).toBe(false);
    const stranger = await pki.signer({ name: 'Ai đó', uid: 'CCCD:001099000009' });
    expect(await opinion(der, data, stranger.certificate)).toBe(false);
  });

  it('on a signature of the served PKI and on the time stamp in it', async () => {
    const pdf = await all.signed({ agency: null, timeStampUrl: `${served.url}/tsa` });
    const root = all.pki.authorities.root.certificate;
    const { data, der } = signatureOf(pdf);
    expect(await opinion(der, data, root)).toBe(true);
    const [info] = signedDataIn(der).signerInfos;
    const stamp = info?.unsignedAttrs?.attributes.find(({ type }) => type === '1.2.840.113549.1.9.16.2.14');
    const token = new Uint8Array(stamp?.values[0].toBER() ?? new ArrayBuffer(0));
    const value = new Uint8Array(info?.signature.valueBlock.valueHexView ?? []);
    expect(await opinion(token, value, root)).toBe(true);
    expect(await opinion(token, Buffer.from('another signature'), root)).toBe(false);
    // And we read the same out of it.
    const [signature] = collectFacts(pdf).signatures;
    const stamps: readonly TimeStampContent[] =
      signature?.content.kind === 'cms' ? signature.content.timeStamps : [];
    expect(stamps).toMatchObject([{ kind: 'token', imprintFits: true, cms: { signatureFits: true } }]);
  });
});
