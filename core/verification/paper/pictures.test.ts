/** How pictures of a page are measured: as pdfimages measures them, and as signing does, which asks the same question. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { collectFacts } from '../facts/collect.ts';
import type { SheetFacts } from '../facts/paper-facts.ts';
import { scanFaults } from '../judge/scan-faults.ts';
import { page, picture, scanCases } from './scans.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sheetOf(pdf: Uint8Array): SheetFacts {
  const sheet = collectFacts(pdf, undefined, 'all').paper?.sheets?.[0];
  if (sheet === undefined) throw new Error('no page');
  return sheet;
}

interface Listed {
  readonly dpi: readonly number[];
  readonly colour: 'colour' | 'grey' | undefined;
}

/** Of the pictures that pdfimages finds. What stands behind a palette it does not tell. */
function listed(pdf: Uint8Array): readonly Listed[] {
  const file = join(folder, 'page.pdf');
  writeFileSync(file, pdf);
  const text = execFileSync(foreign('pdfimages').path, ['-list', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return [
    ...text.matchAll(/^ +1 +\d+ image +\d+ +\d+ +(\w+) +(\d) .*?(?:\[inline\]|\d+ +\d+) +(\d+) +(\d+) /gm),
  ].map(([, space, components, across, up]) => ({
    dpi: [Number(across), Number(up)],
    colour: space === 'index' ? undefined : Number(components) >= 3 ? 'colour' : 'grey',
  }));
}

describe.each(scanCases)('a picture $name', ({ pdf, held, unit }) => {
  it(`has held against it: ${held}`, () => {
    const faults = scanFaults({ leastDpi: 200, colour: true }, sheetOf(pdf));
    expect(faults.map(({ kind }) => kind)).toEqual(held === 'none' ? [] : [held]);
  });

  it.skipIf(!foreign('pdfimages').present)('is measured as pdfimages does', () => {
    const pictures = sheetOf(pdf).pictures ?? [];
    const found = pictures.map(({ dpi, colour }) => ({
      dpi: dpi.map((one) => Math.round(one * unit)),
      colour,
    }));
    // It leaves out masks that it cannot unpack, and does not look at opacities.
    const theirs = listed(pdf).slice(0, found.length);
    expect(theirs.length === found.length || held === 'grey').toBe(true);
    expect(found.slice(0, theirs.length)).toEqual(
      theirs.map(({ dpi, colour }, index) => ({ dpi, colour: colour ?? found[index]?.colour })),
    );
  });
});

it('a word that ends an inline image without one before it is no picture', () => {
  expect(sheetOf(page('EI q 576 0 0 720 0 0 cm /A Do Q', [picture(1600, 2000)])).pictures).toHaveLength(1);
});
