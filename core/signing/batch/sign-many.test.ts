/** A batch with one token: order, refusals in between, and the quick way gives the same bytes as the thorough one. */
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { collectFacts } from '../../verification/index.ts';
import type { Appearance } from '../appearance/appearance.ts';
import { signPdf } from '../sign-pdf.ts';
import { fixture, fixtureDocuments, type TestKey, testPki } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { cmsTemplateOf } from '../two-phase/cms-template.ts';
import { signMany } from './sign-many.ts';

const clock = fixedClock('2026-11-22T02:30:15Z');
const image = fixture('images', 'chu-ky-xanh.png');
const rect = { left: 300, bottom: 100, right: 440, top: 170 };
const shown: Appearance = { kind: 'personal', image, anchor: { page: 1, rect } };
let signers: Record<'rsa' | 'p-256', TokenSigner>;

beforeAll(async () => {
  const pki = await testPki();
  const made = (key: TestKey) => pki.signer({ name: 'An', uid: 'CCCD:001099000001', key });
  signers = { rsa: await made('rsa'), 'p-256': await made('p-256') };
});

describe.each(['rsa', 'p-256'] as const)('a batch with %s', (key) => {
  it('keeps the order, and a refused document stops nobody', async () => {
    const names = fixtureDocuments.map(({ file }) => file);
    const jobs = [...names, 'broken', ...names];
    const results: string[] = [];
    const signing = signMany(jobs, (name) => ({
      pdf: name === 'broken' ? Buffer.from('%PDF-1.4') : fixture('documents', name),
      signer: signers[key],
      appearance: shown,
      regulation: 'hai-phong-2025',
      clock,
      extent: 'needed',
    }));
    for await (const done of signing) {
      if ('refused' in done) results.push(done.refused.code);
      else {
        const [signature] = collectFacts(done.signed.pdf).signatures;
        expect(signature?.content).toMatchObject({
          cms: { digestFits: true, signatureFits: true, ess: 'fits' },
        });
        results.push(done.job);
      }
    }
    expect(results).toEqual([...names, 'PDF_TRUNCATED', ...names]);
  });
});

it.each([
  ['a quick signer', 0, 13],
  ['a slow one', 120, 5],
])('prepares ahead for %s no more than it soon comes to', async (_, milliseconds, most) => {
  let [asked, answered, ahead] = [0, 0, 0];
  let free = Promise.resolve();
  const signer: TokenSigner = {
    ...signers.rsa,
    inTurn: true,
    sign: (data) => {
      asked++;
      const signed = free.then(async () => {
        await setTimeout(milliseconds);
        answered++;
        return signers.rsa.sign(data);
      });
      free = signed.then(() => undefined);
      return signed;
    },
  };
  const signing = signMany(Array.from({ length: 14 }), () => {
    ahead = Math.max(ahead, asked - answered);
    return {
      pdf: fixture('documents', 'cong-van-classic.pdf'),
      signer,
      appearance: { kind: 'invisible' },
      regulation: 'hai-phong-2025',
      clock,
      extent: 'checked',
    };
  });
  for await (const done of signing) expect(done).toHaveProperty('signed');
  expect(ahead).toBeLessThanOrEqual(most);
});

it('reads only what it needs, with the same result', async () => {
  for (const { file } of fixtureDocuments) {
    const options = {
      pdf: fixture('documents', file),
      signer: signers.rsa,
      appearance: shown,
      regulation: 'hai-phong-2025',
      clock,
    };
    const [all, needed] = await Promise.all([
      signPdf({ ...options, extent: 'all' }),
      signPdf({ ...options, extent: 'needed' }),
    ]);
    expect(Buffer.from(needed).equals(all)).toBe(true);
  }
});

it('has a template for RSA, and none for ECDSA, whose signatures vary in length', () => {
  for (const [key, length] of [['rsa', 256] as const, ['p-256', 71] as const]) {
    const template = cmsTemplateOf(signers[key]);
    const attributes = template.attributesFor(new Uint8Array(32));
    expect(template.cmsFor(attributes, new Uint8Array(length)) === undefined).toBe(key === 'p-256');
    expect(template.cmsFor(attributes, new Uint8Array(10))).toBeUndefined();
  }
});
