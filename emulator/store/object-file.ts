/** Whether one of SoftHSM's object files is whole: a number, then attributes to the very end, each as its kind wants. */

/** The numbers that SoftHSM 2 gives to kinds of values in its files; all numbers there have 8 bytes, big-endian. */
const kinds = { truth: 1, number: 2, bytes: 3, attributes: 4, mechanisms: 5 } as const;

const numberBytes = 8;

/** What is wrong with it, or undefined. Bytes changed within a value cannot be seen here. */
export function objectFlaw(content: Uint8Array): string | undefined {
  const file = Buffer.from(content.buffer, content.byteOffset, content.length);
  if (file.length === 0) return 'it is empty';
  if (file.length < numberBytes) return 'it is cut off';
  let at = numberBytes;
  while (at < file.length) {
    const end = attributeEnd(file, at, file.length, true);
    if (typeof end === 'string') return `${end} at byte ${at}`;
    at = end;
  }
  return undefined;
}

/** Where the attribute ends that begins `at`, or what is wrong with it. */
function attributeEnd(file: Buffer, at: number, limit: number, mayHold: boolean): number | string {
  const kind = numberAt(file, at + numberBytes, limit);
  if (kind === undefined) return 'it is cut off';
  const value = at + 2 * numberBytes;
  if (kind === kinds.truth) {
    if (value >= limit) return 'it is cut off';
    return file[value] === 0 || file[value] === 0xff ? value + 1 : 'a truth value is none';
  }
  const first = numberAt(file, value, limit);
  if (first === undefined) return kind in known ? 'it is cut off' : 'an attribute of unknown kind stands';
  const behind = value + numberBytes;
  if (kind === kinds.number) return behind;
  if (kind === kinds.bytes) return within(behind + first, limit);
  if (kind === kinds.mechanisms) return within(behind + first * numberBytes, limit);
  if (kind !== kinds.attributes || !mayHold) return 'an attribute of unknown kind stands';
  const end = within(behind + first, limit);
  for (let inner = behind; typeof end === 'number' && inner < end; ) {
    const next = attributeEnd(file, inner, end, false);
    if (typeof next === 'string') return next;
    inner = next;
  }
  return end;
}

const known: Readonly<Record<number, true>> = { 1: true, 2: true, 3: true, 4: true, 5: true };

function within(end: number, limit: number): number | string {
  return end <= limit ? end : 'it is cut off, or a length is wrong,';
}

function numberAt(file: Buffer, at: number, limit: number): number | undefined {
  return at + numberBytes <= limit ? Number(file.readBigUInt64BE(at)) : undefined;
}
