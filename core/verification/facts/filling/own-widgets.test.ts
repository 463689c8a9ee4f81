/** Widgets below a filled field: they show it, and hold nothing that programs could take for it. */
import { describe, expect, it } from 'vitest';
import {
  approvedForm,
  certifiedForm,
  formObject,
  line,
  lookOf,
  onTwoWidgets,
  refused,
  round,
} from '../../testing/filling.ts';
import { policy } from '../../testing/hand-made.ts';
import { append, type Objects } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';

const look = '/AP<</N 43 0 R>>';
const kid = (more: string): Objects => ({ 27: formObject(27, more) });
/** The certified form, then filled: the first of two widgets has `more` in both, or only in the one. */
const filled = (more: string, since = more) =>
  append(certifiedForm({ base: kid(more) }), { ...onTwoWidgets, ...kid(`${since}${look}`) });
const altered = ['form-altered field Sheet'];

describe('a widget below a filled field', () => {
  it.each([
    ['a value', '/V(900)'],
    ['the same value', '/V(A-7)'],
    ['a chosen line', '/I[1]'],
    ['a first line', '/TI 1'],
  ])('gets no %s of its own', (_, more) => {
    expect(refused(filled('', more))).toEqual(altered);
    expect(verifyPdf(approvedForm(filled('', more)), policy({ regulation: 'none' })).verdict).toBe(
      'TOTAL-FAILED',
    );
  });

  it.each([
    '/V(900)',
    '/DV(900)',
    '/Opt[[(A-7)(900)]]',
    '/FT/Ch',
    '/Ff 4096',
    '/MaxLen 3',
    '/I[1]',
    '/TI 1',
    '/RV(<p>900</p>)',
  ])('is not filled where it was certified with %s', (more) => {
    expect(refused(filled(more))).toEqual(altered);
  });

  it('may say again what the field says, and how it looks', () => {
    expect(refused(filled('/FT/Tx/Ff 0/Q 0'))).toEqual([]);
  });

  it('belongs to it', () => {
    const stray = (more: string): Objects => ({
      27: formObject(27, more).replace('/Parent 26 0 R', '/Parent 23 0 R'),
    });
    const form = certifiedForm({ base: stray('') });
    expect(refused(append(form, { ...onTwoWidgets, ...stray(look) }))).toContain(altered[0]);
  });

  it('is no place for the value of a button, nor is the field one for a look', () => {
    const on = formObject(34, '/AS/M/V/M');
    expect(refused(append(certifiedForm(), { ...round, 34: on }))).toEqual(['form-altered field Sex']);
    const drawn = { ...onTwoWidgets, 26: formObject(26, `/V(A-7)${look}`) };
    expect(refused(append(certifiedForm(), drawn))).toEqual(altered);
  });
});

it('a field that is emptied does not show the value of the one above it', () => {
  const nodes = (own: string): Objects => ({
    26: formObject(26, '/V(900)').replace('Sheet', 'All'),
    27: formObject(27, `/FT/Tx/T(one)${own}`),
    28: formObject(28, '/FT/Tx/T(two)'),
  });
  const form = certifiedForm({ base: { ...nodes('/V(7)/AP<</N 43 0 R>>'), 43: lookOf(line('7')) } });
  const emptied = { 27: nodes('/AP<</N 44 0 R>>')[27] as string, 44: lookOf('/Tx BMC EMC') };
  expect(refused(append(form, emptied))).toEqual(['form-altered field All.one']);
});
