/** Values that would say more than they are. */
import { describe, expect, it } from 'vitest';
import { quoted } from './quoted.ts';

describe('a quoted value', () => {
  it.each([
    ['128', '"128"'],
    ['1", total: "2', '"1\\", total: \\"2"'],
    ['1\\", total: "2', '"1\\\\\\", total: \\"2"'],
    ['one\r\ntwo\rthree\nfour', '"one\\ntwo\\nthree\\nfour"'],
    ['a\u2028b\u2029c\u001bd\u202ee', '"a�b�c�d�e"'],
  ])('%j', (value, told) => {
    expect(quoted(value)).toBe(told);
  });

  it('is cut in the middle, and says by how much', () => {
    expect(quoted('a'.repeat(120))).toBe(`"${'a'.repeat(120)}"`);
    expect(quoted(`${'a'.repeat(200)}PAY 900.000`)).toBe(
      `"${'a'.repeat(80)}…${'a'.repeat(29)}PAY 900.000" (+91)`,
    );
    expect(quoted('𝟗'.repeat(121))).toBe(`"${'𝟗'.repeat(80)}…${'𝟗'.repeat(40)}" (+1)`);
  });
});
