/** Documents that are drawn by one value, for tests: object 3 is the page, 20 and higher ones are what it draws by. */
import { baseObjects, basePdf, type Objects, stream } from '../../verification/testing/pdf.ts';
import { openPdf, pagesOf } from '../reading/index.ts';
import { Look, type OddValues, oddValues } from './index.ts';

export function valuesOf(objects: Objects): OddValues {
  const pdf = openPdf(basePdf({ ...baseObjects, ...objects }));
  const view = pdf.view();
  return oddValues(new Look(view), pagesOf(view, pdf.limits));
}
/** Object 3 is the page, 20 and higher ones are what it draws by. */
export const page = (entries: string) => ({
  3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R${entries}>>`,
});
export const by = (resources: string): Objects => page(`/Resources<<${resources}>>`);
export const state = (entries: string): Objects => ({
  ...by('/ExtGState<</G 20 0 R>>'),
  20: `<<${entries}>>`,
});
export const space = (written: string, more: Objects = {}): Objects => ({
  ...by('/ColorSpace<</C 20 0 R>>'),
  20: written,
  ...more,
});
export const white = '/WhitePoint[.95 1 1.09]';
export const toDark = '<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>';
export const toLight = '<</FunctionType 2/Domain[0 1]/C0[0]/C1[1]/N 1>>';
export const tint = (written: string, more: Objects = {}) =>
  space(`[/Separation/Spot/DeviceGray ${written}]`, more);
export const calculator = (text: string): Objects =>
  tint('21 0 R', { 21: stream(text, '/FunctionType 4/Domain[0 1]/Range[0 1]') });
export const sampled = (bytes: string, entries: string): Objects =>
  tint('21 0 R', {
    21: stream(Buffer.from(bytes, 'latin1'), `/FunctionType 0/Domain[0 1]/Range[0 1]${entries}`),
  });
export const stitched = (entries: string) =>
  tint(`<</FunctionType 3/Domain[0 1]/Functions[${toDark}${toDark}]${entries}>>`);
export const drawn = (entries: string, data: string | Buffer = 'x'): Objects => ({
  ...by('/XObject<</X 20 0 R>>'),
  20: stream(data, entries),
});
export const size = '/Subtype/Image/Width 1/Height 1';
export const grey = `${size}/ColorSpace/DeviceGray/BitsPerComponent 8`;
export const picture = (entries: string, data = 'x', more: Objects = {}): Objects => ({
  ...drawn(`${grey}${entries}`, data),
  ...more,
});
export const palette = (highest: number, depth: number, data: string): Objects =>
  drawn(
    `${size}/ColorSpace[/Indexed/DeviceGray ${highest} <00112233>]/BitsPerComponent ${depth}`,
    Buffer.from(data, 'hex'),
  );
export const group = (entries: string) => `/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency${entries}>>`;
export const mask = (entries: string, form = group('/CS/DeviceGray')): Objects => ({
  ...state(`/SMask<<${entries}/G 21 0 R>>`),
  21: stream('x', form),
});
export const look = stream('0 0 m 9 9 l S', '/Subtype/Form/BBox[0 0 9 9]');
export const catalog = (fields: string): Objects => ({
  1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${fields}]>>>>`,
});
export const annotation = (entries: string, more: Objects = {}): Objects => ({
  ...page('/Resources<<>>/Annots[20 0 R]'),
  20: `<</Rect[9 9 99 99]${entries}>>`,
  21: look,
  ...more,
});
export const shown = '/AP<</N 21 0 R>>';
export const states = '/AP<</N<</On 21 0 R>>>>';
export const box = '/Subtype/Widget/FT/Btn';
export const shading = (entries: string): Objects => by(`/Shading<</S<</ColorSpace/DeviceGray${entries}>>>>`);
export const tiling = (entries: string): Objects => ({
  ...by('/Pattern<</P 20 0 R>>'),
  20: stream('x', `/PatternType 1/TilingType 1/BBox[0 0 9 9]${entries}`),
});
export const profile = (colours: string, mark = 'acsp') =>
  `${' '.repeat(16)}${colours}${' '.repeat(16)}${mark}`;
export const icc = (data: string | Buffer, entries: string) =>
  space('[/ICCBased 21 0 R]', { 21: stream(data, entries) });
export const chained = (count: number): Objects =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      20 + at,
      stream('x', `/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F ${21 + at} 0 R>>>>`),
    ]),
  );

/** What is odd, the objects, the name that is told, and the object if it is not 20. */
export type Case = [string, Objects, string, number?];
