/** A form that its maker certified, filled soundly and in every wrong way, written by hand. */
import { verifyPdf } from '../verify.ts';
import { agencySigns, personSigns, policy, type SignatureChanges } from './hand-made.ts';
import { baseObjects, basePdf, type Objects, stream } from './pdf.ts';

/**
 * Objects: 20 a text, 21 a box to tick, 22 a list that opens, 23 several lines, 26 a text with its widgets (27, 28) below it, 29 a round
 * button with two (33, 34); 24 and 25 fonts; 30 to 32 looks; 5 to 7 the certification.
 */
const formRects = {
  20: '100 300 200 320',
  21: '100 260 114 274',
  22: '100 220 200 240',
  23: '100 140 300 200',
  27: '300 300 400 320',
  28: '300 260 400 280',
  33: '100 110 114 124',
  34: '130 110 144 124',
} as const;
type Placed = keyof typeof formRects;

const style = '/DA(/Helv 12 Tf 0 g)';
const annotation = (number: Placed) => `/Type/Annot/Subtype/Widget/P 3 0 R/F 4/Rect[${formRects[number]}]`;
const states = (name: string) => `/AP<</N<</${name} 31 0 R/Off 32 0 R>>>>`;

/** What each object of the form is made of beside value and look; `more`: entries behind them. */
const parts: Readonly<Record<number, string>> = {
  20: `${annotation(20)}/FT/Tx/T(Sum)/MaxLen 12${style}`,
  21: `${annotation(21)}/FT/Btn/T(Agree)${states('Yes')}`,
  22: `${annotation(22)}/FT/Ch/Ff 131072/T(Kind)/Opt[(copy)[(orig)(original)]]${style}`,
  23: `${annotation(23)}/FT/Tx/Ff 4096/T(Memo)${style}`,
  26: '/FT/Tx/T(Sheet)/Kids[27 0 R 28 0 R]',
  27: `${annotation(27)}/Parent 26 0 R${style}`,
  28: `${annotation(28)}/Parent 26 0 R${style}`,
  29: '/FT/Btn/Ff 32768/T(Sex)/Kids[33 0 R 34 0 R]',
  33: `${annotation(33)}/Parent 29 0 R${states('F')}`,
  34: `${annotation(34)}/Parent 29 0 R${states('M')}`,
};

export const formObject = (number: number, more = '') => `<<${parts[number] ?? ''}${more}>>`;

/** A look as large as the field; `content` draws it. */
export function lookOf(
  content: string,
  { box = '0 0 100 20', resources = '<</Font<</Helv 24 0 R>>>>', more = '' } = {},
) {
  return stream(content, `/Type/XObject/Subtype/Form/BBox[${box}]/Resources${resources}${more}`);
}

/** As PDFBox writes it. */
export const line = (text: string, { ground = '', size = 12, at = '2 6' } = {}) =>
  `${ground}/Tx BMC q 1 1 98 18 re W n BT /Helv ${size} Tf 0 g ${at} Td (${text}) Tj ET Q EMC`;

export const page = 'BT /F1 12 Tf 72 700 Td (Official letter 128) Tj ET BT /F1 12 Tf 60 305 Td (Sum:) Tj ET';
const ownFont = '/F1 24 0 R';
export const formWidgets = '20 0 R 21 0 R 22 0 R 23 0 R 27 0 R 28 0 R 33 0 R 34 0 R';
export const formFields = '20 0 R 21 0 R 22 0 R 23 0 R 26 0 R 29 0 R';

function formBase(objects: Objects = {}): Buffer {
  return basePdf({
    ...baseObjects,
    4: stream(page),
    20: formObject(20, '/AP<</N 30 0 R>>'),
    21: formObject(21, '/V/Off/AS/Off'),
    22: formObject(22, '/V(copy)/AP<</N 35 0 R>>'),
    23: formObject(23),
    24: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    25: '<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>',
    26: formObject(26),
    27: formObject(27),
    28: formObject(28),
    29: formObject(29, '/V/Off'),
    30: lookOf(''),
    31: lookOf('q BT /ZaDb 12 Tf 0 g 2 3 Td (4) Tj ET Q', {
      box: '0 0 14 14',
      resources: '<</Font<</ZaDb 25 0 R>>>>',
    }),
    32: lookOf('', { box: '0 0 14 14' }),
    33: formObject(33, '/AS/Off'),
    34: formObject(34, '/AS/Off'),
    35: lookOf(''),
    ...objects,
  });
}

