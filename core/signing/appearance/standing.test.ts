/** Where each kind of signature stands, how large it is and what it says. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { findSignerLines, openText } from '../../pdf/text/index.ts';
import { openForWriting } from '../../pdf/writing/index.ts';
import { fixture, fixtureDocuments } from '../test-material.ts';
import { copyOf, letter, people, personal, seal, signingUnder, widgets } from '../test-signing.ts';
import type { TokenSigner } from '../token/token-signer.ts';

const mm = 72 / 25.4;
const copy = copyOf('SAO Y');

let person: TokenSigner;
let agency: TokenSigner;
let once: Uint8Array;

beforeAll(async () => {
  ({ person, agency } = await people());
  once = await sign(letter, person, personal());
});

const sign = signingUnder('hai-phong-2025');

describe('the personal signature', () => {
  it.each(fixtureDocuments.map((document) => [document.file, document] as const))(
    'stands in the middle between title and name of %s',
    async (file, document) => {
      const input = fixture('documents', file);
      const signed = await sign(input, person, personal({ anchor: document.signer }));
      const [image] = await widgets(signed);
      const text = await openText(input);
      const lines = await findSignerLines(text, document.signer, 85);
      await text.close();
      if (image === undefined || lines === undefined) throw new Error('not found');
      expect(image.page).toBe(document.pages);
      expect(image.top).toBeLessThanOrEqual(lines.title.bottom);
      expect(image.bottom).toBeGreaterThanOrEqual(lines.name.top);
      const middle = (lines.title.left + lines.title.right + lines.name.left + lines.name.right) / 4;
      expect((image.left + image.right) / 2).toBeCloseTo(middle, 1);
      expect((image.top + image.bottom) / 2).toBeCloseTo((lines.title.bottom + lines.name.top) / 2, 1);
      expect((image.right - image.left) / (image.top - image.bottom)).toBeCloseTo(615 / 284, 2);
    },
  );

  it('stands in the given place, in its own proportions', async () => {
    const rect = { left: 100, bottom: 100, right: 200, top: 300 };
    const [image] = await widgets(await sign(letter, person, personal({ anchor: { page: 1, rect } })));
    expect(image).toMatchObject({ left: 100, right: 200 });
    expect((image?.top ?? 0) - (image?.bottom ?? 0)).toBeCloseTo((100 * 284) / 615, 1);
  });
});

describe('the seal', () => {
  it('has its real size and covers the left third of the signature, middles level', async () => {
    const [image, stamp] = await widgets(await sign(once, agency, seal()));
    if (image === undefined || stamp === undefined) throw new Error('not found');
    expect((stamp.right - stamp.left) / mm).toBeCloseTo(36, 2);
    expect((stamp.top - stamp.bottom) / mm).toBeCloseTo(36, 2);
    expect((stamp.right - image.left) / (image.right - image.left)).toBeCloseTo(1 / 3, 3);
    expect(stamp.left).toBeLessThan(image.left);
    expect((stamp.top + stamp.bottom) / 2).toBeCloseTo((image.top + image.bottom) / 2, 1);
  });
});

describe('a text signature', () => {
  it.each(fixtureDocuments.map(({ file }) => file))(
    'stands top right of %s and covers no print',
    async (file) => {
      const input = fixture('documents', file);
      const [block] = await widgets(await sign(input, agency, copy));
      const document = await openForWriting(input);
      const frame = document.pages[0]?.frame;
      const text = await openText(input);
      const lines = await text.lines(1);
      await text.close();
      if (block === undefined || frame === undefined) throw new Error('not found');
      expect(block.page).toBe(1);
      expect(block.left).toBeGreaterThan(frame.width / 2);
      expect(block.bottom).toBeGreaterThan(frame.height * 0.9);
      const covered = lines.filter(
        (line) =>
          line.left < block.right &&
          block.left < line.right &&
          line.bottom < block.top &&
          block.bottom < line.top,
      );
      expect(covered).toEqual([]);
    },
  );

  it.skipIf(!foreign('pdftotext').present)('says form of copy, agency and time, in lower case', async () => {
    const text = await textShown(await sign(letter, agency, copy));
    expect(text).toEqual(['Sao y', 'Sở Kỹ thuật số', '2026-11-22T09:30:15+07:00']);
  });

  it.skipIf(!foreign('pdftotext').present).each(['attachment', 'annex'] as const)(
    'of an %s says number and time',
    async (kind) => {
      const text = await textShown(await sign(letter, agency, { kind, documentNumber: '128/SKTS-HCTH' }));
      expect(text).toEqual(['128/SKTS-HCTH', '2026-11-22T09:30:15+07:00']);
    },
  );

  it('moves away from an earlier one', async () => {
    const [first, second] = await widgets(await sign(await sign(letter, agency, copy), agency, copy));
    if (first === undefined || second === undefined) throw new Error('not found');
    const apart = second.top <= first.bottom || second.right <= first.left;
    expect(apart).toBe(true);
  });

  it.skipIf(!foreign('pdftotext').present)('breaks a long name', async () => {
    const agencyName =
      'Trung tâm Phục vụ hành chính công và Chuyển đổi số trực thuộc Ủy ban nhân dân xã Minh Họa Thượng';
    const signed = await sign(fixture('documents', 'phu-luc.pdf'), agency, copyOf('SAO Y', agencyName));
    const [block] = await widgets(signed);
    expect(block && (block.right - block.left) / mm).toBeLessThan(112);
    expect((await textShown(signed)).slice(1, -1).join(' ')).toBe(agencyName);
  });
});

/** The text inside the last signature's widget on page 1, as poppler reads it. */
async function textShown(signed: Uint8Array): Promise<readonly string[]> {
  const block = (await widgets(signed)).at(-1);
  const height = (await openForWriting(signed)).pages[0]?.frame.height;
  if (block === undefined || height === undefined) throw new Error('not found');
  const folder = mkdtempSync(join(tmpdir(), 'congvu-text-'));
  const path = join(folder, 'signed.pdf');
  writeFileSync(path, signed);
  const place = {
    x: block.left,
    y: height - block.top,
    W: block.right - block.left,
    H: block.top - block.bottom,
  };
  const crop = Object.entries(place).flatMap(([key, value]) => [`-${key}`, String(Math.round(value))]);
  const said = execFileSync(foreign('pdftotext').path, ['-l', '1', '-layout', ...crop, path, '-'], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  return said
    .split(/[\n\f]/)
    .map((line) => line.trim().normalize('NFC'))
    .filter((line) => line !== '');
}
