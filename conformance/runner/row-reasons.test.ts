import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkReasons } from '../checks/reasons.ts';
import { errorTable as adapterErrors } from '../sut/errors.ts';
import { errorTable as runErrors } from './errors.ts';
import { explained, runReasons } from './row-reasons.ts';

const conformance = join(import.meta.dirname, '..');

describe('reasons of rows', () => {
  it('hold every way in which the product behind its adapter can break', () => {
    const codes = Object.keys(adapterErrors).filter((code) => code.startsWith('SUT_'));
    expect(codes.filter((code) => runReasons[code] === undefined)).toEqual([]);
  });

  it('hold every CERTIFY_ and SUT_ code that the runner and the session put into a row', () => {
    const files = globSync(['runner/*.ts', 'certify/*.ts'], { cwd: conformance });
    const used = files
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => [
        ...readFileSync(join(conformance, file), 'utf8').matchAll(/reason: '((?:CERTIFY|SUT)_[A-Z_]+)'/g),
      ])
      .map(([, code = '']) => code);
    expect(new Set(used).size).toBeGreaterThan(4);
    expect(used.filter((code) => runReasons[code] === undefined)).toEqual([]);
  });

  it('hold no code that nothing knows', () => {
    const noErrors = ['CERTIFY_ATTESTATION_WANTED', 'SUT_CAPABILITY_MISSING'];
    const known = [...Object.keys(adapterErrors), ...Object.keys(runErrors), ...noErrors];
    expect(Object.keys(runReasons).filter((code) => !known.includes(code))).toEqual([]);
  });

  it('fall back on whose fault an error is, and on nothing for the codes of somebody else', () => {
    expect(explained('SIGN_REFUSED')).toEqual({ detail: checkReasons.SIGN_REFUSED });
    expect(explained('PKCS11_DEVICE_ERROR', 'system').detail?.vi).toContain('Sản phẩm');
    expect(explained('PDF_BROKEN', 'harness').detail?.vi).toContain('Bộ kiểm thử');
    expect(explained('SOMETHING_ELSE')).toEqual({});
  });
});
