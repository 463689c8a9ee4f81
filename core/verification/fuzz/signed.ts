/** Documents signed with keys out of a seed: what the attacks start from, the same in every process. */
import { parseCertificate } from '../cms/certificate.ts';
import { oids } from '../der/oids.ts';
import { type TrustStore, trustStore } from '../path/trust.ts';
import type { Policy } from '../policy/policy.ts';
import {
  authorityExtensions,
  type CertificateOptions,
  certificate,
  crl,
  extension,
  type Identity,
} from '../testing/authority.ts';
import { type CmsOptions, cms, stampWith, timeStampToken } from '../testing/cms.ts';
import { objectIdentifier, sequence } from '../testing/der.ts';
import { ocspResponse } from '../testing/ocsp.ts';
import { append, basePdf, packedPdf, type SigningOptions, signRevision, stream } from '../testing/pdf.ts';
import { seededRsaKey } from '../testing/seeded-key.ts';

const now = '2026-03-10T00:00:00Z';
const keys = { authority: seededRsaKey('authority'), signer: seededRsaKey('signer') };

/** Without its own extensions, key or serial number: those of the kind. */
export function signerOf(
  name: string,
  uid: string,
  serial: number,
  changes: Partial<CertificateOptions> = {},
) {
  return certificate({ name, uid, serial, issuer: sub, key: keys.signer, ...changes });
}

export const root = certificate({ name: 'Root', serial: 1, key: keys.authority });
export const sub = certificate({
  name: 'Sub',
  serial: 2,
  issuer: root,
  key: keys.authority,
  extensions: authorityExtensions(0),
});
export const person = signerOf('An', 'CCCD:1', 3);
export const agency = signerOf('UBND', 'MST:1', 4);
export const tsa = signerOf('TSA', 'X:1', 5, {
  more: [extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping)))],
});

const trust: TrustStore = trustStore({
  certificates: [root.der, sub.der],
  crls: [crl({ issuer: root }), crl({ issuer: sub })],
});

export const policy: Policy = Object.freeze({ trust, at: new Date(now), regulation: 'hai-phong-2025' });

export type Changes = Partial<SigningOptions> & { readonly cms?: Partial<CmsOptions> };

const signWith = (signer: Identity, changes: Partial<CmsOptions> = {}) => ({
  sign: (signed: readonly Uint8Array[]) => cms({ signer, issuer: sub, signed, ...changes }),
});

export const personSigns = (before: Buffer, changes: Changes = {}): Buffer =>
  signRevision(before, { name: 'Personal', number: 5, ...signWith(person, changes.cms), ...changes });

export const agencySigns = (before: Buffer, changes: Changes = {}): Buffer =>
  signRevision(before, {
    name: 'Agency',
    number: 8,
    earlier: ['5 0 R'],
    rect: '60 80 133 170',
    ...signWith(agency, changes.cms),
    ...changes,
  });

export const bothSign = (base: Buffer): Buffer => agencySigns(personSigns(base));

export const stamped = { unsigned: stampWith({ tsa, issuer: sub, at: '2026-03-02T02:00:00Z' }) };

function archived(before: Buffer): Buffer {
  return agencySigns(before, {
    name: 'Archive',
    number: 11,
    earlier: ['5 0 R', '8 0 R'],
    rect: '0 0 0 0',
    subFilter: 'ETSI.RFC3161',
    type: 'DocTimeStamp',
    sign: (signed) => timeStampToken({ tsa, issuer: sub, stamped: signed, at: '2026-03-03T00:00:00Z' }),
  });
}

function withStore(before: Buffer): Buffer {
  return append(before, {
    1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/DSS 20 0 R>>',
    20: '<</Certs[21 0 R]/CRLs[22 0 R]/OCSPs[23 0 R]>>',
    21: stream(Buffer.from(sub.der)),
    22: stream(Buffer.from(crl({ issuer: sub }))),
    23: stream(
      Buffer.from(
        ocspResponse({ issuer: sub, serial: person.serial, idKey: parseCertificate(sub.der).keyBits }),
      ),
    ),
  });
}

/** Each passes as it is. In all but the last, the last signature covers every byte but its own hole. */
export const seeds: readonly Buffer[] = (() => {
  const both = bothSign(basePdf());
  const packedFirst = personSigns(packedPdf(), { number: 10 });
  const packed = agencySigns(packedFirst, { number: 13, earlier: ['10 0 R'] });
  const withTimes = agencySigns(personSigns(basePdf(), { cms: stamped }), { cms: stamped });
  return [both, packed, withTimes, archived(both), withStore(both)];
})();
