/** Filling a certified form: what a certification lets others do, and everything that only looks like it. */
import { describe, expect, it } from 'vitest';
import { longList, widgetsInOnePlace } from '../../fuzz/bombs-forms.ts';
import { detailText } from '../../report/detail-text.ts';
import {
  approvedForm,
  certifiedForm,
  chosen,
  filledText,
  formObject,
  formWidgets,
  line,
  lookOf,
  onTwoWidgets,
  pageOf,
  refused,
  round,
  ticked,
  written,
} from '../../testing/filling.ts';
import { policy } from '../../testing/hand-made.ts';
import { append, type Objects, stream } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

const certified = certifiedForm();
const any = policy({ regulation: 'none' });
const passes = (pdf: Buffer) => verifyPdf(pdf, any).verdict;
const verdict = (pdf: Buffer) => {
  const report = verifyPdf(pdf, any);
  return [report.verdict, report.reason, report.signatures[0]?.verdict];
};
/** Allowed, and signed by nobody. */
const unsigned = ['INDETERMINATE', 'FORM_FILLED', 'TOTAL-PASSED'];
const found = (pdf: Buffer, code: string) => verifyPdf(pdf, any).findings.filter((one) => one.code === code);

const all: Objects = { ...filledText(), ...ticked, ...chosen, ...written, ...onTwoWidgets, ...round };

