/** Later signatures may not hide what was signed before; a seal in its place hides nothing. */
import { describe, expect, it } from 'vitest';
import { reportText } from '../report/text.ts';
import { cms } from '../testing/cms.ts';
import { agency, agencySigns, personSigns, policy, sub } from '../testing/hand-made.ts';
import { baseObjects, basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const sealed = (rect: string, base = basePdf()) => agencySigns(personSigns(base), { rect });
const resealed = (rect: string, base = basePdf()) =>
  agencySigns(agencySigns(personSigns(base)), {
    name: 'Again',
    number: 11,
    earlier: ['5 0 R', '8 0 R'],
    rect,
    sign: (signed) => cms({ signer: agency, issuer: sub, signed }),
  });
const seen = (pdf: Buffer, more = {}) => {
  const { verdict, reason, findings } = verifyPdf(pdf, policy(more));
  return [
    verdict,
    reason,
    findings.map(({ code, severity, field }) => `${severity} ${code} ${field}`).join(', '),
  ];
};

describe('an image that hides what was signed before', () => {
  it.each([
    ['wider than half the page', '20 400 420 450'],
    ['taller than a quarter of the page', '300 300 360 600'],
    ['larger than any seal', '300 300 480 480'],
  ])('%s does not pass, whatever seal stands right', (_, rect) => {
    expect(seen(resealed(rect)).slice(0, 2)).toEqual(['INDETERMINATE', 'SIGNATURE_COVERS_CONTENT']);
    expect(seen(resealed(rect), { regulation: 'none' })[1]).toBe('SIGNATURE_COVERS_CONTENT');
  });

  it('names the field and the size', () => {
    const report = verifyPdf(resealed('20 400 420 450'), policy());
    expect(report.detail).toMatchObject({
      code: 'IMAGE_LARGE',
      field: 'Again',
      values: { width: 141, height: 18, page: 1 },
    });
  });

  it('over the whole of an earlier signature', () => {
    expect(seen(resealed('95 95 205 155')).slice(0, 2)).toEqual(['INDETERMINATE', 'SIGNATURE_OVERLAP']);
  });

  it('a seal in its place passes without a word', () => {
    expect(seen(sealed('60 80 133 170'))).toEqual(['TOTAL-PASSED', 'OK', '']);
  });
});

describe('an image that is only suspicious', () => {
  it('a second seal over the first', () => {
    expect(seen(resealed('40 60 80 120'))).toEqual([
      'TOTAL-PASSED',
      'OK',
      'warning SEAL_MISPLACED Again, warning SIGNATURE_OVERLAP Again',
    ]);
  });

  it('a seal that only touches the upper edge of the signature', () => {
    expect(seen(sealed('60 148 133 238'))[2]).toBe('warning SEAL_MISPLACED Agency');
  });

  const withPage = (entries: string, content: string, personal = '100 100 200 150') => {
    const page = (list: string) =>
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<${entries}>>/Annots[${list}]>>`;
    const written = `<</Length ${content.length}>>stream\n${content}\nendstream`;
    const base = basePdf({ ...baseObjects, 3: page('').replace('/Annots[]', ''), 4: written });
    return (rect: string) =>
      verifyPdf(
        agencySigns(personSigns(base, { rect: personal, objects: { 3: page('5 0 R') } }), {
          rect,
          objects: { 3: page('5 0 R 8 0 R') },
        }),
        policy(),
      );
  };
  const fonts = '/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>>>';

  it('printed text beneath, quoted with its blanks', () => {
    const signed = withPage(fonts, 'BT /F1 12 Tf 72 700 Td (A test letter) Tj ET');
    const report = signed('70 650 170 750');
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings.map(({ code }) => code)).toEqual(['SEAL_MISPLACED', 'SIGNATURE_COVERS_CONTENT']);
    expect(report.findings[1]?.detail).toMatchObject({
      code: 'IMAGE_OVER_TEXT',
      values: { text: 'A test letter' },
    });
    expect(signed('300 650 400 750').findings.map(({ code }) => code)).toEqual(['SEAL_MISPLACED']);
  });

  const letter = 'BT /F1 12 Tf 20 130 Td (A test letter) Tj ET';

  it('printed text beneath an image behind a signature that shows nothing', () => {
    const found = withPage(fonts, letter, '0 0 0 0')('10 120 110 150').findings;
    expect(found.map(({ code, field }) => `${code} ${field}`)).toContain('SIGNATURE_COVERS_CONTENT Agency');
    expect(found.find(({ code }) => code === 'SIGNATURE_COVERS_CONTENT')?.detail?.values).toMatchObject({
      text: 'A test letter',
    });
  });

  it.each([
    ['that merely touches its left', '10 90 102 160'],
    ['that merely touches its lower left corner', '10 20 140 105'],
    ['that lies over most of it', '15 90 180 160'],
    ['that lies over its right third', '170 90 260 160', '210 130'],
  ])('printed text beside an earlier image, beneath one %s', (_, rect, at = '20 130') => {
    const text = letter.replace('20 130', rect.startsWith('10 20') ? '20 60' : at);
    const found = withPage(fonts, text)(rect).findings.map(({ code }) => code);
    expect(found).toEqual(expect.arrayContaining(['SEAL_MISPLACED', 'SIGNATURE_COVERS_CONTENT']));
  });

  it.each([
    ['an image too small for a signature', '100 130 110 140', '20 90 103 160'],
    ['an image too low for one', '100 128 200 136', '50 90 130 160'],
    ['one from far on the left', '190 100 290 150', '50 80 220 170'],
    ['one from far above', '100 100 200 150', '50 100 130 250'],
  ])('printed text beneath a seal over %s', (_, personal, rect) => {
    const text = letter.replace('20 130', rect.endsWith('250') ? '52 230' : '60 130');
    const found = withPage(fonts, text, personal)(rect).findings.map(({ code }) => code);
    expect(found).toEqual(['SIGNATURE_COVERS_CONTENT']);
  });

  it('but no printed text beneath a seal in its place', () => {
    expect(withPage(fonts, letter)('60 80 133 170').findings).toEqual([]);
  });

  it.each([
    ['a drawing', '80 660 50 50 re f', 'IMAGE_OVER_DRAWING'],
    ['what is not understood', 'abc', 'IMAGE_OVER_UNREADABLE'],
    ['more than is read', 'q Q '.repeat(260_000), 'IMAGE_OVER_TOO_MUCH'],
  ])('%s beneath is named', (_, content, code) => {
    const signed = withPage('', content);
    const report = signed('70 650 170 750');
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings[1]).toMatchObject({
      code: 'COVERED_NOT_READ',
      severity: 'warning',
      field: 'Agency',
      detail: { code, values: { page: 1 } },
    });
    expect(signed('60 80 133 170').findings).toEqual([]);
  });
});

describe('the printed report on a file that passes with a warning', () => {
  it('does not say that everything is in order', () => {
    const warned = reportText('a.pdf', verifyPdf(sealed('60 148 133 238'), policy()), 'en').join('\n');
    expect(warned).toContain('something has to be looked at');
    expect(warned).toMatch(/Warning +The agency's image does not cover/);
    expect(warned).not.toContain('Everything that was checked is in order');
    const fine = reportText('a.pdf', verifyPdf(sealed('60 80 133 170'), policy()), 'en').join('\n');
    expect(fine).toContain('Everything that was checked is in order');
  });
});
