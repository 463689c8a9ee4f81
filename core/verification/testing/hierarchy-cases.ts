/** Hierarchies, right and wrong in one thing each, with the verdict on them, ours and that of `openssl verify`. */
import { oids } from '../der/oids.ts';
import type { PolicyRules } from '../path/policy-state.ts';
import { authorityExtensions, certificate, ecKey, extension, rsaKey } from './authority.ts';
import { nothing, octetString } from './der.ts';
import {
  alternativeNames,
  crlNumber,
  deltaOn,
  entryReason,
  general,
  inhibitAnyPolicy,
  issuingPoint,
  mappings,
  nameConstraints,
  policies,
  policyConstraints,
} from './extensions.ts';
import type { HierarchyChanges } from './strict-hierarchy.ts';

export type Word = 'good' | 'bad';
export interface HierarchyCase {
  readonly changes: HierarchyChanges;
  readonly expected: Word;
  readonly policies?: Partial<PolicyRules>;
  /** Where openssl judges otherwise, and why that is not followed. */
  readonly openssl?: { readonly says: Word; readonly because: string };
}

const [p1, p2, p3, any] = ['1.2.3.1', '1.2.3.2', '1.2.3.3', oids.anyPolicy];
const explicit = { requireExplicitPolicy: true };
const everywhere = (...list: readonly string[]): HierarchyChanges => ({
  sub: { more: [policies(...list)] },
  low: { more: [policies(...list)] },
  leaf: { more: [policies(...list)] },
});
const names = (sub: Uint8Array, leaf: readonly Uint8Array[], low?: Uint8Array): HierarchyChanges => ({
  sub: { more: [sub] },
  ...(low === undefined ? {} : { low: { more: [low] } }),
  leaf: { more: [alternativeNames(...leaf)] },
});
const within = (permitted: readonly Uint8Array[]) => nameConstraints({ permitted });
const without = (excluded: readonly Uint8Array[]) => nameConstraints({ excluded });
const { email, dns, uri, ip, directory } = general;
const person = { subject: { [oids.country]: 'VN', [oids.organization]: 'UBND', [oids.commonName]: 'An' } };
const revoked = (serial: number, code?: number) => ({
  revoked: [
    { serial, at: '2026-03-01T00:00:00Z', ...(code === undefined ? {} : { extensions: entryReason(code) }) },
  ],
});

