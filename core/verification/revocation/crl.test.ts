/** Revocation lists: for whom and for which reasons their silence counts, who may sign them, what takes an entry back. */
import { describe, expect, it } from 'vitest';
import { chainOf } from '../chain/chain.ts';
import { parseCertificate } from '../cms/certificate.ts';
import { type CrlOptions, certificate, crl, ecKey, extension, type Identity } from '../testing/authority.ts';
import { octetString } from '../testing/der.ts';
import {
  crlNumber,
  deltaOn,
  distributionPoints,
  entryIssuer,
  entryReason,
  issuingPoint,
  keyIds,
  type PointOptions,
} from '../testing/extensions.ts';
import { parseCrl } from './crl.ts';

const at = '2026-03-10T00:00:00Z';
const root = certificate({ name: 'Root' });
const sub = certificate({ name: 'Sub', issuer: root });
const rules = { at: new Date(at), hashes: ['sha256'], leastRsaBits: 2048 } as const;
const listSign = extension('2.5.29.15', true, Buffer.from([3, 2, 1, 2]));

const signer = (...more: readonly Uint8Array[]) =>
  certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, serial: 0x55, more });
const entry = (code?: number, serial = 0x55) => ({
  revoked: [
    {
      serial,
      at: '2026-03-01T00:00:00Z',
      ...(code === undefined ? {} : { extensions: entryReason(code) }),
    },
  ],
});

type List = Partial<CrlOptions>;

/** The status of a signer below Root and Sub, with lists of Sub (unless they name another issuer). */
function statusOf(leaf: Identity, lists: readonly List[], between: readonly Identity[] = []): string {
  const result = chainOf(
    parseCertificate(leaf.der),
    {
      anchors: [parseCertificate(root.der)],
      intermediates: [sub, ...between].map(({ der }) => parseCertificate(der)),
      crls: [crl({ issuer: root }), ...lists.map((list) => crl({ issuer: sub, ...list }))].map(parseCrl),
      ocsps: [],
    },
    rules,
  );
  if (result.kind === 'good') return 'good';
  if (result.kind !== 'revocation') return result.kind;
  return result.status.status === 'unknown'
    ? `unknown ${result.status.detail.code}`
    : `revoked ${result.status.reason}`;
}

describe('the scope of a list', () => {
  const here = 'http://a/1.crl';
  const cases: readonly (readonly [string, readonly PointOptions[], readonly List[], string])[] = [
    ['the whole list', [], [{}], 'good'],
    ['for subscribers', [], [{ extensions: [issuingPoint({ users: true })] }], 'good'],
    [
      'for authorities',
      [],
      [{ extensions: [issuingPoint({ authorities: true })] }],
      'unknown LIST_FOR_OTHERS',
    ],
    ['for attributes', [], [{ extensions: [issuingPoint({ attributes: true })] }], 'unknown LIST_FOR_OTHERS'],
    [
      'for two at once',
      [],
      [{ extensions: [issuingPoint({ users: true, authorities: true })] }],
      'unknown LIST_FOR_OTHERS',
    ],
    ['at its point', [{ uri: here }], [{ extensions: [issuingPoint({ uri: here })] }], 'good'],
    [
      'at its point, the host in capitals',
      [{ uri: 'http://A/1.crl' }],
      [{ extensions: [issuingPoint({ uri: here })] }],
      'good',
    ],
    [
      'at another point',
      [{ uri: here }],
      [{ extensions: [issuingPoint({ uri: 'http://a/2.crl' })] }],
      'unknown LIST_FOR_OTHERS',
    ],
    ['whole, though the certificate names a point', [{ uri: here }], [{}], 'good'],
    [
      'for some reasons',
      [],
      [{ extensions: [issuingPoint({ reasons: [1, 2] })] }],
      'unknown LIST_FOR_SOME_REASONS',
    ],
    [
      'in two parts that together are for all reasons',
      [],
      [
        { extensions: [issuingPoint({ reasons: [1, 2] })] },
        { extensions: [issuingPoint({ reasons: [3, 4, 5, 6, 7, 8] })] },
      ],
      'good',
    ],
    [
      'in two parts, of which the second has ended',
      [],
      [
        { extensions: [issuingPoint({ reasons: [1, 2] })] },
        { extensions: [issuingPoint({ reasons: [3, 4, 5, 6, 7, 8] })], nextUpdate: '2026-03-09T00:00:00Z' },
      ],
      'unknown LIST_SILENT',
    ],
    [
      'for reasons that the certificate does not expect there',
      [{ uri: here, reasons: [1, 2] }],
      [{ extensions: [issuingPoint({ uri: here })] }],
      'unknown LIST_FOR_SOME_REASONS',
    ],
    [
      'for some reasons, of which one applies',
      [],
      [{ extensions: [issuingPoint({ reasons: [1] })], ...entry(1) }],
      'revoked keyCompromise',
    ],
    ['without an end', [], [{ nextUpdate: null }], 'unknown LIST_SILENT'],
    ['ended', [], [{ nextUpdate: '2026-03-09T00:00:00Z' }], 'unknown LIST_ENDED'],
  ];
  it.each(cases)('%s', (_, points, lists, expected) => {
    expect(statusOf(signer(...(points.length === 0 ? [] : [distributionPoints(...points)])), lists)).toBe(
      expected,
    );
  });
});