export interface Certified extends SignatureChanges {
  /** DocMDP /P; null: an approval signature. */
  readonly level?: number | null;
  /** Entries of the form, and of the catalog beside /Perms. */
  readonly form?: string;
  readonly permits?: string;
  readonly base?: Objects;
  /** Further references of the signature, and further annotations of the page. */
  readonly references?: string;
  readonly annotations?: string;
  /** Fonts of the page, and further entries of it. */
  readonly fonts?: string;
  readonly pageEntries?: string;
}

export const ownFonts = '/DR<</Font<</Helv 24 0 R>>>>';

/** `form`: further entries of the form; `permits`: of the catalog. */
export const catalogOf = (fields: string, form = ownFonts, permits = '/Perms<</DocMDP 6 0 R>>') =>
  `<</Type/Catalog/Pages 2 0 R${permits}/AcroForm<</Fields[${fields}]/SigFlags 3${form}>>>>`;

/** Signed by the person as the one who made the form. */
export function certifiedForm(changes: Certified = {}): Buffer {
  const { level = 2, form, permits, base, references = '', annotations = '', ...more } = changes;
  const { fonts = ownFont, pageEntries = '', ...others } = more;
  const mdp = level === null ? '' : `<</TransformMethod/DocMDP/TransformParams<</P ${level}/V/1.2>>>>`;
  return personSigns(formBase(base), {
    signatureEntries: `/Reference[${mdp}${references}]`,
    objects: {
      1: catalogOf(`${formFields} 5 0 R`, form, level === null ? '' : permits),
      3: pageOf(`${formWidgets} 5 0 R${annotations}`, fonts, pageEntries),
    },
    rect: '400 100 500 150',
    ...others,
  });
}

export const pageOf = (annotations: string, fonts = ownFont, more = '') => {
  const box = more.includes('/MediaBox') ? '' : '/MediaBox[0 0 595 842]';
  return `<</Type/Page/Parent 2 0 R${box}/Contents 4 0 R/Resources<</Font<<${fonts}>>>>/Annots[${annotations}]${more}>>`;
};

/** The agency approves the form as it stands. */
export function approvedForm(before: Buffer, { references }: Pick<Certified, 'references'> = {}): Buffer {
  return agencySigns(before, {
    rect: '400 200 473 290',
    ...(references === undefined ? {} : { signatureEntries: `/Reference[${references}]` }),
    objects: {
      1: catalogOf(`${formFields} 5 0 R 8 0 R`),
      3: pageOf(`${formWidgets} 5 0 R 8 0 R`),
    },
  });
}

/** The text field filled, its look in object 40. */
export function filledText(value = '128', look = lookOf(line(value)), more = ''): Objects {
  return { 20: formObject(20, `/V(${value})/AP<</N 40 0 R>>${more}`), 40: look };
}

export const ticked: Objects = { 21: formObject(21, '/V/Yes/AS/Yes') };
export const chosen: Objects = {
  22: formObject(22, '/V(orig)/I[1]/AP<</N 41 0 R>>'),
  41: lookOf(line('original')),
};
export const written: Objects = {
  23: formObject(23, '/V(one two three)/AP<</N 42 0 R>>'),
  42: lookOf('/Tx BMC q BT /Helv 12 Tf 0 g 2 45 Td (one two) Tj 0 -14 Td (three) Tj ET Q EMC', {
    box: '0 0 200 60',
  }),
};
export const onTwoWidgets: Objects = {
  26: formObject(26, '/V(A-7)'),
  27: formObject(27, '/AP<</N 43 0 R>>'),
  28: formObject(28, '/AP<</N 43 0 R>>'),
  43: lookOf(line('A-7')),
};
export const round: Objects = {
  29: formObject(29, '/V/M'),
  34: formObject(34, '/AS/M'),
};

/** The first change that is refused, as `kind place`, of every signature. */
export function refused(pdf: Buffer): readonly string[] {
  const { signatures } = verifyPdf(pdf, policy({ regulation: 'none' }));
  const changes = signatures.flatMap(({ changesAfter }) => changesAfter.slice(0, 1));
  return [...new Set(changes.map(({ kind, place }) => `${kind} ${place}`))];
}
