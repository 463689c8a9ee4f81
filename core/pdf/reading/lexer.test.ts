/** Tokens that have a quick way have to come out as on the slow one. */
import { expect, it } from 'vitest';
import { Cursor, takeDecimal, takeName } from './lexer.ts';
import { textOf } from './objects.ts';
import { parseObject } from './parser.ts';
import { takeHexString, takeLiteralString } from './strings.ts';

function cursor(text: string): Cursor {
  return new Cursor(Buffer.from(text, 'latin1'), 0);
}

const digits = 'a0f'.repeat(700);

it.each([
  ['', true],
  ['00', true],
  ['aF09', true],
  ['aF0', false],
  ['a F0 9', false],
  [digits.slice(0, 254), true],
  [digits.slice(0, 255), false],
  [digits.slice(0, 256), true],
  [digits.slice(0, 258), true],
  [digits, true],
  [`${digits}${'0'.repeat(1024)}`, true],
  [`${digits}${'0'.repeat(5000)}`, true],
  ['0'.repeat(8192), true],
  [`${digits}${'0'.repeat(3001)}`, false],
  [`a0 f0${'0'.repeat(3000)}`, false],
  [`${digits}${'0'.repeat(1500)} ${'0'.repeat(1500)}`, false],
])('reads the hexadecimal string %#, whose tail may be a room of zeros', (text, plain) => {
  const at = cursor(`<${text}>rest`);
  const read = takeHexString(at);
  const wanted = text.replace(/ /g, '').toLowerCase();
  expect(Buffer.from(read.bytes).toString('hex')).toBe(wanted.length % 2 === 0 ? wanted : `${wanted}0`);
  expect([read.plainHex, at.position, read.end]).toEqual([plain, text.length + 2, text.length + 2]);
});

it.each([`zz${'0'.repeat(3000)}`, `00z${'0'.repeat(2999)}`, `${'0'.repeat(3000)}zz`])(
  'refuses the hexadecimal string %# with other characters',
  (text) => {
    expect(() => takeHexString(cursor(`<${text}>`))).toThrow('other characters');
  },
);

it.each(['0g', 'g0', '\xff0', '0<', '0(', '00/'])(
  'refuses the short hexadecimal string <%s> as well',
  (text) => {
    expect(() => takeHexString(cursor(`<${text}>`))).toThrow('other characters');
  },
);

it.each(['', '0', '00', 'ab'.repeat(127), 'ab'.repeat(128), 'ab'.repeat(1000)])(
  'refuses a hexadecimal string that is never closed, %#',
  (text) => {
    expect(() => takeHexString(cursor(`<${text}`))).toThrow('never closed');
  },
);

it('makes NFC of names in UTF-16, whichever way their letters are written', () => {
  const name = (text: string) => textOf(takeHexString(cursor(`<FEFF${hexOf(text)}>`)));
  const names = [
    'Chu ky 1',
    'Ngu\u1ec5n',
    'Nguy\u00ea\u0303n',
    'Nguye\u0302\u0303n',
    'A\u0300',
    '\u0340',
    '\u02ff',
  ];
  for (const text of names) expect(name(text)).toBe(text.normalize('NFC'));
});

function hexOf(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}

it.each([
  ['(plain)', 'plain'],
  ['()', ''],
  ['(a(b)c)', 'a(b)c'],
  ['(a\\)b)', 'a)b'],
  ['(a\r\nb)', 'a\nb'],
  ['(plain up to here \\101)', 'plain up to here A'],
])('reads %j', (text, wanted) => {
  const at = cursor(`${text}rest`);
  expect([Buffer.from(takeLiteralString(at).bytes).toString('latin1'), at.position]).toEqual([
    wanted,
    text.length,
  ]);
});

it('tells names apart that share a place in the table', () => {
  const all = Array.from({ length: 20_000 }, (_, number) => `W${number.toString(36)}`);
  for (const word of [...all, ...all]) expect(takeName(cursor(`/${word} `)).value).toBe(word);
});

it.each(['/A#42', '/A#4', '/#', '/A#00', '/#00A', `/${'x'.repeat(4_097)}`])(
  'reads %j as before, also when it comes again',
  (text) => {
    const read = () => {
      try {
        return takeName(cursor(`${text} `)).value;
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    expect([read(), read()]).toEqual(text === '/A#42' ? ['AB', 'AB'] : ['PDF_SYNTAX', 'PDF_SYNTAX']);
  },
);

it.each([
  '0',
  '-0',
  '+17.',
  '.5',
  '-.002',
  '595.303937007874',
  '99999.9999999999',
  '0.1',
  '841.889763779528',
  '4.35',
])('reads the number %s as every other program does', (text) => {
  expect(takeDecimal(cursor(`${text}]`))).toBe(Number(text));
});

it.each(['', '.', '-', '1.2.3', '--1', '1e5', '12x', '1234567890.123456', '+-1'])(
  'leaves %j, which is no short number',
  (text) => {
    const at = cursor(`${text} `);
    expect([takeDecimal(at), at.position]).toEqual([undefined, 0]);
  },
);

it.each([
  ['12 0 R', { kind: 'reference', number: 12, generation: 0 }],
  ['12 %why\n 0\t%not\nR/', { kind: 'reference', number: 12, generation: 0 }],
  ['12 %why\n 0 S', 12],
  ['12 0R', 12],
  ['12 0 Rx', 12],
  ['12 0', 12],
  ['12 R', 12],
  ['12', 12],
])('reads %j at the first number', (text, object) => {
  expect(parseObject(cursor(text), 8)).toEqual(object);
});
