/** Attacks by filling of forms: what a certification lets nobody do, one document for each, made from a soundly certified one. */
import type { DetailCode } from '../details/index.ts';
import type { TableAttack } from './attacks-tables.ts';
import {
  approvedForm,
  type Certified,
  catalogOf,
  certifiedForm,
  chosen,
  filledText,
  formFields,
  formObject,
  line,
  lookOf,
  onTwoWidgets,
  ownFonts,
} from './filling.ts';
import { append, type Objects, stream } from './pdf.ts';

const row = (
  name: string,
  detail: DetailCode,
  objects: Objects = filledText(),
  form: Certified = {},
): TableAttack => ({ name, detail, make: () => append(certifiedForm(form), objects) });

const drawn = (content: string) => filledText('128', lookOf(content));
const widget = (from: string, to: string): Objects => ({
  ...filledText(),
  20: String(filledText()[20]).replace(from, to),
});

export const formAttacks: readonly TableAttack[] = [
  row('a field that no certification opens', 'CHANGE_FORM_FILLED', filledText(), { level: null }),
  row('a field that the certifier closes', 'CHANGE_FORM_FILLED', filledText(), { level: 1 }),
  row('a field that is locked', 'CHANGE_FORM_LOCKED', filledText(), {
    references: '<</TransformMethod/FieldMDP/TransformParams<</Action/All>>>>',
  }),
  {
    name: 'a field behind an approval',
    detail: 'CHANGE_FORM_LATE',
    make: () => append(approvedForm(certifiedForm()), filledText()),
  },
  row('a field that moves', 'CHANGE_FORM_ALTERED', widget('100 300 200 320', '72 690 400 712')),
  row('a script in a field', 'CHANGE_FORM_ALTERED', widget('>>>>', '>>/A<</S/JavaScript/JS(x)>>>>')),
  row('other lines in a list', 'CHANGE_FORM_ALTERED', {
    ...chosen,
    22: String(chosen[22]).replace('(copy)', '(copied)'),
  }),
  row('a value that the field may not have', 'CHANGE_FORM_VALUE', filledText('1234567890123')),
  row('a second value in a widget', 'CHANGE_FORM_ALTERED', {
    ...onTwoWidgets,
    27: formObject(27, '/V(900)/AP<</N 43 0 R>>'),
  }),
  row(
    'a widget with a list of its own',
    'CHANGE_FORM_ALTERED',
    { ...onTwoWidgets, 27: formObject(27, '/Opt[(9)]/AP<</N 43 0 R>>') },
    { base: { 27: formObject(27, '/Opt[(9)]') } },
  ),
  row('a value in a shared object', 'CHANGE_FORM_VALUE', widget('/V(128)', '/V 24 0 R')),
  row('a state that a box does not have', 'CHANGE_FORM_STATE', { 21: formObject(21, '/V/No/AS/No') }),
  row('a look that shows another value', 'CHANGE_FORM_LOOK', filledText('900', lookOf(line('128')))),
  row('a value beside another row', 'CHANGE_FORM_LOOK', {
    23: formObject(23, '/V(X)/AP<</N 42 0 R>>'),
    42: lookOf('BT /Helv 12 Tf 0 g 2 7 Td (X) Tj ET', { box: '0 0 200 60' }),
  }),
  row(
    'a look beyond the field',
    'CHANGE_FORM_LOOK',
    filledText('128', lookOf(line('128'), { box: '0 0 500 500' })),
  ),
  row('letters that do not show', 'CHANGE_FORM_LOOK', drawn(line('128').replace('0 g', '1 g'))),
  row('a box over the page', 'CHANGE_FORM_COVER', drawn(line('128', { ground: '1 g 0 0 100 20 re f 0 g ' }))),
  row('a value over printed text', 'CHANGE_FORM_COVER', filledText(), {
    base: { 4: stream('BT /F1 12 Tf 101 306 Td (9.000) Tj ET') },
  }),
  row('a field that does not turn with its page', 'CHANGE_FORM_PLACE', widget('/F 4', '/F 20'), {
    base: { 20: formObject(20, '/AP<</N 30 0 R>>').replace('/F 4', '/F 20') },
    pageEntries: '/Rotate 180',
  }),
  row('a field over a signature', 'CHANGE_FORM_PLACE', filledText(), { rect: '90 290 180 330' }),
  {
    name: 'fields that programs draw anew',
    detail: 'CHANGE_FORM_REDRAWN',
    make: () =>
      append(certifiedForm(), { 1: catalogOf(`${formFields} 5 0 R`, `${ownFonts}/NeedAppearances true`) }),
  },
];
