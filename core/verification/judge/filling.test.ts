/** How fields that were filled behind a certification are told: one row each, to whoever signs all of them, whoever signed since. */
import { describe, expect, it } from 'vitest';
import { collectFacts } from '../facts/collect.ts';
import { reportText } from '../report/text.ts';
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
import { fillingsOf } from './filling.ts';
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
    const rows = 'Kind: "copy" → "orig" ("original")\nSum: "" → "3"';
    expect(rowsFor(pdf)).toEqual([`error FIELDS_FILLED ${rows}`]);
    expect(valuesFor(pdf)).toBe(`FIELDS_FILLED_UNSIGNED ${rows}`);
  });

  it('do not push each other out, however often one is filled', () => {
    const often = Array.from({ length: 55 }, (_, index) => `${index}`).reduce(filled, certifiedForm());
    const pdf = append(often, chosen);
    for (const rows of [rowsFor(pdf)[0], valuesFor(pdf)])
      expect(rows).toMatch(/Sum: "" → "54"\nKind: "copy" → "orig" \("original"\)$/);
  });

  it('are all told, a row each, to whoever signs or receives them', () => {
    const numbers = Array.from({ length: 60 }, (_, index) => 100 + index);
    const field = (number: number, more: string) =>
      formObject(20, more)
        .replace('(Sum)', `(F${number})`)
        .replace('100 300 200 320', `700 ${(number - 100) * 25} 800 ${(number - 100) * 25 + 20}`);
    const of = (more: string) => Object.fromEntries(numbers.map((number) => [number, field(number, more)]));
    const certified = certifiedForm({
      base: of('/AP<</N 30 0 R>>'),
      annotations: numbers.map((number) => ` ${number} 0 R`).join(''),
      pageEntries: '/MediaBox[0 0 2000 2000]',
    });
    const pdf = append(certified, { ...of('/V(128)/AP<</N 40 0 R>>'), 40: lookOf(line('128')) });
    for (const rows of [rowsFor(pdf)[0], valuesFor(pdf)]) expect(rows?.match(/→/g)).toHaveLength(60);
    const told = reportText('a.pdf', verifyPdf(pdf, policy({ regulation: 'none' })), 'en');
    const rows = told.filter((row) => row.includes('→ "128"')).map((row) => row.trim());
    expect(rows).toHaveLength(60);
    expect(rows[58]).toBe('F158: "" → "128"');
    expect(rows[59]).toBe('F159: "" → "128"; no signature that passes covers them');
  });

  it('are told to the last letter', () => {
    const value = `${'not '.repeat(60)}granted`;
    const rows = value.match(/.{1,80}(?: |$)/g) ?? [];
    const drawn = rows.map((row, at) => `${at === 0 ? '2 185' : '0 -14'} Td (${row.trim()}) Tj`).join(' ');
    const box = (text: string) => text.replace('100 140 300 200', '100 400 590 600');
    const pdf = append(certifiedForm({ base: { 23: box(formObject(23)) } }), {
      23: box(formObject(23, `/V(${value})/AP<</N 42 0 R>>`)),
      42: lookOf(`BT /Helv 12 Tf 0 g ${drawn} ET`, { box: '0 0 490 200' }),
    });
    expect(rowsFor(pdf)).toEqual([`error FIELDS_FILLED Memo: "" → "${value}"`]);
  });

  it('are told up to a million letters, and how many are left out', () => {
    const facts = collectFacts(filled(certifiedForm(), '128'));
    const changes = Array.from({ length: 600 }, (_, index) =>
      facts.changes.map((change) => ({
        ...change,
        filled: { field: `F${index}`, form: '', was: '', value: 'x'.repeat(2_000) },
      })),
    ).flat();
    const { detail } = fillingsOf({ ...facts, changes }, new Set()).judgement ?? {};
    const rows = `${detail?.values.fields}`.split('\n');
    expect(rows.length).toBeGreaterThan(490);
    expect(rows.at(-1)).toBe(`… (+${600 - rows.length + 1})`);
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

  it('are printed too where another reason weighs more', () => {
    const strangers = policy({ regulation: 'none', trust: { ...policy().trust, anchors: [] } });
    const report = verifyPdf(filled(certifiedForm(), '128'), strangers);
    expect(report.reason).toBe('CERTIFICATE_UNTRUSTED');
    expect(reportText('a.pdf', report, 'en').join('\n')).toMatch(
      /\[FORM_FILLED\] Sum: "" → "128"; no signature that passes covers them/,
    );
  });

  it('are told again when one is filled behind it', () => {
    const pdf = filled(approvedForm(filled(certifiedForm(), '128')), '9');
    expect(valuesFor(pdf)).toBe('FIELDS_FILLED_UNSIGNED Sum: "" → "9"');
  });
});
