/** What `openssl speed -mr` prints, of 3.0. */
import { expect, it } from 'vitest';
import { signatureRate } from './openssl.ts';

it('reads the signatures a second of RSA and of ECDSA', () => {
  expect(signatureRate('+R1:4204:2048:1.00\n+F2:2:2048:4204.000000:72224.000000\n')).toBe(4204);
  expect(signatureRate('+F4:3:256:63788.5:20000.0\n')).toBe(63788.5);
});

it('does not take nothing for a rate', () => {
  expect(() => signatureRate('+DTP:2048:public:rsa:1\n')).toThrow(/no rate/);
});
