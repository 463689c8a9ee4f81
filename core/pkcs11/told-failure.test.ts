/** Errors that cross from one thread to another say the same on the other side. */
import { describe, expect, it } from 'vitest';
import { CongvuError } from '../../foundation/error.ts';
import { call, ckrOf } from './ckr.ts';
import { failureFrom, toldFailure } from './told-failure.ts';

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const crossed = (error: unknown) => failureFrom(structuredClone(toldFailure(error)));

describe('a failure told to another thread', () => {
  it('keeps code, exit, text, hint and the return code of the token', () => {
    const error = thrownBy(() =>
      call('C_Login', () => {
        throw new Error('CKR_PIN_LOCKED:164');
      }),
    ) as CongvuError;
    const there = crossed(error) as CongvuError;
    expect(there).toBeInstanceOf(CongvuError);
    const { code, exit, message, hint, vietnamese } = error;
    expect(there).toMatchObject({ code, exit, message, hint, vietnamese });
    expect(there.vietnamese?.message).toContain('đã bị khóa (C_Login: CKR_PIN_LOCKED)');
    expect(code).toBe('PKCS11_PIN_LOCKED');
    expect(ckrOf(there)).toEqual({ name: 'CKR_PIN_LOCKED', code: 164, call: 'C_Login' });
  });

  it('without a return code has none there either', () => {
    const there = crossed(new CongvuError('SIGN_X', 2, 'a', 'b', new Error('hidden')));
    expect(there).toMatchObject({ code: 'SIGN_X', exit: 2 });
    expect([ckrOf(there), (there as Error).cause]).toEqual([undefined, undefined]);
  });

  it('of another kind stays an error of that kind', () => {
    expect(crossed(new RangeError('too far'))).toMatchObject({ name: 'RangeError', message: 'too far' });
  });
});
