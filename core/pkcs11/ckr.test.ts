/** Return codes become errors in one place: both forms of the binding, known, unknown and foreign ones. */
import { describe, expect, it } from 'vitest';
import { CongvuError } from '../../foundation/error.ts';
import { call, ckrOf, outcome } from './ckr.ts';

function thrownBy(error: unknown): unknown {
  try {
    call('C_Sign', () => {
      throw error;
    });
  } catch (translated) {
    return translated;
  }
  return undefined;
}

const wrapped = (name: string, code: number) => Object.assign(new Error(name), { code });

describe('a native error', () => {
  it.each([
    [wrapped('CKR_DEVICE_REMOVED', 50), 'PKCS11_DEVICE_REMOVED', 'CKR_DEVICE_REMOVED', 50],
    [new Error('CKR_TOKEN_NOT_PRESENT:224'), 'PKCS11_TOKEN_NOT_PRESENT', 'CKR_TOKEN_NOT_PRESENT', 224],
    [wrapped('CKR_PIN_LOCKED', 164), 'PKCS11_PIN_LOCKED', 'CKR_PIN_LOCKED', 164],
    [new Error('CKR_VENDOR_DEFINED:2147483649'), 'PKCS11_CALL_FAILED', 'CKR_VENDOR_DEFINED', 0x80000001],
    [wrapped('CKR_GENERAL_ERROR', 5), 'PKCS11_CALL_FAILED', 'CKR_GENERAL_ERROR', 5],
  ])('%s becomes %s', (native, code, name, number) => {
    const error = thrownBy(native);
    expect(error).toBeInstanceOf(CongvuError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(name) });
    expect(ckrOf(error)).toEqual({ name, code: number, call: 'C_Sign' });
  });

  it('without a return code is still ours, and has no raw code', () => {
    const error = thrownBy(new TypeError('Argument 1 has wrong type'));
    expect(error).toMatchObject({ code: 'PKCS11_CALL_FAILED' });
    expect(ckrOf(error)).toBeUndefined();
  });
});

it('outcome passes on what no module said', () => {
  const ours = new Error('something else');
  expect(() =>
    outcome(() => {
      throw ours;
    }),
  ).toThrow(ours);
  expect(outcome(() => 7)).toEqual({ ckr: { name: 'CKR_OK', code: 0, call: '' }, value: 7 });
});
