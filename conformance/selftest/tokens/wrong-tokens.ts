/** Wrong tokens: bare SoftHSM, a lenient emulated one, and emulated ones whose driver breaks one promise each. Articles 9 and 12. */
import { fileURLToPath } from 'node:url';
import type { WrongToken } from '../wrong-system.ts';

const row = (place: string) => `hai-phong-2025/${place}`;
const token = { kind: 'token', capability: 'token' } as const;

/** The strict emulated token with a driver of `drivers/` in between. */
function driven(name: string) {
  const driver = fileURLToPath(new URL(`./drivers/${name}.ts`, import.meta.url));
  return { on: 'emulator', profile: 'strict', driver } as const;
}

const neverLocks = {
  requirement: row('qc-12/k1.2'),
  because: 'a token that never locks does not lock by guesses while changing the PIN either',
};

const neverSeenLocked = ['k2.b.2', 'k2.b.3', 'k2.b.4'].map((place) => ({
  requirement: row(`qc-12/${place}`),
  reason: 'TOKEN_DID_NOT_LOCK',
  because: 'nobody can see how a token is restored that has not locked',
}));

export const wrongTokens: readonly WrongToken[] = [
  {
    ...token,
    id: 'token-open-without-pin',
    wrong: 'Signs without a PIN.',
    fails: { requirement: row('qc-09/k1.5'), reason: 'SIGNED_WITHOUT_PIN' },
    consequences: [
      { requirement: row('qc-09/k1.6'), because: 'a program that has given no PIN signs as well' },
    ],
    token: driven('open-without-pin'),
  },
  {
    ...token,
    id: 'token-shares-logins',
    wrong: 'Is open for every program once one has given the PIN.',
    fails: { requirement: row('qc-09/k1.6'), reason: 'LOGIN_SHARED' },
    token: driven('shared-login'),
  },
  {
    ...token,
    id: 'token-gives-keys-away',
    wrong: 'Makes keys that can be read.',
    fails: { requirement: row('qc-09/k1.7'), reason: 'KEY_COMES_OUT' },
    token: driven('gives-keys-away'),
  },
  {
    ...token,
    id: 'bare-softhsm',
    wrong: 'Never locks: SoftHSM as it comes.',
    fails: { requirement: row('qc-12/k1.1'), reason: 'TOKEN_DOES_NOT_LOCK' },
    consequences: [neverLocks],
    undecided: neverSeenLocked,
    token: { on: 'softhsm' },
  },
  {
    ...token,
    id: 'lenient-token',
    wrong: 'Locks later than declared.',
    fails: { requirement: row('qc-12/k1.1'), reason: 'TOKEN_DOES_NOT_LOCK' },
    consequences: [neverLocks],
    undecided: neverSeenLocked,
    token: { on: 'emulator', profile: 'lenient' },
  },
  {
    ...token,
    id: 'token-guesses-free-while-changing',
    wrong: 'Does not count wrong PINs given while changing the PIN.',
    fails: { requirement: row('qc-12/k1.2'), reason: 'GUESSES_WHILE_CHANGING_NOT_COUNTED' },
    token: driven('guesses-free-while-changing'),
  },
  {
    ...token,
    id: 'token-spends-so-tries',
    wrong: 'Takes a try from the restoring body for every wrong user PIN.',
    shortLived: true,
    fails: { requirement: row('qc-12/k1.3'), reason: 'SO_TRIES_USED_UP' },
    consequences: ['k2.b.2', 'k2.b.3', 'k2.b.4'].map((place) => ({
      requirement: row(`qc-12/${place}`),
      because: 'a token whose restoring body is locked out cannot be restored',
    })),
    token: driven('spends-so-tries'),
  },
  {
    ...token,
    id: 'token-restored-by-anybody',
    wrong: "Takes any secret for the restoring body's.",
    fails: { requirement: row('qc-12/k2.b.2'), reason: 'RESTORED_WITHOUT_AUTHORITY' },
    token: driven('any-so-pin'),
  },
  {
    ...token,
    id: 'token-old-pin-lives-on',
    wrong: 'Still opens with the PIN from before it was restored.',
    fails: { requirement: row('qc-12/k2.b.3'), reason: 'OLD_PIN_STILL_OPENS' },
    token: driven('old-pin-lives-on'),
  },
  {
    ...token,
    id: 'token-wiped-by-restore',
    wrong: 'Loses its keys when it is restored.',
    fails: { requirement: row('qc-12/k2.b.4'), reason: 'KEYS_LOST_IN_RESTORE' },
    token: driven('wipes-on-restore'),
  },
  {
    ...token,
    id: 'token-loses-certificates',
    wrong: 'Keeps its keys when it is restored, and loses its certificates.',
    fails: { requirement: row('qc-12/k2.b.4'), reason: 'KEYS_LOST_IN_RESTORE' },
    token: driven('loses-certificates'),
  },
];