describe('the signer of a list', () => {
  const listKey = certificate({ name: 'Sub', issuer: root, extensions: [listSign] });
  const byKey = { key: listKey.key };

  it('may be another certificate of the authority, with a sound path', () => {
    expect(statusOf(signer(), [byKey])).toBe('unknown LIST_SIGNATURE_WRONG');
    expect(statusOf(signer(), [byKey], [listKey])).toBe('good');
    expect(statusOf(signer(), [{ ...byKey, ...entry(1) }], [listKey])).toBe('revoked keyCompromise');
  });

  it('has to be allowed to sign lists, valid, and of the same anchor', () => {
    const noList = certificate({
      name: 'Sub',
      issuer: root,
      extensions: [extension('2.5.29.15', true, Buffer.from([3, 2, 6, 0xc0]))],
    });
    expect(statusOf(signer(), [{ key: noList.key }], [noList])).toBe('unknown LIST_SIGNER_UNENTITLED');
    const old = certificate({
      name: 'Sub',
      issuer: root,
      extensions: [listSign],
      notAfter: '2026-03-01T00:00:00Z',
    });
    expect(statusOf(signer(), [{ key: old.key }], [old])).toBe('unknown LIST_SIGNATURE_WRONG');
    const stranger = certificate({ name: 'Sub', extensions: [listSign] });
    expect(statusOf(signer(), [{ key: stranger.key }], [stranger])).toBe('unknown LIST_SIGNATURE_WRONG');
    const own = certificate({ name: 'Sub', issuer: sub, extensions: [listSign] });
    expect(statusOf(signer(), [{ key: own.key }], [own])).toBe('unknown LIST_SIGNATURE_WRONG');
  });

  it('does not vouch for itself', () => {
    const own = certificate({ name: 'Sub', issuer: sub, extensions: [listSign], serial: 0x60 });
    const lists = [{ key: own.key }, { key: own.key, ...entry(1, 0x61) }];
    expect(statusOf(signer(), lists, [own])).toBe('unknown LIST_SIGNATURE_WRONG');
    // With a list by the authority's first key, the second key's certificate is good, and so are its lists.
    expect(statusOf(signer(), [{ key: own.key, ...entry(1) }, {}], [own])).toBe('revoked keyCompromise');
  });

  it('loses that right with its own revocation', () => {
    const revokedKey = certificate({ name: 'Sub', issuer: root, extensions: [listSign], serial: 0x70 });
    const result = chainOf(
      parseCertificate(signer().der),
      {
        anchors: [parseCertificate(root.der)],
        intermediates: [sub, revokedKey].map(({ der }) => parseCertificate(der)),
        crls: [crl({ issuer: root, ...entry(1, 0x70) }), crl({ issuer: sub, key: revokedKey.key })].map(
          parseCrl,
        ),
        ocsps: [],
      },
      rules,
    );
    expect(result).toMatchObject({ kind: 'revocation', status: { status: 'unknown' } });
  });

  it('uses a hash that the policy allows', () => {
    expect(statusOf(signer(), [{ hash: 'sha1' }])).toBe('unknown LIST_HASH_REFUSED');
  });
});

