/** Documents that chance has put together from the right parts: objects of every kind that lead to each other. */
import type { Dice } from '../../../foundation/dice.ts';
import { append } from '../testing/pdf.ts';
import { bigPdf, objectStream, type Row, streamBytes, streamedPdf, upTo } from './big-pdf.ts';

const names =
  'Type Page Pages Catalog Kids Parent Count AcroForm Fields FT Sig T V Contents ByteRange SubFilter DSS Certs CRLs VRI Annots Rect MediaBox Length Filter FlateDecode DecodeParms Root Prev Size Metadata Info Names Extends N First Widget Subtype Reference Lock'.split(
    ' ',
  );
const most = 24;

function value(chance: Dice, depth = 0): string {
  const deep = depth > 4 ? 7 : 10;
  switch (chance.below(deep)) {
    case 0:
      return String(chance.below(40));
    case 1:
      return ['null', 'true', '-1', '1.5', '999999999999999', '0'][chance.below(6)] ?? '';
    case 2:
      return `/${names[chance.below(names.length)]}`;
    case 3:
      return chance.below(2) === 0 ? '(text\\051)' : '<3080ff>';
    case 4:
    case 5:
    case 6:
      return `${1 + chance.below(most)} ${chance.below(12) === 0 ? 1 : 0} R`;
    case 7:
      return `[${members(chance, depth)}]`;
    default:
      return `<<${entries(chance, depth)}>>`;
  }
}

const members = (chance: Dice, depth: number) =>
  [...upTo(chance.below(5), () => value(chance, depth + 1))].join(' ');

const entries = (chance: Dice, depth: number) =>
  [...upTo(chance.below(6), () => `/${names[chance.below(names.length)]} ${value(chance, depth + 1)}`)].join(
    '',
  );

function body(chance: Dice): string {
  const made = value(chance);
  if (!made.startsWith('<<') || chance.below(4) > 0) return made;
  const length = chance.below(8) === 0 ? value(chance) : '5';
  return `${made.slice(0, -2)}/Length ${length}>>\nstream\nabcde\nendstream`;
}

/** What a reader asks for first is mostly right, so that it gets further. */
function likely(number: number, chance: Dice): string {
  const other = () => `${4 + chance.below(most - 4)} 0 R`;
  if (number === 1) {
    return `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${other()} ${other()} ${value(chance)}]>>/DSS ${other()}${entries(chance, 3)}>>`;
  }
  if (number === 2) return `<</Type/Pages/Kids[3 0 R${chance.below(3) === 0 ? ` ${value(chance)}` : ''}]>>`;
  if (number === 3) return `<</Type/Page/Annots ${value(chance)}/MediaBox ${value(chance)}>>`;
  if (chance.below(3) === 0) {
    return `<</FT/Sig/T(${number})/V ${chance.below(2) === 0 ? other() : `<<${entries(chance, 2)}/ByteRange[0 9 20 ${chance.below(900)}]/Contents<3003020100>>>`}/Kids[${members(chance, 2)}]${entries(chance, 3)}>>`;
  }
  return body(chance);
}

export function randomPdf(chance: Dice): Buffer {
  const bodies = [
    ...upTo(
      most,
      (index) => [index + 1, chance.below(15) === 0 ? body(chance) : likely(index + 1, chance)] as const,
    ),
  ];
  if (chance.below(2) === 0) return bigPdf(bodies);
  const loose = bodies.filter(([, text]) => text.includes('stream'));
  const packed = bodies.filter(([, text]) => !text.includes('stream'));
  const rows = new Map<number, Row>(
    packed.map(([number], index) => [number, [2, 30 + (chance.below(20) === 0 ? 1 : 0), index]]),
  );
  const container =
    chance.below(10) === 0
      ? streamBytes(Buffer.from('1 0 2 9 <<>>'), '/Type/ObjStm/N 9/First 8')
      : numbered(packed);
  return streamedPdf(
    [...loose.map(([number, text]) => [number, Buffer.from(text)] as const), [30, container]],
    rows,
  );
}

function numbered(packed: readonly (readonly [number, string])[]): Buffer {
  return objectStream(
    packed.map(([number]) => number),
    packed.map(([, text]) => text),
  );
}

/** One more revision behind a signed document, with objects of chance under numbers that mostly mean something. */
export function withRandomRevision(base: Buffer, chance: Dice): Buffer {
  const objects: Record<number, string | null> = {};
  for (let count = 1 + chance.below(3); count > 0; count--) {
    const number = 1 + chance.below(26);
    objects[number] =
      chance.below(12) === 0 ? null : chance.below(3) === 0 ? likely(number, chance) : body(chance);
  }
  const trailer = chance.below(6) === 0 ? entries(chance, 2).replaceAll(/\/(Root|Prev|Size) /g, '/X$1 ') : '';
  return append(base, objects, {
    trailer,
    ...(chance.below(10) === 0 ? { prev: chance.below(base.length) } : {}),
  });
}
