/** What a rule still does behind the action that has decided what becomes of its call. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { digest, fault, faultsTold } from './test-scripts.ts';
import { freshSigner } from './test-signing.ts';

const running = freshEmulator();
const told = () => faultsTold(running);
const signer = () => freshSigner(running, 'ec');

describe('behind an action that ends the call', () => {
  it('return, then remove: the code is the one given, and the token is gone', async () => {
    const one = await signer();
    running.emulator.faults.apply(
      fault(
        { class: 'signatures', call: 1 },
        { action: 'return', code: 'CKR_DEVICE_MEMORY' },
        { action: 'remove' },
        { action: 'damage', damage: 'sign-error', moment: 'after' },
      ),
    );
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_MEMORY');
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_REMOVED');
    running.emulator.insert('T');
    expect(running.emulator.token('T').state).toBe('damaged');
    expect(await told()).toEqual([
      'test/it C_Sign return CKR_DEVICE_MEMORY',
      'test/it C_Sign remove',
      'test/it C_Sign damage',
    ]);
  });

  it('return after the work keeps its code, whether the removal stands before it or behind it', async () => {
    for (const order of [0, 1]) {
      const one = await signer();
      const back = { action: 'return', code: 'CKR_FUNCTION_FAILED', moment: 'after' } as const;
      const out = { action: 'remove', moment: 'after' } as const;
      running.emulator.faults.apply(
        fault({ class: 'signatures', call: 1 }, ...(order === 0 ? [back, out] : [out, back])),
      );
      expect((await one.sign(digest)).result).toBe('CKR_FUNCTION_FAILED');
      expect(running.emulator.token('T').state).toBe('removed');
      running.emulator.insert('T');
      if (order === 0) {
        one.app.close();
        running.emulator.remove('T');
        await running.emulator.deleteToken('T');
      }
    }
  });

  it('return, then hang or delay: the answer waits, and the operation is over by then', async () => {
    const one = await signer();
    running.emulator.faults.apply(
      fault(
        { function: 'C_Sign', call: 1 },
        { action: 'return', code: 'CKR_DEVICE_ERROR' },
        { action: 'delay', ms: 2 },
        { action: 'hang' },
      ),
    );
    const signing = one.sign(digest);
    while (running.emulator.faults.show().held.every(({ hanging }) => !hanging)) await one.random(8);
    running.emulator.faults.release();
    expect((await signing).result).toBe('CKR_DEVICE_ERROR');
    expect((await one.sign(digest)).result).toBe('CKR_OK');
    expect(await told()).toEqual([
      'test/it C_Sign return CKR_DEVICE_ERROR',
      'test/it C_Sign delay 2 ms',
      'test/it C_Sign hang',
    ]);
  });

  it.each(['before', 'after'] as const)('close-socket %s the work, then remove', async (moment) => {
    const one = await signer();
    running.emulator.faults.apply(
      fault(
        { class: 'signatures', call: 1 },
        { action: 'close-socket', moment },
        { action: 'remove', moment },
      ),
    );
    await expect(one.sign(digest)).rejects.toThrow();
    expect(running.emulator.token('T').state).toBe('removed');
    expect(await told()).toEqual(['test/it C_Sign close-socket', 'test/it C_Sign remove']);
  });

  it('another rule comes too late, and the journal says so', async () => {
    const one = await signer();
    const when = { class: 'signatures', call: 1 } as const;
    running.emulator.faults.apply({
      name: 'test',
      rules: [
        { name: 'first', when, do: [{ action: 'return', code: 'CKR_DEVICE_ERROR' }] },
        { name: 'second', when, do: [{ action: 'remove' }] },
      ],
    });
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_ERROR');
    expect(running.emulator.token('T').state).toBe('active');
    expect(await told()).toEqual([
      'test/first C_Sign return CKR_DEVICE_ERROR',
      'test/second C_Sign remove: too late, return of test/first',
    ]);
  });
});
