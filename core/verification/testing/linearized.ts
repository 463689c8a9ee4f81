/** A small linearized PDF (ISO 32000-1, annex F): its first cross-reference stands behind its first object, and names the other one. */
import { stream } from './pdf.ts';

const page = (contents: number) =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${contents} 0 R/Resources<<>>>>`;
const fixed = (offset: number) => String(offset).padStart(10, '0');

/** Object 3 is its page, object 20 another one. `entries`: of the linearization, object 1. `length`: what it says; the true one when left out. */
export function linearizedPdf(entries: string, length?: number): Buffer {
  const objects = {
    3: page(4),
    4: stream('0 0 m 9 9 l S'),
    20: page(21),
    21: stream('9 9 m 0 0 l S'),
    22: '<</Type/Catalog/Pages 2 0 R>>',
    2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  };
  const bodies = Object.entries(objects).map(([number, body]) => `${number} 0 obj\n${body}\nendobj\n`);
  const write = (said: number, first: number, main: number, at: (number: number) => number) => {
    const line = (number: number) => `${fixed(at(number))} 00000 n \n`;
    const lines = (...numbers: number[]) => numbers.map(line).join('');
    return [
      `%PDF-1.7\n% a comment\n1 0 obj\n<</Linearized 1/L ${fixed(said)}${entries}>>\nendobj\n`,
      `xref\n1 1\n${line(1)}3 2\n${lines(3, 4)}20 3\n${lines(20, 21, 22)}`,
      `trailer\n<</Size 23/Root 22 0 R/Prev ${fixed(main)}>>\nstartxref\n0\n%%EOF\n`,
      ...bodies,
      `xref\n0 1\n0000000000 65535 f \n2 1\n${line(2)}trailer\n<</Size 3>>\nstartxref\n${fixed(first)}\n%%EOF\n`,
    ].join('');
  };
  const draft = write(0, 0, 0, () => 0);
  const [first, main] = [draft.indexOf('xref'), draft.lastIndexOf('xref\n0 1')];
  const at = (number: number) => draft.lastIndexOf(`\n${number} 0 obj`) + 1;
  return Buffer.from(write(length ?? draft.length, first, main, at), 'latin1');
}
