/** Frames that are no calls: each gets the answer that says what is wrong with it. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { stoppableEngines } from '../../e2e/stopped-engines.ts';
import { headerSize } from '../../wire/frame.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();
const { stop: stopEngines, goOn } = stoppableEngines();

function framed(body: string): Buffer {
  const bytes = Buffer.from(body, 'hex');
  const header = Buffer.alloc(headerSize);
  header.writeUInt32BE(7, 0);
  header.writeUInt32BE(bytes.length, 8);
  return Buffer.concat([header, bytes]);
}

describe('a template with a vendor attribute', () => {
  const sizes = (stated: number, value: string) => {
    const length = stated.toString(16).padStart(8, '0');
    return `0000001400000003756141${'0'.repeat(15)}100000001f479e7df01${length}${value}`;
  };

  it.each([
    ['bytes: SoftHSM misses other ones', sizes(2, '00000002abcd'), 'CKR_TEMPLATE_INCOMPLETE'],
    ['a number: p11-kit of Debian 12 would end', sizes(8, '0000000000000007'), 'CKR_ATTRIBUTE_TYPE_INVALID'],
    ['a boolean: the same', sizes(1, '01'), 'CKR_ATTRIBUTE_TYPE_INVALID'],
    ['no shape at all: the same', sizes(9, '6a4eb2bc198f4a4925253ed7'), 'CKR_ARGUMENTS_BAD'],
  ])('%s', async (_, body, result) => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    expect(await app.frame(7, framed(body))).toBe(result);
    expect((await app.call('C_GenerateRandom', valueWriter().ulong(session).room(8).end())).result).toBe(
      'CKR_OK',
    );
    expect(await Array.fromAsync(running.emulator.journal.entries({ event: 'engine-died' }))).toEqual([]);
  });
});

describe('an engine that takes no more', () => {
  it('is waited for: what the application sends meanwhile stays with the application', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    const sha256 = Buffer.from('00000250ffffffff', 'hex');
    const here = valueWriter().ulong(session).end();
    expect((await app.call('C_DigestInit', Buffer.concat([here, sha256]))).result).toBe('CKR_OK');
    stopEngines();
    // Together less than what one connection may have under way.
    const piece = valueWriter()
      .ulong(session)
      .bytes(Buffer.alloc(512 * 1024))
      .end();
    const asked = Array.from({ length: 8 }, () => app.call('C_DigestUpdate', piece));
    await new Promise((done) => setTimeout(done, 300));
    expect(app.socket.writableLength).toBeGreaterThan(2 * 1024 * 1024);
    goOn();
    for (const { result } of await Promise.all(asked)) expect(result).toBe('CKR_OK');
    expect(app.socket.writableLength).toBe(0);
  });
});

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
