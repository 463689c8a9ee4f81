/** How fields that were filled behind a certification are told: one row each, to whoever signs all of them, whoever signed since. */
import { describe, expect, it } from 'vitest';
import { collectFacts } from '../facts/collect.ts';
import {
  approvedForm,
  certifiedForm,
  chosen,
  filledText,
  formObject,
  line,
  lookOf,
} from '../testing/filling.ts';
import { policy } from '../testing/hand-made.ts';
import { append } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { standingOf } from './standing.ts';

const rowsFor = (pdf: Buffer, trust = policy({ regulation: 'none' })) => {
  const { findings } = verifyPdf(pdf, trust);
  return findings.flatMap(({ code, severity, detail }) =>
    code === 'FORM_FILLED' ? [`${severity} ${detail?.code} ${detail?.values.fields}`] : [],
  );
};
const valuesFor = (pdf: Buffer) => {
  const { unsignedValues } = standingOf(collectFacts(pdf), { field: 'Next', kind: 'person' });
  return unsignedValues && `${unsignedValues.code} ${unsignedValues.values.fields}`;
};

const filled = (pdf: Buffer, value: string) => append(pdf, filledText(value, lookOf(line(value))));

describe('filled fields', () => {
  it('have one row each, from the certified value to the last', () => {
    const pdf = ['1', '22', '3'].reduce(filled, append(certifiedForm(), chosen));
    const rows = 'Kind: "copy" → "orig" ("original"), Sum: "" → "3"';
    expect(rowsFor(pdf)).toEqual([`error FIELDS_FILLED ${rows}`]);
    expect(valuesFor(pdf)).toBe(`FIELDS_FILLED_UNSIGNED ${rows}`);
  });

  it('do not push each other out, however often one is filled', () => {
    const often = Array.from({ length: 55 }, (_, index) => `${index}`).reduce(filled, certifiedForm());
    const pdf = append(often, chosen);
    for (const rows of [rowsFor(pdf)[0], valuesFor(pdf)])
      expect(rows).toMatch(/Sum: "" → "54", Kind: "copy" → "orig" \("original"\)$/);
  });

  it('are all told to whoever signs', () => {
    const numbers = Array.from({ length: 60 }, (_, index) => 100 + index);
    const field = (number: number, more: string) =>
      formObject(20, more)
        .replace('(Sum)', `(F${number})`)
        .replace('100 300 200 320', `700 ${(number - 100) * 25} 800 ${(number - 100) * 25 + 20}`);
    const of = (more: string) => Object.fromEntries(numbers.map((number) => [number, field(number, more)]));
    const list = numbers.map((number) => `${number} 0 R`).join(' ');
    const form = certifiedForm({
      base: of('/AP<</N 30 0 R>>'),
      annotations: ` ${list}`,
      pageEntries: '/MediaBox[0 0 2000 2000]',
    });
    const pdf = append(form, { ...of('/V(128)/AP<</N 40 0 R>>'), 40: lookOf(line('128')) });
    expect(rowsFor(pdf)[0]).toMatch(/\(\+10\)$/);
    expect(valuesFor(pdf)?.match(/→/g)).toHaveLength(60);
  });

  it('stay told to whoever signs, whoever signed since: whose certificate it is is not asked then', () => {
    const pdf = filled(certifiedForm(), '128');
    expect(valuesFor(approvedForm(pdf))).toBe('FIELDS_FILLED_UNCHECKED Sum: "" → "128"');
    const broken = approvedForm(pdf);
    const at = broken.lastIndexOf('/Contents <') + 40;
    broken.write(broken.toString('latin1', at, at + 1) === '0' ? '1' : '0', at, 'latin1');
    expect(valuesFor(broken)).toBe('FIELDS_FILLED_UNSIGNED Sum: "" → "128"');
  });

  it('are a note only under a signature that passes', () => {
    const pdf = approvedForm(filled(certifiedForm(), '128'));
    expect(rowsFor(pdf)).toEqual(['note FIELDS_FILLED_SIGNED Sum: "" → "128"']);
    const strangers = policy({ regulation: 'none', trust: { ...policy().trust, anchors: [] } });
    expect(rowsFor(pdf, strangers)).toEqual(['error FIELDS_FILLED Sum: "" → "128"']);
  });

  it('are told again when one is filled behind it', () => {
    const pdf = filled(approvedForm(filled(certifiedForm(), '128')), '9');
    expect(valuesFor(pdf)).toBe('FIELDS_FILLED_UNSIGNED Sum: "" → "9"');
  });
});
