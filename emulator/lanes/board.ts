/**
 * What the server and a lane's process both see at any moment: a small file without a name, read and written in the
 * page cache. The server's word "leave" is in force when its write returns, without waiting for anybody; a lane's
 * records outlive its process. (Node shares no memory between processes.)
 */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** A call that a lane has answered with CKR_OK. */
export interface LaneRecord {
  readonly call: 'C_SignInit' | 'C_Sign';
  /** From the frame to its answer. */
  readonly milliseconds: number;
  /** `Date.now()` when it was answered. */
  readonly at: number;
  /** When that was by the machine's monotonic clock (`process.hrtime`), in milliseconds. */
  readonly ended: number;
  readonly inputLength: number;
  readonly digest: string | undefined;
}

/** The first line is the server's, then the ring of records. */
const place = { leave: 0, spin: 1, drained: 4, ring: 64 } as const;
const recordSize = 64;
/** Of the fastest signatures seen, what comes in 0.15 seconds: the server takes it every 50 milliseconds. */
export const capacity = 16_384;
const digestRoom = 24;

export interface ServerBoard {
  readonly fd: number;
  /** Everything on it is over; a lane may begin. */
  clear(): void;
  /** From now on no call that has not begun is served there. */
  leave(): void;
  /** Whether to stay awake between calls. */
  spin(on: boolean): void;
  /** Takes the records that are new; gives their number. */
  drain(take: (record: LaneRecord) => void): number;
  close(): void;
}

/** Linux's own file system in memory: a record costs a third less there than on a disk's, which writes it out later. */
const memory = '/dev/shm';

/**
 * Makes the file in memory, or in that folder where there is none or no room in it, and takes its name away at once. Throws
 * the system's error.
 */
export function serverBoard(folder: string, inMemory: string = memory): ServerBoard {
  const fd = emptyFile(inMemory) ?? emptyFile(folder, true);
  let drained = 0;
  let spinning = false;
  let closed = false;
  const word = Buffer.alloc(4);
  const records = Buffer.alloc(64 * recordSize);
  const words = new Uint32Array(records.buffer, records.byteOffset, records.length / 4);

  const flag = (at: number, on: boolean): void => {
    if (!closed) writeSync(fd, Buffer.of(on ? 1 : 0), 0, 1, at);
  };

  function drain(take: (record: LaneRecord) => void): number {
    if (closed) return 0;
    const before = drained;
    for (let whole = true; whole; ) {
      const at = drained % capacity;
      const count = Math.min(capacity - at, records.length / recordSize);
      readSync(fd, records, 0, count * recordSize, place.ring + at * recordSize);
      for (let one = 0; one < count && whole; one++) {
        whole = isWhole(words, (one * recordSize) / 4, (drained + 1) >>> 0);
        if (!whole) break;
        drained = (drained + 1) >>> 0;
        take(recordAt(records, one * recordSize));
      }
    }
    if (drained === before) return 0;
    word.writeUInt32LE(drained, 0);
    writeSync(fd, word, 0, 4, place.drained);
    return (drained - before) >>> 0;
  }

  return Object.freeze({
    fd,
    clear: () => {
      spinning = false;
      flag(place.spin, false);
      flag(place.leave, false);
    },
    leave: () => flag(place.leave, true),
    spin: (on: boolean) => {
      if (on !== spinning) flag(place.spin, on);
      spinning = on;
    },
    drain,
    close: () => {
      if (!closed) closeSync(fd);
      closed = true;
    },
  });
}

let boards = 0;

function emptyFile(folder: string, must: true): number;
function emptyFile(folder: string): number | undefined;
function emptyFile(folder: string, must = false): number | undefined {
  const path = `${folder}/.lane-${process.pid}-${boards++}`;
  let fd: number | undefined;
  try {
    fd = openSync(path, 'wx+', 0o600);
    rmSync(path);
    const size = place.ring + capacity * recordSize;
    if (writeSync(fd, Buffer.alloc(size), 0, size, 0) < size) throw new Error('no room for it');
    return fd;
  } catch (error) {
    if (fd !== undefined) closeSync(fd);
    if (must) throw error;
    return undefined;
  }
}

export interface LaneBoard {
  /** To be asked before each call is served. */
  look(): { readonly leave: boolean; readonly spin: boolean; readonly full: boolean };
  /** To be told when a call has been answered. */
  note(record: LaneRecord): void;
}

/** The same file, inherited by the lane's process. */
export function laneBoard(fd: number): LaneBoard {
  const line = Buffer.alloc(8);
  const record = Buffer.alloc(recordSize);
  const words = new Uint32Array(record.buffer, record.byteOffset, recordSize / 4);
  /** Whose bytes are in it. */
  let noted: string | undefined;
  let written = 0;

  return Object.freeze({
    look: () => {
      readSync(fd, line, 0, 8, 0);
      return {
        leave: line[place.leave] !== 0,
        spin: line[place.spin] !== 0,
        full: (written - line.readUInt32LE(place.drained)) >>> 0 >= capacity,
      };
    },
    note: ({ call, milliseconds, at, ended, inputLength, digest = '' }: LaneRecord) => {
      if (digest !== noted) {
        record[1] = record.write(digest, 32, digestRoom, 'latin1');
        noted = digest;
      }
      record[0] = call === 'C_Sign' ? 1 : 0;
      record.writeUInt16LE(inputLength, 2);
      record.writeDoubleLE(milliseconds, 8);
      record.writeDoubleLE(at, 16);
      record.writeDoubleLE(ended, 24);
      const where = place.ring + (written % capacity) * recordSize;
      written = (written + 1) >>> 0;
      record.writeUInt32LE(written, 4);
      record.writeUInt32LE(sumOf(words, 0), 60);
      writeSync(fd, record, 0, recordSize, where);
    },
  });
}

/** The server may look while a record is being written: its number and its sum tell whether all of it is there. */
function isWhole(words: Uint32Array, at: number, number: number): boolean {
  return words[at + 1] === number && words[at + 15] === sumOf(words, at);
}

/** Of its first fifteen words, in the machine's order: both sides are on one machine. */
function sumOf(words: Uint32Array, start: number): number {
  let sum = 1;
  for (let at = start; at < start + 15; at++) sum = (Math.imul(sum, 31) + (words[at] ?? 0)) >>> 0;
  return sum;
}

function recordAt(records: Buffer, at: number): LaneRecord {
  const digestLength = records.readUInt8(at + 1);
  return {
    call: records[at] === 1 ? 'C_Sign' : 'C_SignInit',
    inputLength: records.readUInt16LE(at + 2),
    milliseconds: records.readDoubleLE(at + 8),
    at: records.readDoubleLE(at + 16),
    ended: records.readDoubleLE(at + 24),
    digest: digestLength === 0 ? undefined : records.toString('latin1', at + 32, at + 32 + digestLength),
  };
}
