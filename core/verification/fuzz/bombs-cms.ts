/** Signatures, certificates, lists and responses built to exhaust whoever reads them, each inside a signed document. */
import { parseCertificate } from '../cms/certificate.ts';
import { oids } from '../der/oids.ts';
import {
  authorityExtensions,
  certificate,
  crl,
  extension,
  type Identity,
  integer,
} from '../testing/authority.ts';
import { attribute, cms, timeStampToken } from '../testing/cms.ts';
import { element, nothing, objectIdentifier, octetString, sequence, setOf } from '../testing/der.ts';
import { alternativeNames, general, mappings, nameConstraints, policies } from '../testing/extensions.ts';
import { ocspResponse } from '../testing/ocsp.ts';
import { append, basePdf, signRevision, stream } from '../testing/pdf.ts';
import { upTo } from './big-pdf.ts';
import { type Bombs, large } from './bombs-pdf.ts';
import { bothSign, personSigns, root, signerOf, sub, tsa } from './signed.ts';

type Signing = Parameters<typeof cms>[0];

/** A document whose /Contents is just this. */
function holding(contents: Uint8Array): Buffer {
  return personSigns(basePdf(), { room: contents.length * 2, sign: () => contents });
}

function signedBy(signer: Identity, certificates: readonly Identity[], more: Partial<Signing> = {}): Buffer {
  const sign = (signed: readonly Uint8Array[]) => cms({ signer, issuer: sub, signed, certificates, ...more });
  return personSigns(basePdf(), { sign, room: 2 * (sign([]).length + 4_000) });
}

interface Parts {
  readonly certificates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
}

