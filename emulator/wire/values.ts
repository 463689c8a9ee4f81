/** Reads and writes the single values of a body: numbers, byte arrays, texts, arrays of numbers. */

/** Text in a field of fixed width, as PKCS#11 has it: UTF-8, padded with blanks, cut between letters. */
export function padded(text: string, width: number): Buffer {
  const field = Buffer.alloc(width, ' ');
  let used = 0;
  for (const letter of text.normalize('NFC')) {
    const bytes = Buffer.byteLength(letter);
    if (used + bytes > width) break;
    used += field.write(letter, used);
  }
  return field;
}

export interface ValueWriter {
  byte(value: number): ValueWriter;
  /** CK_ULONG; -1 means "unavailable" (all bits set). */
  ulong(value: number): ValueWriter;
  version(major: number, minor: number): ValueWriter;
  /** Blank-padded text of a fixed width. */
  text(value: string, width: number): ValueWriter;
  /** C string. */
  string(value: Uint8Array): ValueWriter;
  /** Byte array; undefined is the NULL pointer. */
  bytes(value: Uint8Array | undefined): ValueWriter;
  /**
   * Answer to a query of `room` numbers: only the count when they do not fit. No numbers always fit: told only their
   * count, p11-kit's client makes CKR_BUFFER_TOO_SMALL of an empty list.
   */
  ulongs(values: readonly number[], room: number): ValueWriter;
  /** Room for output. */
  room(count: number): ValueWriter;
  end(): Buffer;
}

export function valueWriter(): ValueWriter {
  const parts: Buffer[] = [];
  const uint32 = (value: number): Buffer => {
    const part = Buffer.alloc(4);
    part.writeUInt32BE(value);
    return part;
  };
  const uint64 = (value: number): Buffer => {
    const part = Buffer.alloc(8);
    if (value === -1) part.fill(0xff);
    else part.writeBigUInt64BE(BigInt(value));
    return part;
  };
  const writer: ValueWriter = {
    byte: (value) => add(Buffer.of(value)),
    ulong: (value) => add(uint64(value)),
    version: (major, minor) => add(Buffer.of(major, minor)),
    text: (value, width) => add(uint32(width), padded(value, width)),
    string: (value) => add(uint32(value.length), Buffer.from(value)),
    bytes: (value) =>
      value === undefined
        ? add(Buffer.of(0), uint32(0))
        : add(Buffer.of(1), uint32(value.length), Buffer.from(value)),
    ulongs: (values, room) =>
      values.length <= room
        ? add(Buffer.of(1), uint32(values.length), ...values.map(uint64))
        : add(Buffer.of(0), uint32(values.length)),
    room: (count) => add(uint32(count)),
    end: () => Buffer.concat(parts),
  };
  function add(...more: Buffer[]): ValueWriter {
    parts.push(...more);
    return writer;
  }
  return writer;
}

export interface ValueReader {
  byte(): number;
  /** CK_ULONG. Values above 2^53 come back as `Number.MAX_SAFE_INTEGER`: no handle or flag is that large. */
  ulong(): number;
  bytes(): Buffer | undefined;
  ulongs(): readonly number[];
  room(): number;
  /** The 4-byte length and the bytes of a `z` or `s` value. */
  string(): Buffer;
}

/** Reads values in order. The structure must have been checked before (`structure.ts`): it throws RangeError. */
export function valueReader(frame: Buffer, start: number): ValueReader {
  let at = start;
  const uint32 = (): number => {
    at += 4;
    return frame.readUInt32BE(at - 4);
  };
  const slice = (length: number): Buffer => {
    if (at + length > frame.length) throw new RangeError('value beyond the end of the frame');
    at += length;
    return frame.subarray(at - length, at);
  };
  const ulong = (): number => {
    const high = uint32();
    const low = uint32();
    return high > 0x1fffff ? Number.MAX_SAFE_INTEGER : high * 0x1_0000_0000 + low;
  };
  return Object.freeze({
    byte: () => frame.readUInt8(at++),
    ulong,
    bytes: () => {
      const present = frame.readUInt8(at++) !== 0;
      const length = uint32();
      return present ? slice(length) : undefined;
    },
    ulongs: () => {
      const present = frame.readUInt8(at++) !== 0;
      const count = uint32();
      return present ? Array.from({ length: count }, ulong) : [];
    },
    room: uint32,
    string: () => slice(uint32()),
  });
}
