/** Tokens that have a quick way have to come out as on the slow one. */
import { expect, it } from 'vitest';
import { type Cursor, takeHexString, takeLiteralString, takeWord } from './lexer.ts';

function cursor(text: string): Cursor {
  return { bytes: Buffer.from(text, 'latin1'), position: 0 };
}

const digits = 'a0f'.repeat(700);

it.each([
  ['', true],
  ['00', true],
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
  const wanted = text.replace(/ /g, '');
  expect(Buffer.from(read.bytes).toString('hex')).toBe(wanted.length % 2 === 0 ? wanted : `${wanted}0`);
  expect([read.plainHex, at.position, read.end]).toEqual([plain, text.length + 2, text.length + 2]);
});

it.each([`zz${'0'.repeat(3000)}`, `00z${'0'.repeat(2999)}`, `${'0'.repeat(3000)}zz`])(
  'refuses the hexadecimal string %# with other characters',
  (text) => {
    expect(() => takeHexString(cursor(`<${text}>`))).toThrow('other characters');
  },
);

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

it('tells words apart that share a place in the table', () => {
  const all = Array.from({ length: 5000 }, (_, number) => `W${number.toString(36)}`);
  for (const word of [...all, ...all]) expect(takeWord(cursor(`${word} `))).toBe(word);
});
