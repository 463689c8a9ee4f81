/** Cross-reference streams as other programs write them. */
import { describe, expect, it } from 'vitest';
import { openForWriting } from './document.ts';
import { handMade, plainObjects } from './test-material.ts';

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('a file', () => {
  it.each([
    [8, true],
    [9, false],
  ])('has offsets of %i bytes in its cross-reference stream: %s', async (width, isRead) => {
    const objects = latin1(handMade(plainObjects)).split(/^xref$/m)[0] ?? '';
    const offsets = [1, 2, 3].map((number) => objects.indexOf(`${number} 0 obj`));
    const rows = [0, ...offsets, objects.length].map((offset, number) => {
      const row = Buffer.alloc(1 + width + 2);
      row.writeUInt8(number === 0 ? 0 : 1);
      row.writeUIntBE(offset, 1 + width - 6, 6);
      return row;
    });
    const data = Buffer.concat(rows);
    const entries = `/Type /XRef /W [1 ${width} 2] /Size 5 /Root 1 0 R /Length ${data.length}`;
    const pdf = Buffer.concat([
      Buffer.from(`${objects}4 0 obj\n<< ${entries} >>\nstream\n`, 'latin1'),
      data,
      Buffer.from(`\nendstream\nendobj\nstartxref\n${objects.length}\n%%EOF\n`),
    ]);
    expect((await openForWriting(pdf)).repaired).toBe(!isRead);
  });
});