describe('a field filled as the certification allows', () => {
  it.each<readonly [string, Objects]>([
    ['text', filledText()],
    ['a box that is ticked', ticked],
    ['a line of a list', chosen],
    ['several lines', written],
    ['two widgets of one field', onTwoWidgets],
    ['a round button', round],
    ['all of them at once', all],
    [
      'the look drawn anew where it stood',
      { 20: formObject(20, '/V(128)/AP<</N 30 0 R>>'), 30: lookOf(line('128')) },
    ],
    ['packed as it is', filledText('128', lookOf(line('128').replace('2 6 Td', '1 0 0 1 2 6 Tm')))],
    ['letter by letter', filledText('128', lookOf('BT /Helv 12 Tf 2 6 Td (1) Tj 6.7 0 Td (28) Tj ET'))],
    [
      'a dash, quotes and the euro',
      filledText('1\\2052\\215\\216\\240', lookOf(line('1\\2262\\223\\224\\200'))),
    ],
    [
      'a font of every reader',
      {
        ...filledText('128', lookOf(line('128'), { resources: '<</Font<</Helv 45 0 R>>>>' })),
        45: '<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>',
      },
    ],
  ])('%s is no fault, and passes once somebody signs it', (_, objects) => {
    const pdf = append(certified, objects);
    expect(refused(pdf)).toEqual([]);
    expect(verdict(pdf)).toEqual(unsigned);
    expect(passes(approvedForm(pdf))).toBe('TOTAL-PASSED');
  });

  it('is told with the old and the new value, in facts and as what the verdict waits for, in both languages', () => {
    const pdf = append(certified, { ...filledText(), ...chosen });
    expect(collectFacts(pdf).changes).toMatchObject([
      { kind: 'form-filled', vouched: true, filled: { field: 'Sum', was: '', value: '128' } },
      { kind: 'form-filled', vouched: true, filled: { field: 'Kind', was: 'copy', value: 'orig' } },
    ]);
    const [warning] = found(pdf, 'FORM_FILLED');
    expect(warning).toMatchObject({ severity: 'error', field: null });
    if (warning?.detail === undefined || warning.detail === null) throw new Error('no detail');
    expect(detailText(warning.detail, 'en')).toBe(
      'Sum: "" → "128", Kind: "copy" → "orig" ("original"); no signature that passes covers them',
    );
    expect(detailText(warning.detail, 'vi')).toMatch(/^Sum: "" → "128".*chưa có chữ ký/);
  });

  it('is told so that a value cannot make up a second one, or hide how it ends', () => {
    const told = (value: string) => {
      const [warning] = found(append(certified, memo(value)), 'FORM_FILLED');
      return warning?.detail === undefined || warning.detail === null ? '' : detailText(warning.detail, 'en');
    };
    const memo = (value: string): Objects => ({
      23: formObject(23, `/V(${value})/AP<</N 42 0 R>>`),
      42: lookOf(`BT /Helv 12 Tf 0 g 2 45 Td (${value}) Tj ET`, { box: '0 0 200 60' }),
    });
    expect(told('1", Kind: "2')).toBe('Memo: "" → "1\\", Kind: \\"2"; no signature that passes covers them');
  });

  it('is told with what a list or a button stands for', () => {
    const twice = '/Opt[[(a)(100)][(a)(700)]]';
    const list = (more: string) => formObject(22, more).replace('/Opt[(copy)[(orig)(original)]]', twice);
    const form = certifiedForm({
      base: { 22: list('/AP<</N 30 0 R>>'), 29: formObject(29, '/V/Off/Opt[(ten)(twenty)]') },
    });
    const pdf = append(form, {
      22: list('/V(a)/AP<</N 41 0 R>>'),
      41: lookOf(line('700')),
      29: formObject(29, '/V/M/Opt[(ten)(twenty)]'),
      34: formObject(34, '/AS/M'),
    });
    expect(collectFacts(pdf).changes).toMatchObject([
      { vouched: true, filled: { field: 'Kind', value: 'a', shown: '700' } },
      { vouched: true, filled: { field: 'Sex', value: 'M', shown: 'twenty' } },
    ]);
    expect(found(pdf, 'FORM_FILLED')[0]?.detail).toMatchObject({
      values: { fields: 'Kind: "" → "a" ("700")\nSex: "Off" → "M" ("twenty")' },
    });
  });

  it('may show what a line of a list is held as, and is told with both', () => {
    const drawn = { ...chosen, 41: lookOf(line('orig')) };
    const pdf = append(certified, drawn);
    expect(refused(pdf)).toEqual([]);
    expect(found(pdf, 'FORM_FILLED')[0]?.detail).toMatchObject({
      values: { fields: 'Kind: "copy" → "orig" ("original")' },
    });
    // Where another line is shown so, it would be that one.
    const list = (more: string) => formObject(22, more).replace('(copy)', '[(copy)(orig)]');
    const form = certifiedForm({ base: { 22: list('/AP<</N 30 0 R>>') } });
    const other = { ...drawn, 22: list('/V(orig)/I[1]/AP<</N 41 0 R>>') };
    expect(refused(append(form, other))).toEqual(['form-look field Kind']);
  });

  it('saved with a wrong /Size, as PDFBox does, stays refused, and says what to do', () => {
    const { signatures } = verifyPdf(append(certified, filledText(), { size: 30 }), any);
    const [{ detail } = {}] = signatures;
    expect(detail?.code).toBe('CHANGE_TABLE_SIZE');
    if (detail === undefined || detail === null) throw new Error('no detail');
    expect(detailText(detail, 'en')).toMatch(
      /PDFBox.* made with another program in the file as it was before/,
    );
    expect(detailText(detail, 'vi')).toMatch(/PDFBox.* bằng phần mềm khác$/);
  });

  it('stands on the left too where only the field above its widget says otherwise', () => {
    const right = (more: string) => ({ 26: formObject(26, `/Q 2${more}`) });
    const form = certifiedForm({ base: right('') });
    expect(refused(append(form, { ...onTwoWidgets, ...right('/V(A-7)') }))).toEqual([]);
    const own = (more: string) => ({ 20: formObject(20, `/Q 2${more}`) });
    const kept = certifiedForm({ base: own('/AP<</N 30 0 R>>') });
    expect(refused(append(kept, { ...filledText(), ...own('/V(128)/AP<</N 40 0 R>>') }))).toEqual([
      'form-look field Sum',
    ]);
  });

  it('is a line of a list of 40,000 as well', () => {
    const pdf = longList();
    expect(refused(pdf)).toEqual([]);
    expect(verdict(pdf)).toEqual(unsigned);
  });

  // How long it takes is weighed among the files made to exhaust their reader.
  it('is refused for two thousand widgets in one place', () => {
    expect(refused(widgetsInOnePlace())).toEqual(['form-place field Sheet']);
  });

  it('is a note once somebody signs over it', () => {
    const pdf = approvedForm(append(certified, all));
    expect(refused(pdf)).toEqual([]);
    expect(passes(pdf)).toBe('TOTAL-PASSED');
    expect(found(pdf, 'FORM_FILLED')).toMatchObject([
      { severity: 'note', detail: { code: 'FIELDS_FILLED_SIGNED' } },
    ]);
  });

  it('may be filled again, or emptied', () => {
    const again = { 20: formObject(20, '/V(9)/AP<</N 44 0 R>>'), 44: lookOf(line('9')) };
    expect(refused(append(append(certified, filledText()), again))).toEqual([]);
    expect(collectFacts(append(append(certified, filledText()), again)).changes[1]?.filled?.was).toBe('128');
    const emptied = { 20: formObject(20, '/AP<</N 44 0 R>>'), 44: lookOf('/Tx BMC EMC') };
    expect(refused(append(append(certified, filledText()), emptied))).toEqual([]);
  });

  it('is no fault under P=3 either, but annotations are', () => {
    const open = certifiedForm({ level: 3 });
    expect(verdict(append(open, filledText()))).toEqual(unsigned);
    const note = { 50: '<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(x)>>' };
    const list = `${formWidgets} 5 0 R 50 0 R`;
    expect(refused(append(open, { ...filledText(), ...note, 3: pageOf(list) }))).toEqual([
      'annotation page 1 /Annots',
    ]);
  });

  it('keeps the ground and the frame that it was certified with', () => {
    const ground = { 20: formObject(20, '/MK<</BG[1 1 0.8]/BC[0]>>/AP<</N 30 0 R>>') };
    const marks = 'q 1 1 0.8 rg 0 0 100 20 re f 0 G 1 w 0.5 0.5 99 19 re S Q ';
    const form = certifiedForm({ base: { ...ground, 30: lookOf(marks) } });
    const drawn = line('128', { ground: marks });
    for (const moved of [
      marks.replace('0.5 0.5', '0.5 2'),
      marks.replace('1 w', '3 w'),
      marks.replace('f', 'n'),
      `${marks}${marks}`,
    ]) {
      const given = filledText('128', lookOf(line('128', { ground: moved })), '/MK<</BG[1 1 0.8]/BC[0]>>');
      expect([moved, refused(append(form, given))]).toEqual([moved, ['form-cover field Sum']]);
    }
    expect(refused(append(form, filledText('128', lookOf(drawn), '/MK<</BG[1 1 0.8]/BC[0]>>')))).toEqual([]);
    const other = line('128', { ground: 'q 1 g 0 0 100 20 re f Q ' });
    expect(refused(append(form, filledText('128', lookOf(other), '/MK<</BG[1 1 0.8]/BC[0]>>')))).toEqual([
      'form-cover field Sum',
    ]);
  });

  it('over ground and clip that are drawn side by side, as pdf-lib does', () => {
    const mk = '/MK<</BG[1]/BC[0]>>';
    const sides = (from: string, to: string) => {
      const [[x, y], [u, v]] = [from.split(' '), to.split(' ')];
      return `${x} ${y} m ${x} ${v} l ${u} ${v} l ${u} ${y} l h`;
    };
    const own = `1 0 0 1 0 0 cm q 1 g 0 G 1 w 1 0 0 1 0.5 0.5 cm ${sides('0 0', '99 19')} B Q ${sides('1 1', '99 19')} W n`;
    const fill = (look: string, was = lookOf(own), asks = mk) =>
      refused(
        append(
          certifiedForm({ base: { 20: formObject(20, `${asks}/AP<</N 30 0 R>>`), 30: was } }),
          filledText('128', lookOf(look), asks),
        ),
      );
    const value = line('128');
    expect(fill(own + value)).toEqual([]);
    expect(fill(`1 g 0 0 100 20 re f 1 w 0 G 0 0 100 20 re S ${value}`)).toEqual([]);
    // What it was does not matter where it is as it is asked for.
    const plain = `1 g 0 0 100 20 re f 1 w 0 G 0 0 100 20 re S ${value}`;
    expect(fill(plain, lookOf('0 0 m 9 9 9 9 0 9 c f'))).toEqual([]);
    expect(fill(plain, lookOf('0 0 m 9 9 9 9 0 9 c f'), '')).toEqual(['form-cover field Sum']);
    expect(fill(own + value, lookOf(own), '')).toEqual([]);
    for (const path of [
      '0 0 m 0 20 l 100 20 l h',
      '0 0 m 0 20 l 90 10 l 100 0 l h',
      '0 0 m 0 20 l 100 20 l 100 0 l',
    ])
      expect(fill(`1 g ${path} f ${value}`)).toEqual(['form-look field Sum']);
    expect(fill(`2 0 0 2 0 0 cm ${own}${value}`)).toEqual(['form-look field Sum']);
  });

  it('with lines between the boxes of a comb, where a frame is asked for', () => {
    const [mk, flags] = ['/MK<</BC[0]>>', '/Ff 16777216'];
    const fill = (lines: string, asks = mk) => {
      const letters = '1 0 0 1 10 6 Tm (1) Tj 1 0 0 1 35 6 Tm (2) Tj 1 0 0 1 60 6 Tm (8) Tj';
      const look = `0 G 1 w 0.5 0.5 99 19 re s ${lines} /Tx BMC q BT /Helv 12 Tf 0 g ${letters} ET Q EMC`;
      const field = (more: string) =>
        formObject(20, `${asks}${flags}${more}`).replace('/MaxLen 12', '/MaxLen 4');
      const base = { 20: field('/AP<</N 30 0 R>>') };
      return refused(
        append(certifiedForm({ base }), { 20: field('/V(128)/AP<</N 40 0 R>>'), 40: lookOf(look) }),
      );
    };
    expect(fill('')).toEqual([]);
    expect(fill('1 1 98 18 re W n 25.5 1 m 25.5 19 l s 50 1 m 50 19 l s 74.5 1 m 74.5 19 l s')).toEqual([]);
    expect(fill('33 1 m 33 19 l s')).toEqual(['form-cover field Sum']);
    expect(fill('5 w 25.5 1 m 25.5 19 l s')).toEqual(['form-cover field Sum']);
    expect(fill('25.5 1 m 50 19 l s')).toEqual(['form-look field Sum']);
  });

  it('of a font that the certifier put in and nobody can compare is told', () => {
    const own = {
      24: `<</Type/Font/Subtype/TrueType/BaseFont/Own/FirstChar 32/LastChar 126/Widths[${'556 '.repeat(95)}]/Encoding/WinAnsiEncoding/FontDescriptor 46 0 R>>`,
      46: '<</Type/FontDescriptor/FontName/Own/Flags 32/MissingWidth 556/FontFile2 47 0 R>>',
      47: stream('x'),
    };
    const pdf = append(
      certifiedForm({ base: own }),
      filledText('128', lookOf('BT /Helv 12 Tf 2 6 Td (128) Tj ET')),
    );
    expect(refused(pdf)).toEqual([]);
    expect(found(pdf, 'FORM_FONT_UNKNOWN')).toMatchObject([{ severity: 'warning', field: 'Sum' }]);
  });
});
