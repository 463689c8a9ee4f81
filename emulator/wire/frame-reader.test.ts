/** Frames survive any way of being cut into chunks; what is no frame is named. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameReader } from './frame-reader.ts';

const limits = { frame: 4096, options: 64 };

function frame(code: number, options: Buffer, body: Buffer): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt32BE(code, 0);
  header.writeUInt32BE(options.length, 4);
  header.writeUInt32BE(body.length, 8);
  return Buffer.concat([header, options, body]);
}

function collected() {
  const seen: (string | Buffer)[] = [];
  const reader = frameReader(limits, {
    frame: (whole) => seen.push(Buffer.from(whole)),
    oversized: (code, size) => seen.push(`oversized ${code} ${size}`),
    lost: (reason) => seen.push(`lost: ${reason}`),
  });
  return { seen, reader };
}

const frames = fc.array(
  fc
    .tuple(
      fc.integer({ min: 1, max: 0xffffffff }),
      fc.uint8Array({ maxLength: 60 }),
      fc.uint8Array({ maxLength: 6000 }),
    )
    .map(([code, options, body]) => ({ code, bytes: frame(code, Buffer.from(options), Buffer.from(body)) })),
  { maxLength: 12 },
);

describe('the frame reader', () => {
  it('finds the same frames however the stream is cut, and skips those above the limit', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1 }), (list, cuts) => {
        const { seen, reader } = collected();
        const stream = Buffer.concat(list.map(({ bytes }) => bytes));
        for (let at = 0, n = 0; at < stream.length; n++) {
          const size = cuts[n % cuts.length] ?? 1;
          reader.push(stream.subarray(at, at + size));
          at += size;
        }
        const expected = list.map(({ code, bytes }) =>
          bytes.length - 12 > limits.frame ? `oversized ${code} ${bytes.length - 12}` : bytes,
        );
        expect(seen).toEqual(expected);
      }),
    );
  });

  it('finds them when every byte comes alone', () => {
    const { seen, reader } = collected();
    const one = frame(17, Buffer.from('client'), Buffer.alloc(1000, 7));
    for (const byte of Buffer.concat([one, one])) reader.push(Buffer.of(byte));
    expect(seen).toEqual([one, one]);
  });

  it('delivers a frame with nothing in it', () => {
    const empty = frame(5, Buffer.alloc(0), Buffer.alloc(0));
    const { seen, reader } = collected();
    reader.push(empty);
    reader.push(empty.subarray(0, 5));
    reader.push(empty.subarray(5));
    expect(seen).toEqual([empty, empty]);
  });

  it.each([
    ['call code 0', frame(0, Buffer.alloc(0), Buffer.alloc(8))],
    ['options of 65 bytes', frame(1, Buffer.alloc(65), Buffer.alloc(8))],
  ])('gives up at %s and delivers nothing more', (reason, bytes) => {
    const { seen, reader } = collected();
    reader.push(bytes);
    reader.push(frame(1, Buffer.alloc(0), Buffer.alloc(8)));
    expect(seen).toEqual([`lost: ${reason}`]);
  });

  it('throws away a frame that has begun when it is told so, and goes on behind it', () => {
    const [first, second] = [
      frame(17, Buffer.alloc(6), Buffer.alloc(40)),
      frame(18, Buffer.alloc(0), Buffer.alloc(8)),
    ];
    for (let cut = 1; cut < first.length; cut++) {
      const { seen, reader } = collected();
      for (const byte of first.subarray(0, cut)) reader.push(Buffer.of(byte));
      // A header that is not whole says nothing that could be refused.
      expect(reader.abandon()).toBe(cut < 12 ? undefined : 17);
      reader.push(Buffer.concat([first.subarray(cut), second]));
      expect(seen).toEqual(cut < 12 ? [first, second] : [second]);
    }
  });

  it('says how much a frame will have when its beginning has come', () => {
    const begun: number[] = [];
    const sink = {
      frame: () => undefined,
      begins: (size: number) => begun.push(size),
      oversized: () => undefined,
      lost: () => undefined,
    };
    const reader = frameReader(limits, sink);
    const one = frame(17, Buffer.alloc(6), Buffer.alloc(40));
    reader.push(one);
    reader.push(one.subarray(0, 20));
    reader.push(one.subarray(20));
    reader.push(one.subarray(0, 5));
    reader.push(one.subarray(5, 12));
    expect(begun).toEqual([one.length, one.length]);
  });

  it('shows once the head of one that is thrown away, wherever it is cut', () => {
    const large = frame(
      17,
      Buffer.alloc(6, 1),
      Buffer.from(Array.from({ length: 5000 }, (_, at) => at % 251)),
    );
    const small = frame(18, Buffer.alloc(6, 1), Buffer.alloc(20, 3));
    const shown = (bytes: Buffer, cuts: readonly number[], abandonAt?: number): readonly Buffer[] => {
      const heads: Buffer[] = [];
      const reader = frameReader(limits, {
        frame: () => undefined,
        oversized: () => undefined,
        lost: () => undefined,
        thrownAway: (head) => heads.push(head),
      });
      let at = 0;
      for (const cut of [...cuts, bytes.length]) {
        reader.push(Buffer.from(bytes.subarray(at, cut)));
        if (cut === abandonAt) reader.abandon();
        at = cut;
      }
      return heads;
    };
    const head = large.subarray(0, 12 + 6 + 48);
    for (let cut = 1; cut < 100; cut++) {
      expect(shown(large, [cut])).toEqual([head]);
      expect(shown(Buffer.concat([large, large]), [cut, large.length + cut])).toEqual([head, head]);
    }
    for (let cut = 12; cut < small.length; cut++) expect(shown(small, [cut], cut)).toEqual([small]);
    expect(shown(large.subarray(0, 60), [30])).toEqual([]);
  });

  it('announces four gigabytes at once, before they come', () => {
    const { seen, reader } = collected();
    const header = Buffer.alloc(12);
    header.writeUInt32BE(9, 0);
    header.writeUInt32BE(0xffffffff, 8);
    reader.push(header);
    expect(seen).toEqual([`oversized 9 ${0xffffffff}`]);
  });
});