/** Behind the signatures come lists and responses for later verifiers. */
function withStoreOf(pdf: Buffer, parts: Parts, fields?: number): Buffer {
  const objects: Record<number, string> = {};
  let next = 1001;
  const list = (ders: readonly Uint8Array[] = []) =>
    ders
      .map((der) => {
        objects[next] = stream(Buffer.from(der));
        return `${next++} 0 R`;
      })
      .join(' ');
  const store = `<</Certs[${list(parts.certificates)}]/CRLs[${list(parts.crls)}]/OCSPs[${list(parts.ocsps)}]>>`;
  const names =
    fields === undefined ? '5 0 R 8 0 R' : [...upTo(fields, (one) => `${10 + 3 * one} 0 R`)].join(' ');
  return append(pdf, {
    1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${names}]/SigFlags 3>>/DSS 1000 0 R>>`,
    1000: store,
    ...objects,
  });
}

const storing = (parts: Parts): Buffer => withStoreOf(bothSign(basePdf()), parts);

const subKey = parseCertificate(sub.der).keyBits;
const oidAt = (index: number) => `1.3.6.1.4.1.${100_000 + index}`;
/** In one piece: nobody passes on a million arguments. Each of another type, in the order of DER. */
function manyAttributes(count: number): Buffer {
  const oid = element(0x06, Buffer.of(0x2b, 0x81, 0x80, 0x80, 0x00));
  const piece = sequence(oid, setOf(octetString(Buffer.of(1))));
  const all = manyTimes(count, piece);
  for (let index = 0; index < count; index++) {
    const arc = index * piece.length + piece.indexOf(oid) + 4;
    for (const place of [0, 1, 2, 3]) {
      all[arc + place] =
        ((index >> (7 * (3 - place))) & 0x7f) | (place < 3 ? 0x80 : 0) | (place === 0 ? 0x01 : 0);
    }
  }
  return all;
}

const manyTimes = (count: number, piece: Uint8Array) => Buffer.alloc(count * piece.length, piece);

/** Of nobody: no signature fits, which costs as much as one that does. */
function slowKey(bits: number, index: number): Buffer {
  const modulus = Buffer.alloc(bits / 8, 0xab);
  modulus.writeUInt32BE(index * 2 + 1, modulus.length - 4);
  const numbers = sequence(
    element(0x02, Buffer.of(0), modulus),
    element(0x02, Buffer.of(0), Buffer.alloc(4, 0xff)),
  );
  return sequence(
    sequence(objectIdentifier(oids.rsaEncryption), nothing),
    element(0x03, Buffer.of(0), numbers),
  );
}

/** Authorities of one name, all of whose keys have to be tried. */
function namesakes(count: number, changes: Partial<Parameters<typeof certificate>[0]> = {}): Identity[] {
  return [
    ...upTo(count, (index) =>
      certificate({
        name: 'Other',
        serial: 300 + index,
        issuer: root,
        key: root.key,
        publicKey: slowKey(8_192, index),
        extensions: authorityExtensions(),
        ...changes,
      }),
    ),
  ];
}

/** An authority with these extensions and a signer below it. */
function below(...extensions: readonly Uint8Array[]): Buffer {
  const authority = certificate({
    name: 'Wide',
    serial: 90,
    issuer: root,
    key: root.key,
    extensions: [...authorityExtensions(), ...extensions],
  });
  const signer = signerOf('An', 'CCCD:1', 91, { issuer: authority });
  return signedBy(signer, [signer, authority], { issuer: authority });
}

const hosts = (count: number, length = 8) => [
  ...upTo(count, (index) => general.dns(`${String(index).padStart(length, 'a')}.vn`)),
];

/** Signed as it should be. */
function hugeList(count: number): Uint8Array {
  const time = element(0x17, Buffer.from('260101000000Z'));
  const serial = (index: number) => element(0x02, Buffer.of(1, index >> 16, (index >> 8) & 255, index & 255));
  return crl({
    issuer: sub,
    entries: Buffer.concat([...upTo(count, (index) => sequence(serial(index), time))]),
  });
}

export const cmsBombs: Bombs = {
  'half a million signed attributes': large(() =>
    signedBy(signerOf('An', 'CCCD:1', 3), [sub], { attributes: [manyAttributes(500_000)] }),
  ),
  'half a million unsigned attributes': large(() =>
    holding(
      cms({
        signer: signerOf('An', 'CCCD:1', 3),
        issuer: sub,
        signed: [],
        unsigned: () => manyAttributes(500_000),
      }),
    ),
  ),
  '4,000 time stamps on one signature': large(() =>
    signedBy(signerOf('An', 'CCCD:1', 3), [sub], {
      unsigned: (signature) => {
        const token = timeStampToken({ tsa, issuer: sub, stamped: [signature], at: '2026-03-02T02:00:00Z' });
        return attribute(oids.timeStampToken, manyTimes(4_000, token));
      },
    }),
  ),
  'a signature nested ten million deep': () => holding(Buffer.alloc(10_000_000, Buffer.from('3080', 'hex'))),
  'a signature that says it is four gigabytes': () =>
    holding(Buffer.from('3084ffffffff06092a864886f70d010702', 'hex')),
  'a million certificates': () =>
    signedBy(signerOf('An', 'CCCD:1', 3), [{ ...sub, der: manyTimes(1_000_000, sequence()) }]),
  'a name of 500,000 parts': () => {
    const part = setOf(sequence(objectIdentifier('2.5.4.3'), element(0x0c, Buffer.from('a'))));
    const issuer = { ...sub, name: sequence(manyTimes(500_000, part)) };
    const signer = signerOf('An', 'CCCD:1', 3);
    return holding(cms({ signer, issuer, signed: [], certificates: [signer] }));
  },
  'a serial number of ten megabytes': large(() => {
    const signer = { ...signerOf('An', 'CCCD:1', 3) };
    const made = cms({
      signer,
      issuer: sub,
      signed: [],
      attributes: [attribute(oidAt(1), element(0x02, Buffer.alloc(10_000_000, 1)))],
    });
    return holding(made);
  }),
  'a reference to a million certificates': large(() =>
    signedBy(signerOf('An', 'CCCD:1', 3), [sub], {
      ess: null,
      attributes: [
        attribute(
          oids.signingCertificateV2,
          sequence(sequence(manyTimes(1_000_000, sequence(octetString(Buffer.alloc(4)))))),
        ),
      ],
    }),
  ),
  'fifty authorities of one name with keys of 8,192 bits': () => {
    const above = namesakes(49);
    const signer = signerOf('An', 'CCCD:1', 3, { issuer: above[0] as Identity });
    return signedBy(signer, [signer, ...above], { issuer: above[0] as Identity });
  },
  'eighty signatures, each with authorities of its own that have to be tried': large(() => {
    let pdf = basePdf();
    const above = namesakes(400);
    const [first] = above as [Identity];
    for (let index = 0; index < 80; index++) {
      const signer = signerOf('An', 'CCCD:1', 20_000 + index, { issuer: first });
      pdf = signRevision(pdf, {
        name: `F${index}`,
        number: 10 + 3 * index,
        earlier: [...upTo(index, (one) => `${10 + 3 * one} 0 R`)],
        sign: (signed) => cms({ signer, issuer: first, signed, certificates: [signer] }),
      });
    }
    return withStoreOf(pdf, { certificates: above.map(({ der }) => der) }, 80);
  }),
  'fifty authorities that certify each other': () => {
    const ring = [
      ...upTo(49, (index) =>
        certificate({
          name: `Ring ${index % 7}`,
          serial: 400 + index,
          key: root.key,
          issuer: {
            ...root,
            name: certificate({ name: `Ring ${(index * 3 + 1) % 7}`, serial: 1, key: root.key }).name,
          },
          extensions: authorityExtensions(),
        }),
      ),
    ];
    const signer = signerOf('An', 'CCCD:1', 3, { issuer: ring[0] as Identity });
    return signedBy(signer, [signer, ...ring], { issuer: ring[0] as Identity });
  },
  'a certificate of ten megabytes': large(() =>
    below(extension('1.2.3.4', false, octetString(Buffer.alloc(10_000_000)))),
  ),
  'sixty thousand alternative names': () => below(alternativeNames(...hosts(60_000))),
  'names of a thousand hosts against a thousand others': () => {
    const authority = certificate({
      name: 'Wide',
      serial: 90,
      issuer: root,
      key: root.key,
      extensions: [...authorityExtensions(), nameConstraints({ excluded: hosts(1_000, 40) })],
    });
    const signer = signerOf('An', 'CCCD:1', 91, {
      issuer: authority,
      more: [alternativeNames(...hosts(1_000, 41))],
    });
    return signedBy(signer, [signer, authority], { issuer: authority });
  },
  'a host of 50,000 letters under constraints': () => {
    const authority = certificate({
      name: 'Wide',
      serial: 90,
      issuer: root,
      key: root.key,
      extensions: [...authorityExtensions(), nameConstraints({ permitted: [general.uri('.vn')] })],
    });
    const signer = signerOf('An', 'CCCD:1', 91, {
      issuer: authority,
      more: [alternativeNames(general.uri(`http://${'a'.repeat(50_000)}!`))],
    });
    return signedBy(signer, [signer, authority], { issuer: authority });
  },
  'sixty thousand policies and their mappings': large(() =>
    below(
      policies(...upTo(60_000, oidAt)),
      mappings(...upTo(60_000, (index) => [oidAt(index), oidAt(index + 1)] as const)),
    ),
  ),
  'policies that all map to all others': () => {
    const pairs = [...upTo(60, (a) => a)].flatMap((a) => [...upTo(60, (b) => [oidAt(a), oidAt(b)] as const)]);
    const limits = [policies(...upTo(60, oidAt)), mappings(...pairs)];
    const tower: Identity[] = [];
    for (let level = 0; level < 8; level++) {
      tower.push(
        certificate({
          name: `Level ${level}`,
          serial: 500 + level,
          issuer: tower.at(-1) ?? root,
          key: root.key,
          extensions: [...authorityExtensions(), ...limits],
        }),
      );
    }
    const top = tower.at(-1) as Identity;
    const signer = signerOf('An', 'CCCD:1', 91, { issuer: top });
    return signedBy(signer, [signer, ...tower], { issuer: top });
  },
  'a list of 650,000 revoked certificates': large(() => storing({ crls: [hugeList(650_000)] })),
  '500 lists of one authority': large(() =>
    storing({
      crls: [
        ...upTo(500, (index) =>
          crl({ issuer: sub, extensions: [extension(oids.crlNumber, false, integer(index + 1))] }),
        ),
      ],
    }),
  ),
  '500 responses with a thousand answers each': large(() => {
    const made = (index: number) =>
      ocspResponse({
        issuer: sub,
        serial: 999,
        idKey: subKey,
        repeated: 1_000,
        extensions: [extension(oidAt(index), false, nothing)],
      });
    return storing({ ocsps: [...upTo(500, made)] });
  }),
  '500 certificates that could all have issued the signer': () =>
    storing({
      certificates: namesakes(500, { name: 'Sub' }).map(({ der }) => der),
    }),
};
