/** Who may fill a certified form: its level, its locks, approvals behind it, and everything odd about them. */
import { describe, expect, it } from 'vitest';
import { detailText } from '../../report/detail-text.ts';
import {
  approvedForm,
  type Certified,
  catalogOf,
  certifiedForm,
  chosen,
  filledText,
  formFields,
  formObject,
  formWidgets,
  pageOf,
  refused,
} from '../../testing/filling.ts';
import { personSigns, policy } from '../../testing/hand-made.ts';
import { append } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

const certified = certifiedForm();
const any = policy({ regulation: 'none' });

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

  it.each<readonly [string, string, string]>([
    ['a second one', `${lock('/Action/Include/Fields[(Kind)]')}${lock('/Action/Include/Fields[(Sum)]')}`, ''],
    [
      'one that includes what another leaves open',
      `${lock('/Action/Exclude/Fields[(Sum)]')}${lock('/Action/Include/Fields[(Sum)]')}`,
      '',
    ],
    [
      'two that leave open what the other does not',
      `${lock('/Action/Exclude/Fields[(Sum)]')}${lock('/Action/Exclude/Fields[(Kind)]')}`,
      '',
    ],
    [
      'one of the field beside that of the signature',
      lock('/Action/Include/Fields[(Kind)]'),
      '/Action/Include/Fields[(Sum)]',
    ],
    ['a lock of the field that is unknown', lock('/Action/Include/Fields[(Kind)]'), '/Action/Some'],
    ['names that are no list', lock('/Action/Include/Fields(Kind)'), ''],
    ['no names', lock('/Action/Include'), ''],
    ['a name that is no text', lock('/Action/Include/Fields[(Kind)/Sum]'), ''],
    ['a transform that says nothing', '<</TransformMethod/FieldMDP>>', ''],
  ])('what several locks, or odd ones, close together: %s', (_, references, own) => {
    const form = certifiedForm({
      references,
      ...(own === '' ? {} : { fieldEntries: `/Lock<</Type/SigFieldLock${own}>>` }),
    });
    expect(refused(append(form, filledText()))).toEqual(['form-locked field Sum']);
  });

  it('a field that the lock names in another encoding', () => {
    for (const [name, other] of [
      ['a\\204b', '6120140062'],
      ['a\\240', '6120AC'],
      ['\\222', '2122'],
    ] as const) {
      const named = (text: string) => text.replace('(Sum)', `(${name})`);
      const form = certifiedForm({
        base: { 20: named(formObject(20, '/AP<</N 30 0 R>>')) },
        references: lock(`/Action/Include/Fields[<FEFF${other.length % 4 === 0 ? '' : '00'}${other}>]`),
      });
      const filled = filledText();
      expect(refused(append(form, { ...filled, 20: named(String(filled[20])) }))).toMatchObject([
        expect.stringMatching(/^form-locked/),
      ]);
    }
  });

  it('nothing that all of several locks leave open', () => {
    const references = `${lock('/Action/Include/Fields[(Kind)]')}${lock('/Action/Exclude/Fields[(Sum)(Kind)]')}`;
    const fieldEntries = '/Lock<</Type/SigFieldLock/Action/Include/Fields[(Kind)]>>';
    const form = certifiedForm({ references, fieldEntries });
    expect(refused(append(form, filledText()))).toEqual([]);
    expect(refused(append(form, chosen))).toEqual(['form-locked field Kind']);
  });

  it('under the strictest of several DocMDP', () => {
    const references = '<</TransformMethod/DocMDP/TransformParams<</P 1/V/1.2>>>>';
    expect(refused(append(certifiedForm({ references }), filledText()))).toEqual(['form-filled field Sum']);
  });

  it('below more fields than its name is put together from', () => {
    const above = Array.from({ length: 11 }, (_, index) => 60 + index);
    const form = (levels: number) => {
      const last = 59 + levels;
      const chain = above
        .slice(0, levels)
        .map((number): [number, string] => [
          number,
          `<</T(n${number})/Kids[${number === last ? 20 : number + 1} 0 R]${number === 60 ? '' : `/Parent ${number - 1} 0 R`}>>`,
        ]);
      const parent = `/Parent ${last} 0 R`;
      const locked = certifiedForm({
        base: { 20: formObject(20, `/AP<</N 30 0 R>>${parent}`), ...Object.fromEntries(chain) },
        references: lock('/Action/Include/Fields[(n60)]'),
        objects: {
          1: catalogOf('60 0 R 21 0 R 22 0 R 23 0 R 26 0 R 29 0 R 5 0 R'),
          3: pageOf(`${formWidgets} 5 0 R`),
        },
      });
      return append(locked, filledText('128', undefined, parent));
    };
    expect(refused(form(9))).toMatchObject([expect.stringMatching(/^form-locked field n60\./)]);
    expect(refused(form(11))).toMatchObject([expect.stringMatching(/^form-altered field n62\./)]);
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
    const locked = certifiedForm({
      base: apart,
      references: lock('/Action/Include/Fields[(Part)]'),
      objects: {
        1: catalogOf('48 0 R 21 0 R 22 0 R 23 0 R 26 0 R 29 0 R 5 0 R'),
        3: pageOf(`${formWidgets} 5 0 R`),
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
          1: catalogOf(`${formFields} 5 0 R 8 0 R`),
          3: pageOf(`${formWidgets} 5 0 R 8 0 R`),
        },
      });
    expect(refused(append(person(), filledText()))).toEqual(['form-late field Sum']);
    expect(refused(append(person('/Action/Include/Fields[(Kind)]'), filledText()))).toEqual([]);
    expect(refused(append(person('/Action/Include/Fields[(Sum)]'), filledText()))).toEqual([
      'form-locked field Sum',
    ]);
  });
});
