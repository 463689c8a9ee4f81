/** A right ECDSA value in the form that tokens give is told from a wrong one. */
import { expect, it } from 'vitest';
import { testPki } from '../test-material.ts';
import { valueMismatch } from './key-mismatch.ts';

it.each([
  ['p-256', 64],
  ['p-384', 96],
] as const)('r and s side by side, of %s', async (key, bytes) => {
  const signer = await (await testPki()).signer({ name: 'An', uid: 'CCCD:1', key });
  const attributes = Buffer.from('attributes');
  const der = Buffer.from(await signer.sign(attributes));
  // SEQUENCE of two INTEGERs, each with its tag and length: here all of them are short.
  const values: Buffer[] = [];
  for (let at = 2; at < der.length; at += 2 + (der[at + 1] ?? 0)) {
    const magnitude = der.subarray(at + 2, at + 2 + (der[at + 1] ?? 0)).toString('hex');
    values.push(Buffer.from(magnitude.replace(/^00/, '').padStart(bytes, '0'), 'hex'));
  }
  const bare = Buffer.concat(values);
  expect(bare).toHaveLength(bytes);
  const told = (value: Uint8Array) => {
    const { hint, vietnamese } = valueMismatch({ signer, attributes }, value, 'An');
    return [hint, vietnamese?.hint].map((text) => /DER SEQUENCE|theo DER/.test(text ?? ''));
  };
  expect(told(bare)).toEqual([true, true]);
  expect(told(Buffer.concat([bare.subarray(1), Buffer.of(1)]))).toEqual([false, false]);
  expect(told(Buffer.concat(values.reverse()))).toEqual([false, false]);
});
