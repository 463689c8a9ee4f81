import { describe, expect, it } from 'vitest';
import { regimeOf } from '../regimes/index.ts';
import { fontFor } from './font.ts';

const { font, sizePt } = regimeOf('hai-phong-2025').text;

describe('the font', () => {
  it('has the widths of Times New Roman', async () => {
    const { width } = await fontFor(font, ['Times 0 W']);
    // Thousandths of the size, from the metrics that PDF readers have for Times-Roman.
    expect(width('0', 1000)).toBeCloseTo(500, 0);
    expect(width('W', 1000)).toBeCloseTo(944, 0);
    expect(width('T', 1000)).toBeCloseTo(611, 0);
    expect(width('00', sizePt)).toBeCloseTo(10, 2);
  });

  it('writes one glyph a letter, and no letter as none', async () => {
    const letters = 'Ặẵỡđ';
    const { encode } = await fontFor(font, [letters]);
    const glyphs = encode(letters).slice(1, -1).match(/.{4}/g) ?? [];
    expect(new Set(glyphs).size).toBe(4);
    expect(glyphs).not.toContain('0000');
  });

  it('is refused when the file or a letter is missing', async () => {
    await expect(fontFor('none.ttf', ['a'])).rejects.toMatchObject({ code: 'SIGN_FONT_MISSING' });
    await expect(fontFor(font, ['字'])).rejects.toMatchObject({ code: 'SIGN_GLYPH_MISSING' });
  });
});
