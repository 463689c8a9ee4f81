/** A lane's answers, and what it keeps to itself, when the server wants it to leave in the middle of a call. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { callNamed } from '../wire/calls.ts';
import { express } from './express.ts';

let dir: string;
let answers: string;
let fd: number;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-'));
  answers = join(dir, 'answers');
  fd = openSync(answers, 'w');
});
afterEach(() => {
  closeSync(fd);
  rmSync(dir, { recursive: true });
});

const [session, asked] = ['0000000000000001', '00000006ffffffff0000000000000007'];
const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

function frame(call: 'C_SignInit' | 'C_Sign', more: Buffer): Buffer {
  const body = Buffer.concat([callNamed(call).requestPrefix, Buffer.from(session, 'hex'), more]);
  return Buffer.concat([number(7), number(0), number(body.length), body]);
}

const begin = frame('C_SignInit', Buffer.from(asked, 'hex'));
const sign = frame('C_Sign', Buffer.concat([Buffer.of(1), number(3), Buffer.from('abc'), number(256)]));

/** `during`: what happens while the signature is being made. */
function laneThat(during: () => void, leaves: () => boolean) {
  const noted: string[] = [];
  const lane = express({
    fd,
    board: {
      look: () => ({ leave: leaves(), spin: false, full: false }),
      note: ({ call }) => void noted.push(call),
    },
    signer: {
      open: () => undefined,
      begin: () => undefined,
      sign: () => {
        during();
        return Buffer.alloc(256, 1);
      },
      ahead: () => undefined,
      close: () => undefined,
    },
    calls: { session, asked, size: 256, mechanism: 1 },
    liveWithServer: () => undefined,
  });
  return { lane, noted };
}

it('answers both calls where nobody wants it to leave', () => {
  const { lane, noted } = laneThat(
    () => undefined,
    () => false,
  );
  expect(lane.feed(Buffer.concat([begin, sign]))).toBeUndefined();
  expect(noted).toEqual(['C_SignInit', 'C_Sign']);
  expect(readFileSync(answers).includes(Buffer.alloc(256, 1))).toBe(true);
});

it('keeps a signature to itself whose token left while it was made, and gives the call back', () => {
  let leave = false;
  const { lane, noted } = laneThat(
    () => {
      leave = true;
    },
    () => leave,
  );
  expect(lane.feed(Buffer.concat([begin, sign]))).toEqual({
    leftover: sign.toString('base64'),
    unsent: '',
    initialised: true,
    reason: 'asked',
  });
  expect(noted).toEqual(['C_SignInit']);
  expect(readFileSync(answers).includes(Buffer.alloc(16, 1))).toBe(false);
});
