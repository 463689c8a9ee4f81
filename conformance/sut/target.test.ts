import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTarget } from './target.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-target-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'token.so'), '');
writeFileSync(join(folder, 'so.pin'), '24681357\n');

const texts = ['hai-phong-2025', 'da-nang-2014'];
const valid = {
  product: { name: 'Pen', vendor: 'Example', version: '1' },
  capabilities: {
    token: { module: 'token.so', tokenLabel: 'An', pins: { user: '135792', so: { file: 'so.pin' } } },
    signer: {},
    verifier: {},
  },
  adapter: { exec: ['./adapter', '--stdio'] },
  claims: ['hai-phong-2025'],
};

function load(target: unknown) {
  const file = join(folder, 'target.json');
  writeFileSync(file, typeof target === 'string' ? target : JSON.stringify(target));
  return loadTarget(file, texts);
}

describe('loadTarget', () => {
  it('resolves paths beside the file and reads PIN files', () => {
    const target = load(valid);
    expect(target.capabilities).toEqual(['token', 'signer', 'verifier']);
    expect(target.token).toMatchObject({ module: join(folder, 'token.so'), allowDestructive: false });
    expect(target.token?.pins).toEqual({ user: '135792', so: '24681357' });
    expect(target.adapter).toMatchObject({ kind: 'exec', exec: [join(folder, 'adapter'), '--stdio'] });
  });

  it('leaves a bare program name to PATH and takes an adapter named by a capability', () => {
    const target = load({
      ...valid,
      capabilities: { signer: { adapter: { exec: ['node'] } } },
      adapter: undefined,
    });
    expect(target.adapter).toMatchObject({ exec: ['node'], timeoutSeconds: 60 });
  });

  it.each([
    ['{', 'TARGET_NOT_JSON', 'target.json'],
    [{ ...valid, product: { name: 'x', vendor: 'y' } }, 'TARGET_INVALID', '/product, member "version"'],
    [{ ...valid, capabilities: { printer: {} } }, 'TARGET_INVALID', 'unknown member "printer"'],
    [{ ...valid, adapter: { exec: [] } }, 'TARGET_INVALID', '/adapter/exec'],
    [{ ...valid, adapter: { exec: ['a'], http: 'http://x' } }, 'TARGET_INVALID', '/adapter'],
    [{ ...valid, referenceDate: '2026-13-01' }, 'TARGET_INVALID', '/referenceDate'],
    [{ ...valid, claims: [] }, 'TARGET_INVALID', '/claims'],
    [{ ...valid, claims: ['hai-phong'] }, 'TARGET_TEXT_UNKNOWN', 'near: hai-phong-2025'],
    [{ ...valid, adapter: undefined }, 'TARGET_ADAPTER_MISSING', '/capabilities/signer'],
    [
      { ...valid, capabilities: { signer: {}, verifier: { adapter: { exec: ['other'] } } } },
      'TARGET_ADAPTERS_DIFFER',
      '/capabilities/verifier/adapter',
    ],
    [
      { ...valid, capabilities: { token: { ...valid.capabilities.token, module: 'no.so' } } },
      'TARGET_MODULE_MISSING',
      'no.so',
    ],
    [
      {
        ...valid,
        capabilities: { token: { ...valid.capabilities.token, pins: { user: '1', so: { file: 'none' } } } },
      },
      'TARGET_INVALID',
      '/capabilities/token/pins/so/file',
    ],
    [{ ...valid, attestations: 'none.json' }, 'TARGET_INVALID', '/attestations'],
  ])('names what is wrong with target %#', (target, code, text) => {
    expect(() => load(target)).toThrow(
      expect.objectContaining({ code, exit: 2, message: expect.stringContaining(text) }),
    );
  });

  it.each(['none.json', '../../../../../../../../dev/zero'])(
    'names a file that is not there, or has no end: %s',
    (name) => {
      expect(() => loadTarget(join(folder, name), texts)).toThrow(
        expect.objectContaining({ code: 'TARGET_UNREADABLE' }),
      );
    },
  );
});
