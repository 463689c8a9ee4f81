/** A form that was certified, filled and approved, as other programs see it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import {
  approvedForm,
  certifiedForm,
  chosen,
  filledText,
  onTwoWidgets,
  ticked,
  written,
} from '../testing/filling.ts';
import { policy } from '../testing/hand-made.ts';
import { append } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-filling-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const filled = append(certifiedForm(), {
  ...filledText(),
  ...ticked,
  ...chosen,
  ...written,
  ...onTwoWidgets,
});
const approved = approvedForm(filled);
const path = join(folder, 'form.pdf');
writeFileSync(path, approved);

describe('a form that was certified, filled and approved', () => {
  it('passes here', () => {
    const { verdict, signatures } = verifyPdf(approved, policy({ regulation: 'none' }));
    expect([verdict, ...signatures.map((one) => one.verdict)]).toEqual(Array(3).fill('TOTAL-PASSED'));
  });

  it('shows the values to pdftotext', () => {
    const text = execFileSync(foreign('pdftotext').path, [path, '-'], { encoding: 'utf8' });
    for (const value of ['128', 'original', 'one two', 'three', 'A-7']) expect(text).toContain(value);
  });

  it('is signed twice for pdfsig, and whole', () => {
    const said = execFileSync(foreign('pdfsig').path, ['-nocert', path], { encoding: 'utf8' });
    expect(said.match(/Signature is Valid/g)).toHaveLength(2);
  });

  it('is sound for qpdf', () => {
    const said = execFileSync(foreign('qpdf').path, ['--check', path], { encoding: 'utf8' });
    expect(said).toMatch(/No syntax or stream encoding errors found/);
  });
});
