import { beforeAll, expect, it } from 'vitest';
import { agency, person, root, sub } from '../../verification/testing/hand-made.ts';
import { testPki } from '../test-material.ts';
import { isCertificate, leadingUp } from './certificate-links.ts';

let stranger: Uint8Array;

beforeAll(async () => {
  const pki = await testPki();
  stranger = (await pki.signer({ name: 'Trần Thị Bích', uid: 'CCCD:001099000009' })).certificate;
});

it('leads up over any order, and past what is not of it', () => {
  const mixed = [root.der, stranger, agency.der, sub.der];
  expect(leadingUp(person.der, mixed)).toEqual([root.der, sub.der]);
  expect(leadingUp(person.der, [root.der])).toEqual([]);
  expect(leadingUp(root.der, [root.der])).toEqual([root.der]);
  expect(leadingUp(person.der, [])).toEqual([]);
});

it('tells a certificate from other bytes', () => {
  expect(isCertificate(person.der)).toBe(true);
  expect(isCertificate(Buffer.concat([person.der, Buffer.from([0])]))).toBe(false);
  expect(isCertificate(person.der.subarray(0, -1))).toBe(false);
  expect(isCertificate(Buffer.from('AAAA', 'base64'))).toBe(false);
});
