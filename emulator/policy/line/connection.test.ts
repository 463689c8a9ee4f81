/** Frames that are no calls: each gets the answer that says what is wrong with it. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { headerSize } from '../../wire/frame.ts';

const running = freshEmulator();

function framed(body: string): Buffer {
  const bytes = Buffer.from(body, 'hex');
  const header = Buffer.alloc(headerSize);
  header.writeUInt32BE(7, 0);
  header.writeUInt32BE(bytes.length, 8);
  return Buffer.concat([header, bytes]);
}

describe('a frame', () => {
  it.each([
    ['without a body', '', 'CKR_ARGUMENTS_BAD', 'a body without the number of a call'],
    ['of two bytes', '0000', 'CKR_ARGUMENTS_BAD', 'a body without the number of a call'],
    ['of three bytes', '000000', 'CKR_ARGUMENTS_BAD', 'a body without the number of a call'],
    ['of an unknown call', '00000063', 'CKR_FUNCTION_NOT_SUPPORTED', 'unknown call'],
    ['of call 0', '00000000', 'CKR_FUNCTION_NOT_SUPPORTED', 'unknown call'],
    ['of a call without its signature', '00000003', 'CKR_ARGUMENTS_BAD', 'body shorter than its signature'],
    ['of a call with another signature', '000000020000000175', 'CKR_ARGUMENTS_BAD', 'wrong signature'],
  ])('%s', async (_, body, result, detail) => {
    const app = await running.application();
    expect(await app.frame(7, framed(body))).toBe(result);
    const told = await Array.fromAsync(running.emulator.journal.entries({ result }));
    expect(told).toMatchObject([{ connection: 1, detail }]);
    expect((await app.call('C_GetInfo')).result).toBe('CKR_OK');
  });
});
