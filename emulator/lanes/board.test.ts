/** The board that server and lane share, and the two calls that a lane knows. */
import { mkdtempSync, readdirSync, readlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callNamed } from '../wire/calls.ts';
import { requestFrame } from '../wire/frame.ts';
import { valueWriter } from '../wire/values.ts';
import { capacity, type LaneRecord, laneBoard, serverBoard } from './board.ts';
import { expressFrameSize, recogniser } from './express-calls.ts';

function record(inputLength: number): LaneRecord {
  const digest = inputLength % 2 === 0 ? 'SHA-256' : undefined;
  return { call: 'C_Sign', milliseconds: 0.5, at: 1_700_000_000_000, ended: 12_345.678, inputLength, digest };
}

describe('the board', () => {
  const board = serverBoard(mkdtempSync(join(tmpdir(), 'congvu-')));
  const lane = laneBoard(board.fd);
  const drained = (): LaneRecord[] => {
    const records: LaneRecord[] = [];
    board.drain((one) => records.push(one));
    return records;
  };

  it('has no name, in memory or in the folder', () => {
    const [folder, memory] = [mkdtempSync(join(tmpdir(), 'congvu-')), mkdtempSync(join(tmpdir(), 'congvu-'))];
    const one = serverBoard(folder, memory);
    expect(readlinkSync(`/proc/self/fd/${one.fd}`)).toMatch(new RegExp(`^${memory}/.*deleted`));
    one.close();
    expect([readdirSync(folder), readdirSync(memory)]).toEqual([[], []]);
  });

  it('is in the folder where there is no memory for it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
    for (const memory of ['/nowhere', '/dev/full', '/proc']) {
      const one = serverBoard(folder, memory);
      expect(readlinkSync(`/proc/self/fd/${one.fd}`)).toMatch(new RegExp(`^${folder}/.*deleted`));
      one.close();
    }
    expect(readdirSync(folder)).toEqual([]);
    expect(() => serverBoard('/nowhere', '/nowhere')).toThrow('ENOENT');
  });

  it('gives records with and without a digest, of any length, as they were', () => {
    const digests = ['SHA-256', 'SHA-256', undefined, undefined, 'SHA-512', 'SHA3-256', 'SHA-1', undefined];
    const records = digests.map((digest, at) => ({ ...record(at), digest }));
    for (const one of records) lane.note(one);
    expect(drained()).toEqual(records);
  });

  it('tells the lane to leave as soon as that is said, and no longer when it begins anew', () => {
    expect(lane.look()).toEqual({ leave: false, spin: false, full: false });
    board.spin(true);
    board.leave();
    expect(lane.look()).toEqual({ leave: true, spin: true, full: false });
    board.clear();
    expect(lane.look()).toEqual({ leave: false, spin: false, full: false });
  });

  it('gives each record once, in order, round after round', () => {
    for (let round = 0; round < 5; round++) {
      const records = Array.from({ length: capacity - 1 }, (_, at) => record(at));
      for (const one of records) lane.note(one);
      expect(drained()).toEqual(records);
      expect(drained()).toEqual([]);
    }
  });

  it('is full before anything is lost', () => {
    for (let count = 0; count < capacity; count++) {
      expect(lane.look().full).toBe(false);
      lane.note(record(count));
    }
    expect(lane.look().full).toBe(true);
    expect(drained()).toHaveLength(capacity);
    expect(lane.look().full).toBe(false);
  });

  it('gives no record that is only half there', () => {
    const other = serverBoard(mkdtempSync(join(tmpdir(), 'congvu-')));
    laneBoard(other.fd).note(record(7));
    writeSync(other.fd, Buffer.of(9), 0, 1, 64 + 2);
    expect(other.drain(() => undefined)).toBe(0);
    writeSync(other.fd, Buffer.of(7), 0, 1, 64 + 2);
    expect(other.drain(() => undefined)).toBe(1);
  });
});

describe('a lane', () => {
  const session = valueWriter().ulong(5).end();
  const asked = Buffer.from('00000040ffffffff0000000000000007', 'hex');
  const hex = { session: session.toString('hex'), asked: asked.toString('hex') };
  const recognise = recogniser({ ...hex, mechanism: 0x40, size: 256 });
  const signInit = requestFrame(9, callNamed('C_SignInit'), Buffer.concat([session, asked]));
  const sign = (data: Uint8Array | undefined, room: number, of = 5): Buffer =>
    requestFrame(9, callNamed('C_Sign'), valueWriter().ulong(of).bytes(data).room(room).end());
  const digest = Buffer.alloc(32, 1);

  it('knows exactly its own two calls, and the question for the length', () => {
    expect(recognise(signInit)).toEqual({ call: 'C_SignInit' });
    expect(recognise(sign(digest, 256))).toEqual({ call: 'C_Sign', input: digest, asks: 'signature' });
    expect(recognise(sign(digest, 0))).toEqual({ call: 'C_Sign', input: digest, asks: 'length' });
  });

  it('knows none with one byte changed', () => {
    for (const frame of [signInit, sign(digest, 256), sign(digest, 0)]) {
      // The call code may be any; of the input every byte may.
      const input = frame === signInit ? frame.length : frame.length - 4 - digest.length;
      for (let at = 12; at < input; at++) {
        const changed = Buffer.from(frame);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(recognise(changed)).toBeUndefined();
      }
    }
  });

  it.each([
    ['no input', sign(undefined, 256)],
    ['an empty one', sign(Buffer.alloc(0), 256)],
    ['a long one', sign(Buffer.alloc(1025), 256)],
    ['too little room', sign(digest, 255)],
    ['a question for the length of nothing', sign(undefined, 0)],
    ['the buffer that is empty', sign(digest, 0xffffffff)],
    ['another session', sign(digest, 256, 6)],
    ['a byte too many', Buffer.concat([sign(digest, 256), Buffer.of(0)])],
  ])('does not know %s', (_, frame) => {
    expect(recognise(frame)).toBeUndefined();
  });

  it('waits for no frame that is large or misshapen', () => {
    const header = (code: number, options: number, body: number): Buffer => {
      const bytes = Buffer.alloc(12);
      bytes.writeUInt32BE(code, 0);
      bytes.writeUInt32BE(options, 4);
      bytes.writeUInt32BE(body, 8);
      return bytes;
    };
    expect(expressFrameSize(header(1, 6, 100), 0)).toBe(118);
    for (const one of [header(0, 6, 100), header(1, 5000, 100), header(1, 6, 5000), header(1, 6, 0xffffffff)])
      expect(expressFrameSize(one, 0)).toBe(0);
  });
});