describe('indirect lists', () => {
  const lister = certificate({ name: 'Lister', issuer: root, extensions: [listSign] });
  const indirect = { issuer: lister, extensions: [issuingPoint({ uri: 'http://l', indirect: true })] };
  const pointing = signer(distributionPoints({ uri: 'http://l', issuer: lister.name }));
  const named = (serial: number, name?: Uint8Array) => ({
    serial,
    at: '2026-03-01T00:00:00Z',
    ...(name === undefined ? {} : { extensions: entryIssuer(name) }),
  });

  it('speak for certificates that name their issuer', () => {
    expect(statusOf(pointing, [indirect], [lister])).toBe('good');
    expect(statusOf(signer(), [indirect], [lister])).toBe('unknown LIST_MISSING');
    expect(
      statusOf(pointing, [{ ...indirect, extensions: [issuingPoint({ uri: 'http://l' })] }], [lister]),
    ).toBe('unknown LIST_MISSING');
  });

  it('name the issuer of an entry once for all entries behind it', () => {
    const revoked = [named(0x54, sub.name), named(0x55)];
    expect(statusOf(pointing, [{ ...indirect, revoked }], [lister])).toBe('revoked unspecified');
    const others = [named(0x55), named(0x55, root.name)];
    expect(statusOf(pointing, [{ ...indirect, revoked: others }], [lister])).toBe('good');
  });

  it('are the only ones that may name an issuer in an entry', () => {
    expect(statusOf(signer(), [{ revoked: [named(0x56, root.name)] }])).toBe('unknown LIST_ENTRY_OF_OTHERS');
  });
});

describe('delta lists', () => {
  const base = (changes: List = {}) => ({ extensions: [crlNumber(5)], ...changes });
  const delta = (changes: List = {}, on = 5, number = 6) => ({
    thisUpdate: '2026-03-05T00:00:00Z',
    extensions: [crlNumber(number), deltaOn(on)],
    ...changes,
  });
  const remove = entry(8);
  const hold = entry(6);
  const cases: readonly (readonly [string, readonly List[], string])[] = [
    ['add a revocation', [base(), delta(entry(1))], 'revoked keyCompromise'],
    ['lift a hold', [base(hold), delta(remove)], 'good'],
    ['lift nothing but a hold', [base(entry(1)), delta(remove)], 'revoked keyCompromise'],
    ['lift nothing on another base', [base(hold), delta(remove, 6, 7)], 'revoked certificateHold'],
    ['lift nothing that is newer', [base(hold), delta(remove, 3, 5)], 'revoked certificateHold'],
    ['turn a hold into a revocation', [base(hold), delta(entry(1))], 'revoked keyCompromise'],
    ['prolong the base', [base({ nextUpdate: '2026-03-06T00:00:00Z' }), delta()], 'good'],
    [
      'prolong no other base',
      [base({ nextUpdate: '2026-03-06T00:00:00Z' }), delta({}, 6, 7)],
      'unknown LIST_ENDED',
    ],
    ['are nothing alone', [delta()], 'unknown LIST_FOR_OTHERS'],
    [
      'of another scope do not count',
      [
        base(hold),
        delta({ ...remove, extensions: [crlNumber(6), deltaOn(5), issuingPoint({ users: true })] }),
      ],
      'revoked certificateHold',
    ],
    [
      'of another key do not count',
      [
        base(hold),
        delta({ ...remove, extensions: [crlNumber(6), deltaOn(5), ...keyIds('01', '02').slice(1)] }),
      ],
      'revoked certificateHold',
    ],
    ['follow each other', [base(hold), delta(hold), delta(remove, 5, 7)], 'good'],
  ];
  it.each(cases)('%s', (_, lists, expected) => {
    expect(statusOf(signer(), lists)).toBe(expected);
  });
});

describe('a hold', () => {
  it('is over when a newer whole list does not name it any more', () => {
    const newer = { thisUpdate: '2026-03-05T00:00:00Z' };
    expect(statusOf(signer(), [entry(6)])).toBe('revoked certificateHold');
    expect(statusOf(signer(), [entry(6), newer])).toBe('good');
    expect(statusOf(signer(), [{ ...entry(6), ...newer }, {}])).toBe('revoked certificateHold');
    expect(statusOf(signer(), [entry(6), { ...newer, extensions: [issuingPoint({ reasons: [1] })] }])).toBe(
      'revoked certificateHold',
    );
  });

  it('is no revocation of any other kind', () => {
    expect(statusOf(signer(), [entry(1), { thisUpdate: '2026-03-05T00:00:00Z' }])).toBe(
      'revoked keyCompromise',
    );
  });
});

describe('a list with an unknown critical extension', () => {
  it('is of no use, even for what it names', () => {
    const strange = [extension('1.2.3', true, octetString(ecKey().export({ type: 'pkcs8', format: 'der' })))];
    expect(statusOf(signer(), [{ extensions: strange, ...entry(1) }])).toBe('unknown LIST_EXTENSION_UNKNOWN');
  });
});