export const hierarchyCases: Readonly<Record<string, Readonly<Record<string, HierarchyCase>>>> = {
  'terms, keys and signatures': {
    'nothing changed': { changes: {}, expected: 'good' },
    'an expired signer': { changes: { leaf: { notAfter: '2026-03-09T00:00:00Z' } }, expected: 'bad' },
    'a signer not yet valid': { changes: { leaf: { notBefore: '2026-03-11T00:00:00Z' } }, expected: 'bad' },
    'an expired authority': { changes: { sub: { notAfter: '2026-03-09T00:00:00Z' } }, expected: 'bad' },
    'an expired anchor': { changes: { root: { notAfter: '2026-03-09T00:00:00Z' } }, expected: 'bad' },
    'an RSA key of 2048 bits': { changes: { leaf: { key: rsaKey() } }, expected: 'good' },
    'an RSA key of 1024 bits': {
      changes: { leaf: { key: rsaKey(1024) } },
      expected: 'bad',
      openssl: { says: 'good', because: 'the level of security is a flag of its own there' },
    },
    'a certificate signed with SHA-1': {
      changes: { leaf: { hash: 'sha1' } },
      expected: 'bad',
      openssl: { says: 'good', because: 'the level of security is a flag of its own there' },
    },
    'an authority that another key signed': {
      changes: { low: { issuer: certificate({ name: 'sub', key: ecKey() }) } },
      expected: 'bad',
    },
  },
  'what an authority is': {
    'no basic constraints': {
      changes: { low: { extensions: [authorityExtensions()[1] ?? nothing] } },
      expected: 'bad',
    },
    'no right to sign certificates': {
      changes: {
        low: {
          extensions: [
            authorityExtensions()[0] ?? nothing,
            extension(oids.keyUsage, true, Buffer.from([3, 2, 1, 2])),
          ],
        },
      },
      expected: 'bad',
    },
    'just deep enough': { changes: { sub: { extensions: authorityExtensions(1) } }, expected: 'good' },
    'too deep': { changes: { sub: { extensions: authorityExtensions(0) } }, expected: 'bad' },
    'too deep for the anchor': { changes: { root: { extensions: authorityExtensions(1) } }, expected: 'bad' },
    'an unknown critical extension': {
      changes: { low: { more: [extension('1.2.3', true, octetString(Buffer.from('x')))] } },
      expected: 'bad',
    },
    'an unknown extension': {
      changes: { low: { more: [extension('1.2.3', false, octetString(Buffer.from('x')))] } },
      expected: 'good',
    },
    'an extension twice': {
      changes: { leaf: { more: [policies(p1), policies(p1)] } },
      expected: 'bad',
    },
    'an authority for other purposes': {
      changes: {
        low: {
          more: [extension(oids.extendedKeyUsage, false, Buffer.from('300a06082b06010505070301', 'hex'))],
        },
      },
      expected: 'bad',
      openssl: { says: 'good', because: 'it looks at purposes only when it is given one' },
    },
  },
  'constraints on directory names': {
    inside: {
      changes: {
        sub: { more: [within([directory({ [oids.country]: 'VN' })])] },
        low: { subject: { [oids.country]: 'VN', [oids.commonName]: 'low' } },
        leaf: person,
      },
      expected: 'good',
    },
    'inside, in other letters': {
      changes: {
        sub: { more: [within([directory({ [oids.country]: 'vn', [oids.organization]: 'ubnd' })])] },
        low: { subject: { [oids.country]: 'VN', [oids.organization]: 'UBND ', [oids.commonName]: 'low' } },
        leaf: person,
      },
      expected: 'good',
    },
    'an authority outside': {
      changes: { sub: { more: [within([directory({ [oids.country]: 'VN' })])] }, leaf: person },
      expected: 'bad',
    },
    'a signer outside': {
      changes: { low: { more: [within([directory({ [oids.country]: 'LA' })])] }, leaf: person },
      expected: 'bad',
    },
    excluded: {
      changes: {
        low: { more: [without([directory({ [oids.country]: 'VN', [oids.organization]: 'UBND' })])] },
        leaf: person,
      },
      expected: 'bad',
    },
    'another one excluded': {
      changes: {
        low: { more: [without([directory({ [oids.country]: 'VN', [oids.organization]: 'UBND 2' })])] },
        leaf: person,
      },
      expected: 'good',
    },
    'permitted and, inside that, excluded': {
      changes: {
        low: {
          more: [
            nameConstraints({
              permitted: [directory({ [oids.country]: 'VN' })],
              excluded: [directory({ [oids.country]: 'VN', [oids.organization]: 'UBND' })],
            }),
          ],
        },
        leaf: person,
      },
      expected: 'bad',
    },
  },
  'constraints on other names': {
    'a host below': { changes: names(within([dns('vn')]), [dns('a.gov.vn')]), expected: 'good' },
    'a host with the same end': {
      changes: names(within([dns('gov.vn')]), [dns('notgov.vn')]),
      expected: 'bad',
    },
    'a host excluded': { changes: names(without([dns('gov.vn')]), [dns('A.GOV.vn')]), expected: 'bad' },
    'one host inside, one outside': {
      changes: names(within([dns('vn')]), [dns('a.vn'), dns('a.la')]),
      expected: 'bad',
    },
    'narrower below': {
      changes: names(within([dns('vn')]), [dns('a.gov.vn')], within([dns('com.vn')])),
      expected: 'bad',
    },
    'wider below': {
      changes: names(within([dns('gov.vn')]), [dns('a.com.vn')], within([dns('vn')])),
      expected: 'bad',
    },
    'another form is free': { changes: names(within([dns('vn')]), [email('a@b.la')]), expected: 'good' },
    'a mailbox': { changes: names(within([email('An@gov.vn')]), [email('An@GOV.vn')]), expected: 'good' },
    'a mailbox in other letters': {
      changes: names(within([email('an@gov.vn')]), [email('An@gov.vn')]),
      expected: 'bad',
    },
    'a mailbox at the host': {
      changes: names(within([email('gov.vn')]), [email('an@gov.vn')]),
      expected: 'good',
    },
    'a mailbox below the host': {
      changes: names(within([email('gov.vn')]), [email('an@a.gov.vn')]),
      expected: 'bad',
    },
    'a mailbox below the domain': {
      changes: names(within([email('.gov.vn')]), [email('an@a.gov.vn')]),
      expected: 'good',
    },
    'a mailbox at the domain itself': {
      changes: names(within([email('.gov.vn')]), [email('an@gov.vn')]),
      expected: 'bad',
    },
    'a mailbox excluded': {
      changes: names(without([email('gov.vn')]), [email('an@gov.vn')]),
      expected: 'bad',
    },
    'a mailbox without a host': {
      changes: names(without([email('gov.vn')]), [email('an')]),
      expected: 'bad',
    },
    'an address in the subject': {
      changes: {
        sub: { more: [within([email('gov.vn')])] },
        leaf: { subject: { [oids.commonName]: 'leaf', [oids.emailAddress]: 'an@gov.la' } },
      },
      expected: 'bad',
    },
    'a URI': { changes: names(within([uri('a.vn')]), [uri('https://a.vn:8443/x?y')]), expected: 'good' },
    'a URI below the host': {
      changes: names(within([uri('a.vn')]), [uri('https://b.a.vn/')]),
      expected: 'bad',
    },
    'a URI below the domain': {
      changes: names(within([uri('.a.vn')]), [uri('https://b.a.vn/')]),
      expected: 'good',
    },
    'a URI excluded': { changes: names(without([uri('a.vn')]), [uri('ftp://A.vn')]), expected: 'bad' },
    'a URI without a host': { changes: names(without([uri('a.vn')]), [uri('urn:x:y')]), expected: 'bad' },
    'a URI with an address': {
      changes: names(without([uri('a.vn')]), [uri('http://10.0.0.1/')]),
      expected: 'bad',
      openssl: {
        says: 'good',
        because:
          'it compares the address as if it were a host; the standard wants such a certificate refused',
      },
    },
    'a URI that hides its host behind a user': {
      changes: names(within([uri('a.vn')]), [uri('http://a.vn@b.la/')]),
      expected: 'bad',
    },
    'an address inside': {
      changes: names(within([ip(10, 0, 0, 0, 255, 0, 0, 0)]), [ip(10, 1, 2, 3)]),
      expected: 'good',
    },
    'an address outside': {
      changes: names(within([ip(10, 0, 0, 0, 255, 0, 0, 0)]), [ip(11, 1, 2, 3)]),
      expected: 'bad',
    },
    'an address excluded': {
      changes: names(without([ip(10, 0, 0, 0, 255, 0, 0, 0)]), [ip(10, 1, 2, 3)]),
      expected: 'bad',
    },
    'an address of the other kind': {
      changes: names(within([ip(10, 0, 0, 0, 255, 0, 0, 0)]), [ip(...Array<number>(16).fill(1))]),
      expected: 'bad',
    },
    'a form that nobody can compare': {
      changes: names(within([general.registeredId('1.2.3')]), [general.registeredId('1.2.3')]),
      expected: 'bad',
    },
    'a wildcard over an excluded host': {
      changes: names(without([dns('secret.gov.vn')]), [dns('*.gov.vn')]),
      expected: 'bad',
      openssl: { says: 'good', because: 'it takes the star for a letter' },
    },
  },
  policies: {
    'none, none wanted': { changes: {}, expected: 'good' },
    'none, one wanted': { changes: {}, policies: explicit, expected: 'bad' },
    'one throughout': { changes: everywhere(p1), policies: explicit, expected: 'good' },
    'one throughout, another wanted': {
      changes: everywhere(p1),
      policies: { ...explicit, initialPolicies: new Set([p2]) },
      expected: 'bad',
    },
    'two throughout, one of them wanted': {
      changes: everywhere(p1, p2),
      policies: { ...explicit, initialPolicies: new Set([p2]) },
      expected: 'good',
    },
    'any throughout, one wanted': {
      changes: everywhere(any),
      policies: { ...explicit, initialPolicies: new Set([p2]) },
      expected: 'good',
    },
    'any throughout, but inhibited': {
      changes: everywhere(any),
      policies: { ...explicit, inhibitAnyPolicy: true },
      expected: 'bad',
    },
    'a gap': { changes: { ...everywhere(p1), low: {} }, policies: explicit, expected: 'bad' },
    'a gap that nobody minds': { changes: { ...everywhere(p1), low: {} }, expected: 'good' },
    'a gap that an authority minds': {
      changes: {
        ...everywhere(p1),
        leaf: {},
        sub: { more: [policies(p1), policyConstraints({ explicit: 0 })] },
      },
      expected: 'bad',
    },
    'a gap before an authority minds': {
      changes: { sub: { more: [policyConstraints({ explicit: 3 })] } },
      expected: 'good',
    },
    'any on top, narrowed below': {
      changes: { ...everywhere(any), leaf: { more: [policies(p1)] } },
      policies: { ...explicit, initialPolicies: new Set([p1]) },
      expected: 'good',
    },
    'any inhibited further up': {
      changes: { ...everywhere(any), sub: { more: [policies(any), inhibitAnyPolicy(0)] } },
      policies: explicit,
      expected: 'bad',
    },
    'any inhibited later': {
      changes: { ...everywhere(any), sub: { more: [policies(any), inhibitAnyPolicy(2)] } },
      policies: explicit,
      expected: 'good',
    },
    mapped: {
      changes: {
        sub: { more: [policies(p1), mappings([p1, p2])] },
        low: { more: [policies(p2)] },
        leaf: { more: [policies(p2)] },
      },
      policies: { ...explicit, initialPolicies: new Set([p1]) },
      expected: 'good',
    },
    'mapped, the mapped name wanted': {
      changes: {
        sub: { more: [policies(p1), mappings([p1, p2])] },
        low: { more: [policies(p2)] },
        leaf: { more: [policies(p2)] },
      },
      policies: { ...explicit, initialPolicies: new Set([p2]) },
      expected: 'bad',
    },
    'mapped, but inhibited': {
      changes: {
        sub: { more: [policies(p1), mappings([p1, p2])] },
        low: { more: [policies(p2)] },
        leaf: { more: [policies(p2)] },
      },
      policies: { ...explicit, inhibitPolicyMapping: true },
      expected: 'bad',
    },
    'mapped twice': {
      changes: {
        sub: { more: [policies(p1), mappings([p1, p2])] },
        low: { more: [policies(p2), mappings([p2, p3])] },
        leaf: { more: [policies(p3)] },
      },
      policies: { ...explicit, initialPolicies: new Set([p1]) },
      expected: 'good',
    },
    'mapped where an authority inhibits it': {
      changes: {
        sub: { more: [policies(p1), policyConstraints({ mapping: 0 })] },
        low: { more: [policies(p1), mappings([p1, p2])] },
        leaf: { more: [policies(p2)] },
      },
      policies: explicit,
      expected: 'bad',
    },
    'mapped from any': {
      changes: { ...everywhere(any), sub: { more: [policies(any), mappings([any, p2])] } },
      expected: 'bad',
    },
    'mapped to any': {
      changes: { ...everywhere(any), sub: { more: [policies(any), mappings([p1, any])] } },
      expected: 'bad',
    },
    'mapped out of any': {
      changes: {
        sub: { more: [policies(any), mappings([p1, p2])] },
        low: { more: [policies(p2)] },
        leaf: { more: [policies(p2)] },
      },
      policies: { ...explicit, initialPolicies: new Set([p1]) },
      expected: 'good',
    },
    'a policy twice': { changes: everywhere(p1, p1), expected: 'bad' },
  },
  revocation: {
    'the signer revoked': { changes: { lowCrl: revoked(0x55) }, expected: 'bad' },
    'another one revoked': { changes: { lowCrl: revoked(0x56) }, expected: 'good' },
    'an authority revoked': { changes: { low: { serial: 0x44 }, subCrl: revoked(0x44) }, expected: 'bad' },
    'no list': { changes: { lowCrl: null }, expected: 'bad' },
    'no list of an authority': { changes: { subCrl: null }, expected: 'bad' },
    'an ended list': { changes: { lowCrl: { nextUpdate: '2026-03-09T00:00:00Z' } }, expected: 'bad' },
    'a list without an end': {
      changes: { lowCrl: { nextUpdate: null } },
      expected: 'bad',
      openssl: {
        says: 'good',
        because: 'it takes such a list for current for ever; the standard demands an end',
      },
    },
    'a list of tomorrow': {
      changes: { lowCrl: { thisUpdate: '2026-03-11T00:00:00Z' } },
      expected: 'good',
      openssl: { says: 'bad', because: 'we look back: a list published later says what held before' },
    },
    'a list by another key': { changes: { lowCrl: { key: ecKey() } }, expected: 'bad' },
    'a list for authorities': {
      changes: { lowCrl: { extensions: [issuingPoint({ authorities: true })] } },
      expected: 'bad',
    },
    'a list for subscribers': {
      changes: { lowCrl: { extensions: [issuingPoint({ users: true })] } },
      expected: 'good',
    },
    'a list for some reasons': {
      changes: { lowCrl: { extensions: [issuingPoint({ reasons: [1] })] } },
      expected: 'bad',
    },
    'a list of another point': {
      changes: { lowCrl: { extensions: [issuingPoint({ uri: 'http://a' })] } },
      expected: 'bad',
    },
    'an unknown critical extension': {
      changes: { lowCrl: { extensions: [extension('1.2.3', true, octetString(Buffer.from('x')))] } },
      expected: 'bad',
    },
    'an unknown critical extension of an entry': {
      changes: {
        lowCrl: {
          revoked: [
            {
              serial: 0x56,
              at: '2026-03-01T00:00:00Z',
              extensions: extension('1.2.3', true, octetString(Buffer.from('x'))),
            },
          ],
        },
      },
      expected: 'bad',
    },
    'an authority that may not sign lists': {
      changes: {
        low: {
          extensions: [
            authorityExtensions()[0] ?? nothing,
            extension(oids.keyUsage, true, Buffer.from([3, 2, 2, 4])),
          ],
        },
      },
      expected: 'bad',
    },
    'a delta without its base': {
      changes: { lowCrl: { extensions: [deltaOn(1), crlNumber(2)] } },
      expected: 'bad',
    },
    'a hold': { changes: { lowCrl: revoked(0x55, 6) }, expected: 'bad' },
    'a revocation that begins later': {
      changes: { lowCrl: { revoked: [{ serial: 0x55, at: '2026-03-20T00:00:00Z' }] } },
      expected: 'good',
      openssl: { says: 'bad', because: 'an entry counts there whatever its date' },
    },
  },
};
