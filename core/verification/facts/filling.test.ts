/** Filling a certified form: what a certification lets others do, and everything that only looks like it. */
import { describe, expect, it } from 'vitest';
import { detailText } from '../report/detail-text.ts';
import {
  approvedForm,
  type Certified,
  certifiedForm,
  chosen,
  filledText,
  formObject,
  formText,
  line,
  lookOf,
  onTwoWidgets,
  page,
  pageOf,
  round,
  ticked,
  written,
} from '../testing/filling.ts';
import { personSigns, policy } from '../testing/hand-made.ts';
import { append, type Objects, stream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { collectFacts } from './collect.ts';

const certified = certifiedForm();
const any = policy({ regulation: 'none' });
const passes = (pdf: Buffer) => verifyPdf(pdf, any).verdict;
/** The first change that is refused, as `kind place`, of every signature. */
const refused = (pdf: Buffer) => {
  const changes = verifyPdf(pdf, any).signatures.flatMap(({ changesAfter }) => changesAfter.slice(0, 1));
  return [...new Set(changes.map(({ kind, place: where }) => `${kind} ${where}`))];
};
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
      'a font of every reader',
      {
        ...filledText('128', lookOf(line('128'), { resources: '<</Font<</Helv 45 0 R>>>>' })),
        45: '<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>',
      },
    ],
  ])('%s passes', (_, objects) => {
    const pdf = append(certified, objects);
    expect(refused(pdf)).toEqual([]);
    expect(passes(pdf)).toBe('TOTAL-PASSED');
  });

  it('is told with the old and the new value, in facts and as a warning in both languages', () => {
    const pdf = append(certified, { ...filledText(), ...chosen });
    expect(collectFacts(pdf).changes).toMatchObject([
      { kind: 'form-filled', vouched: true, filled: { field: 'Sum', was: '', value: '128' } },
      { kind: 'form-filled', vouched: true, filled: { field: 'Kind', was: 'copy', value: 'orig' } },
    ]);
    const [warning] = found(pdf, 'FORM_FILLED');
    expect(warning).toMatchObject({ severity: 'warning', field: null });
    if (warning?.detail === undefined || warning.detail === null) throw new Error('no detail');
    expect(detailText(warning.detail, 'en')).toBe(
      'Sum: "" → "128", Kind: "copy" → "orig"; no signature covers them yet',
    );
    expect(detailText(warning.detail, 'vi')).toMatch(/^Sum: "" → "128".*chưa có chữ ký/);
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

  it('passes under P=3 as well, but its annotations do not', () => {
    const open = certifiedForm({ level: 3 });
    expect(passes(append(open, filledText()))).toBe('TOTAL-PASSED');
    const note = { 50: '<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(x)>>' };
    const list = '20 0 R 21 0 R 22 0 R 23 0 R 27 0 R 28 0 R 33 0 R 34 0 R 5 0 R 50 0 R';
    expect(refused(append(open, { ...filledText(), ...note, 3: pageOf(list) }))).toEqual([
      'page page 1 /Annots',
    ]);
  });

  it('has the ground that its field says, where nothing is printed', () => {
    const ground = { 20: formObject(20, '/MK<</BG[1 1 0.8]/BC[0]>>/AP<</N 30 0 R>>') };
    const form = certifiedForm({ base: ground });
    const drawn = line('128', { ground: 'q 1 1 0.8 rg 0 0 100 20 re f 0 G 1 w 0.5 0.5 99 19 re S Q ' });
    expect(refused(append(form, filledText('128', lookOf(drawn), '/MK<</BG[1 1 0.8]/BC[0]>>')))).toEqual([]);
    const other = line('128', { ground: 'q 1 g 0 0 100 20 re f Q ' });
    expect(refused(append(form, filledText('128', lookOf(other), '/MK<</BG[1 1 0.8]/BC[0]>>')))).toEqual([
      'form-cover field Sum',
    ]);
  });

  it('of a font that the certifier put in and nobody can compare is told', () => {
    const own = {
      24: '<</Type/Font/Subtype/TrueType/BaseFont/Own/FirstChar 32/Widths[278]/Encoding/WinAnsiEncoding/FontDescriptor 46 0 R>>',
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

describe('nobody may fill', () => {
  it.each<readonly [string, Certified]>([
    ['without a certification', { level: null }],
    ['under P=1', { level: 1 }],
    ['where the catalog names no certification', { permits: '' }],
    ['where it names another signature', { permits: '/Perms<</DocMDP 24 0 R>>' }],
  ])('%s', (_, changes) => {
    expect(refused(append(certifiedForm(changes), filledText()))).toEqual(['form-filled field Sum']);
  });

  it('is said in both languages', () => {
    const { signatures } = verifyPdf(append(certifiedForm({ level: null }), filledText()), any);
    const what = signatures[0]?.detail;
    expect(what?.code).toBe('CHANGE_FORM_FILLED');
    if (what === undefined) throw new Error('no detail');
    expect(detailText(what, 'en')).toBe(
      'revision 3: field Sum: was filled after the signature; no certification allows it',
    );
    expect(detailText(what, 'vi')).toMatch(/Sum.*không chữ ký chứng nhận nào cho phép/);
  });

  it('where the certification is not the first signature, or does not fit', () => {
    const second = approvedForm(certifiedForm({ level: null }), {
      references: '<</TransformMethod/DocMDP/TransformParams<</P 2/V/1.2>>>>',
    });
    expect(refused(append(second, filledText()))).toContain('form-filled field Sum');
    const broken = Buffer.from(certified);
    broken.write('129', broken.indexOf('letter 128') + 7, 'latin1');
    expect(collectFacts(append(broken, filledText())).changes).toMatchObject([
      { kind: 'form-filled', vouched: false },
    ]);
  });

  const lock = (text: string) => `<</TransformMethod/FieldMDP/TransformParams<<${text}>>>>`;
  it.each<readonly [string, string, boolean]>([
    ['all', '/Action/All', true],
    ['this field', '/Action/Include/Fields[(Kind)(Sum)]', true],
    ['other fields', '/Action/Include/Fields[(Kind)]', false],
    ['all but this field', '/Action/Exclude/Fields[(Sum)]', false],
    ['all but others', '/Action/Exclude/Fields[(Kind)]', true],
    ['what nobody knows', '/Action/Some/Fields[(Sum)]', true],
  ])('what a certification locks: %s', (_, text, isLocked) => {
    const pdf = append(certifiedForm({ references: lock(text) }), filledText());
    expect(refused(pdf)).toEqual(isLocked ? ['form-locked field Sum'] : []);
  });

  it('what the lock of a signature field names, or closes', () => {
    const of = (text: string) => certifiedForm({ fieldEntries: `/Lock<</Type/SigFieldLock${text}>>` });
    expect(refused(append(of('/Action/Include/Fields[(Sum)]'), filledText()))).toEqual([
      'form-locked field Sum',
    ]);
    expect(refused(append(of('/Action/Include/Fields[(Kind)]/P 1'), filledText()))).toEqual([
      'form-locked field Sum',
    ]);
    expect(refused(append(of('/Action/Include/Fields[(Kind)]'), filledText()))).toEqual([]);
  });

  it('below a field that is locked', () => {
    const apart = { 20: formObject(20, '/AP<</N 30 0 R>>/Parent 48 0 R'), 48: '<</T(Part)/Kids[20 0 R]>>' };
    const form = formText('48 0 R 21 0 R 22 0 R 23 0 R 26 0 R 29 0 R 5 0 R');
    const locked = certifiedForm({
      base: apart,
      references: lock('/Action/Include/Fields[(Part)]'),
      objects: {
        1: `<</Type/Catalog/Pages 2 0 R/Perms<</DocMDP 6 0 R>>${form}>>`,
        3: pageOf('20 0 R 21 0 R 22 0 R 23 0 R 27 0 R 28 0 R 33 0 R 34 0 R 5 0 R'),
      },
    });
    expect(refused(append(locked, filledText('128', undefined, '/Parent 48 0 R')))).toEqual([
      'form-locked field Part.Sum',
    ]);
  });

  it('behind an approval, but for fields that it leaves open', () => {
    const approved = approvedForm(certified);
    expect(refused(append(approved, filledText()))).toEqual(['form-late field Sum']);
    const person = (text?: string) =>
      personSigns(certified, {
        name: 'Approver',
        number: 8,
        rect: '400 200 473 290',
        ...(text === undefined ? {} : { signatureEntries: `/Reference[${lock(text)}]` }),
        objects: {
          1: `<</Type/Catalog/Pages 2 0 R/Perms<</DocMDP 6 0 R>>${formText('20 0 R 21 0 R 22 0 R 23 0 R 26 0 R 29 0 R 5 0 R 8 0 R')}>>`,
          3: pageOf('20 0 R 21 0 R 22 0 R 23 0 R 27 0 R 28 0 R 33 0 R 34 0 R 5 0 R 8 0 R'),
        },
      });
    expect(refused(append(person(), filledText()))).toEqual(['form-late field Sum']);
    expect(refused(append(person('/Action/Include/Fields[(Kind)]'), filledText()))).toEqual([]);
    expect(refused(append(person('/Action/Include/Fields[(Sum)]'), filledText()))).toEqual([
      'form-locked field Sum',
    ]);
  });
});

describe('what only looks like filling is refused by name', () => {
  const widget = (changes: (text: string) => string): Objects => {
    const filled = filledText();
    return { ...filled, 20: changes(String(filled[20])) };
  };
  const drawn = (content: string, options = {}): Objects => filledText('128', lookOf(content, options));
  it.each<readonly [string, Objects, string]>([
    ['another place', widget((text) => text.replace('100 300 200 320', '72 690 400 712')), 'form-altered'],
    ['an action', widget((text) => text.replace('>>>>', '>>/A<</S/JavaScript/JS(x)>>>>')), 'form-altered'],
    [
      'a script on opening',
      widget((text) => `${text.slice(0, -2)}/AA<</PO<</S/JavaScript/JS(x)>>>>>>`),
      'form-altered',
    ],
    ['other flags', widget((text) => text.replace('/F 4', '/F 6')), 'form-altered'],
    ['no print', widget((text) => text.replace('/F 4', '/F 0')), 'form-altered'],
    ['more letters than it had', widget((text) => text.replace('/MaxLen 12', '/MaxLen 99')), 'form-altered'],
    ['another name', widget((text) => text.replace('(Sum)', '(Total)')), 'form-altered'],
    ['another style', widget((text) => text.replace('0 g', '1 g')), 'form-altered'],
    ['another ground', widget((text) => `${text.slice(0, -2)}/MK<</BG[1]>>>>`), 'form-altered'],
    ['a default value', widget((text) => `${text.slice(0, -2)}/DV(9)>>`), 'form-altered'],
    ['formatted text', widget((text) => `${text.slice(0, -2)}/RV(<p>9</p>)>>`), 'form-altered'],
    ['more letters than it may have', filledText('1234567890123'), 'form-value'],
    ['several lines in one', filledText('1\\n2'), 'form-value'],
    ['a letter that does not show', filledText('1\\r28'.replace('\\r', '\\001')), 'form-value'],
    [
      'a value in an object of its own',
      { ...widget((text) => text.replace('/V(128)', '/V 24 0 R')) },
      'form-value',
    ],
    [
      'a value in a new object',
      { ...widget((text) => text.replace('/V(128)', '/V 49 0 R')), 49: '(128)' },
      'form-value',
    ],
    ['another value than it shows', filledText('900', lookOf(line('128'))), 'form-look'],
    ['a part of its value', filledText('1280', lookOf(line('128'))), 'form-look'],
    ['more than its value', filledText('12', lookOf(line('128'))), 'form-look'],
    ['its letters in another order', drawn('BT /Helv 12 Tf 50 6 Td (12) Tj -20 0 Td (8) Tj ET'), 'form-look'],
    ['its letters apart', drawn('BT /Helv 12 Tf 2 6 Td (1) Tj 20 0 Td (28) Tj ET'), 'form-look'],
    ['letters on each other', drawn('BT /Helv 12 Tf 2 6 Td (1) Tj (28) Tj 0 0 Td (9) Tj ET'), 'form-look'],
    ['nothing', drawn(''), 'form-look'],
    ['the look of before', { 20: formObject(20, '/V(128)/AP<</N 30 0 R>>') }, 'form-look'],
    ['no look', { 20: formObject(20, '/V(128)') }, 'form-look'],
    [
      'two looks',
      { 20: formObject(20, '/V(128)/AP<</N 40 0 R/D 40 0 R>>'), 40: lookOf(line('128')) },
      'form-look',
    ],
    ['letters that are cut off', drawn(line('128', { at: '90 6' })), 'form-look'],
    ['letters above its edge', drawn(line('128', { at: '2 16' })), 'form-look'],
    ['letters that are too small', drawn(line('128', { size: 1 })), 'form-look'],
    ['letters in white', drawn(line('128').replace('0 g', '1 g')), 'form-look'],
    ['letters in another colour', drawn(line('128').replace('0 g', '1 0 0 rg')), 'form-look'],
    ['letters that are not painted', drawn(line('128').replace('BT', 'BT 3 Tr')), 'form-look'],
    ['letters that are turned', drawn('BT /Helv 12 Tf -1 0 0 -1 90 12 Tm (128) Tj ET'), 'form-look'],
    ['letters that are mirrored', drawn('BT /Helv 12 Tf -1 0 0 1 90 6 Tm (128) Tj ET'), 'form-look'],
    ['a look of another size', drawn(line('128'), { box: '0 0 400 80' }), 'form-look'],
    ['a look beyond its field', drawn(line('128'), { box: '-300 -300 400 400' }), 'form-look'],
    ['a look that is scaled', drawn(line('128'), { more: '/Matrix[3 0 0 3 0 0]' }), 'form-look'],
    ['a white ground', drawn(line('128', { ground: '1 g 0 0 100 20 re f 0 g ' })), 'form-cover'],
    ['a ground over its letters', drawn(`${line('128')} 1 g 0 0 100 20 re f`), 'form-look'],
    ['a line through it', drawn(line('128', { ground: '0 10 m 100 10 l S ' })), 'form-cover'],
    ['a line as wide as it', drawn(line('128', { ground: '20 w 0 10 m 100 10 l S ' })), 'form-cover'],
    [
      'a picture',
      drawn(`/X Do ${line('128')}`, { resources: '<</Font<</Helv 24 0 R>>/XObject<</X 30 0 R>>>>' }),
      'form-look',
    ],
    [
      'a picture at hand',
      drawn(line('128'), { resources: '<</Font<</Helv 24 0 R>>/XObject<</X 30 0 R>>>>' }),
      'form-look',
    ],
    ['a picture inside', drawn(`BI /W 1/H 1/BPC 8/CS/G ID x EI ${line('128')}`), 'form-look'],
    [
      'transparency',
      drawn(`/G gs ${line('128')}`, { resources: '<</Font<</Helv 24 0 R>>/ExtGState<</G<</ca 0>>>>>>' }),
      'form-look',
    ],
    ['a pattern', drawn(`/Pattern cs /P scn ${line('128')}`), 'form-look'],
    ['a clip that is no rectangle', drawn(`0 0 m 100 0 l 0 20 l h W n ${line('128')}`), 'form-look'],
    ['a layer', drawn(line('128'), { more: '/OC<<>>' }), 'form-look'],
    ['a group', drawn(line('128'), { more: '/Group<</S/Transparency>>' }), 'form-look'],
    ['marked content of a layer', drawn(`/OC <</X 1>> BDC ${line('128')} EMC`), 'form-look'],
    [
      'instructions that readers take differently',
      drawn(line('128').replace('2 6 Td', '2 6- Td')),
      'form-look',
    ],
    [
      'a new font with letters of its own',
      {
        ...drawn(line('128'), { resources: '<</Font<</Helv 45 0 R>>>>' }),
        45: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[49/nine/two/eight]>>>>',
      },
      'form-look',
    ],
    [
      'a new font that says other letters than it draws',
      {
        ...filledText('900', lookOf(line('128'), { resources: '<</Font<</Helv 45 0 R>>>>' })),
        45: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 46 0 R>>',
        46: stream('beginbfchar <31> <0039> <32> <0030> <38> <0030> endbfchar'),
      },
      'form-look',
    ],
    [
      'a new font with procedures',
      {
        ...drawn(line('128'), { resources: '<</Font<</Helv 45 0 R>>>>' }),
        45: '<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/Encoding/WinAnsiEncoding/FirstChar 0/LastChar 0/Widths[0]>>',
      },
      'form-look',
    ],
    [
      'a new font with widths of its own',
      {
        ...drawn(line('128'), { resources: '<</Font<</Helv 45 0 R>>>>' }),
        45: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 49/Widths[0 0 0 0 0 0 0 0]>>',
      },
      'form-look',
    ],
  ])('%s', (_, objects, kind) => {
    expect(refused(append(certified, objects))).toEqual([`${kind} field Sum`]);
  });

  it.each<readonly [string, Objects, string]>([
    ['a state that was not there', { 21: formObject(21, '/V/No/AS/No') }, 'form-state field Agree'],
    ['a state that it does not show', { 21: formObject(21, '/V/Yes/AS/Off') }, 'form-state field Agree'],
    ['a look of another state', { 21: formObject(21, '/V/Off/AS/Yes') }, 'form-state field Agree'],
    ['a state that is no name', { 21: formObject(21, '/V(Yes)/AS/Yes') }, 'form-value field Agree'],
    [
      'a state with a new look',
      { 21: formObject(21, '/V/Yes/AS/Yes').replace('31 0 R', '44 0 R'), 44: lookOf('0 0 99 99 re f') },
      'form-altered field Agree',
    ],
    ['two round buttons at once', { ...round, 33: formObject(33, '/AS/F') }, 'form-state field Sex'],
    ['a round button of no widget', { 29: formObject(29, '/V/X') }, 'form-state field Sex'],
    [
      'a value that is not in the list',
      { ...chosen, 22: formObject(22, '/V(copied)/AP<</N 41 0 R>>') },
      'form-value field Kind',
    ],
    [
      'the number of another line',
      { ...chosen, 22: formObject(22, '/V(orig)/I[0]/AP<</N 41 0 R>>') },
      'form-value field Kind',
    ],
    ['another line than it shows', { ...chosen, 41: lookOf(line('copy')) }, 'form-look field Kind'],
    [
      'other lines in the list',
      { ...chosen, 22: formObject(22, '/V(orig)/AP<</N 41 0 R>>').replace('(copy)', '(copied)') },
      'form-altered field Kind',
    ],
    ['one of two widgets only', { ...onTwoWidgets, 28: formObject(28) }, 'form-look field Sheet'],
    [
      'a widget of two that moves',
      { ...onTwoWidgets, 28: String(onTwoWidgets[28]).replace('300 260', '72 690') },
      'form-altered field Sheet',
    ],
    [
      'a new field',
      {
        ...filledText(),
        1: `<</Type/Catalog/Pages 2 0 R/Perms<</DocMDP 6 0 R>>${formText('20 0 R 21 0 R 22 0 R 23 0 R 26 0 R 29 0 R 5 0 R 50 0 R')}>>`,
        50: '<</FT/Tx/T(More)/V(x)>>',
      },
      'field AcroForm /Fields',
    ],
    [
      'new fonts in the form',
      {
        ...filledText(),
        1: `<</Type/Catalog/Pages 2 0 R/Perms<</DocMDP 6 0 R>>${formText('20 0 R 21 0 R 22 0 R 23 0 R 26 0 R 29 0 R 5 0 R', '/DR<</Font<</Helv 24 0 R/X 25 0 R>>>>')}>>`,
      },
      'field AcroForm /DR',
    ],
    [
      'a form that is drawn anew',
      {
        ...filledText(),
        1: `<</Type/Catalog/Pages 2 0 R/Perms<</DocMDP 6 0 R>>${formText('20 0 R 21 0 R 22 0 R 23 0 R 26 0 R 29 0 R 5 0 R', '/DR<</Font<</Helv 24 0 R>>>>/NeedAppearances true')}>>`,
      },
      'form-redrawn AcroForm /NeedAppearances',
    ],
    [
      'another font for all',
      { ...filledText(), 24: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>' },
      'form-look field Sum',
    ],
    ['another text on the page', { ...filledText(), 4: stream('BT ET') }, 'object object 4'],
  ])('%s', (_, objects, what) => {
    expect(refused(append(certified, objects))).toContain(what);
  });

  it('a look without a box', () => {
    const boxless = stream(line('128'), '/Subtype/Form/Resources<</Font<</Helv 24 0 R>>>>');
    expect(collectFacts(append(certified, filledText('128', boxless))).changes).toMatchObject([
      { kind: 'object-form', vouched: false },
      { kind: 'form-look', vouched: false },
    ]);
  });

  it('the value of a signature field', () => {
    const empty = { 26: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Second)/Rect[0 0 0 0]/F 4>>' };
    const pdf = append(certifiedForm({ base: empty }), {
      26: String(empty[26]).replace('/F 4', '/F 4/V 6 0 R'),
    });
    expect(refused(pdf)).toEqual(['field field Second']);
  });

  it.each<readonly [string, Certified, Objects, string]>([
    [
      'a field that is read-only',
      { base: { 20: formObject(20, '/Ff 1/AP<</N 30 0 R>>') } },
      filledText('128', undefined, '/Ff 1'),
      'form-locked field Sum',
    ],
    [
      'a field for passwords',
      { base: { 20: formObject(20, '/Ff 8192/AP<</N 30 0 R>>') } },
      filledText('128', undefined, '/Ff 8192'),
      'form-value field Sum',
    ],
    [
      'a field that is hidden',
      { base: { 20: formObject(20, '/AP<</N 30 0 R>>').replace('/F 4', '/F 2') } },
      { ...filledText(), 20: String(filledText()[20]).replace('/F 4', '/F 2') },
      'form-place field Sum',
    ],
    ['a form of another kind', { form: '/XFA(x)' }, filledText(), 'form-altered field Sum'],
    [
      'a field over printed text',
      { base: { 4: stream('BT /F1 12 Tf 101 306 Td (9.000) Tj ET') } },
      filledText(),
      'form-cover field Sum',
    ],
    [
      'a box over printed text',
      { base: { 4: stream('BT /F1 12 Tf 101 263 Td (not) Tj ET') } },
      ticked,
      'form-cover field Agree',
    ],
    [
      'a ground over a drawing',
      {
        base: {
          4: stream(`${page} 110 301 m 130 319 l 150 301 l f`),
          20: formObject(20, '/MK<</BG[1]>>/AP<</N 30 0 R>>'),
        },
      },
      filledText('128', lookOf(line('128', { ground: '1 g 0 0 100 20 re f 0 g ' })), '/MK<</BG[1]>>'),
      'form-cover field Sum',
    ],
    [
      'a ground that goes from printed text',
      { base: { 4: stream('BT /F1 12 Tf 150 306 Td (9.000) Tj ET'), 30: lookOf('1 g 0 0 100 20 re f') } },
      filledText(),
      'form-cover field Sum',
    ],
    [
      'a box that is a page',
      { base: { 21: formObject(21, '/V/Off/AS/Off').replace('114 274', '500 600') } },
      { 21: formObject(21, '/V/Yes/AS/Yes').replace('114 274', '500 600') },
      'form-place field Agree',
    ],
    [
      'a tick that is a word',
      { base: { 31: lookOf('BT /Helv 4 Tf 1 3 Td (not) Tj ET', { box: '0 0 14 14' }) } },
      ticked,
      'form-look field Agree',
    ],
    ['a field over a signature', { rect: '90 290 180 330' }, filledText(), 'form-place field Sum'],
    [
      'a list that stands open',
      { base: { 22: formObject(22, '/AP<</N 32 0 R>>').replace('/Ff 131072', '') } },
      {
        22: formObject(22, '/V(orig)/AP<</N 41 0 R>>').replace('/Ff 131072', ''),
        41: lookOf(line('original')),
      },
      'form-value field Kind',
    ],
    [
      'a field that is also something else',
      {
        base: {
          2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
          51: '<</Other 20 0 R>>',
          4: stream(page, '/X 51 0 R'),
        },
      },
      filledText(),
      'alias field Sum',
    ],
    [
      'a look that is also something else',
      { base: { 51: '<</Other 30 0 R>>', 4: stream(page, '/X 51 0 R') } },
      { 20: formObject(20, '/V(128)/AP<</N 30 0 R>>'), 30: lookOf(line('128')) },
      'alias field Sum',
    ],
  ])('%s', (_, form, objects, what) => {
    expect(refused(append(certifiedForm(form), objects))).toEqual([what]);
  });
});
