/** ECDSA signatures between PKCS#11 and DER: Node verifies both forms of the same signature. */
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { ecdsaSignatureDer } from './ecdsa.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

it('gives DER that verifies, also when r or s is short or has its top bit set', () => {
  for (let count = 0; count < 300; count += 1) {
    const data = Buffer.from(`văn bản ${count}`);
    const raw = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    expect(verify('sha256', data, publicKey, ecdsaSignatureDer(raw))).toBe(true);
  }
  const smallest = Buffer.concat([Buffer.alloc(31), Buffer.of(1), Buffer.alloc(31), Buffer.of(0x80)]);
  expect(Buffer.from(ecdsaSignatureDer(smallest)).toString('hex')).toBe('300702010102020080');
});

it.each([0, 63])('refuses %i bytes', (length) => {
  expect(() => ecdsaSignatureDer(new Uint8Array(length))).toThrow(
    expect.objectContaining({ code: 'PKCS11_ANSWER_INVALID' }),
  );
});
