/** Where the adapter writes what it signed: by the same rules as `congvu sign`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../foundation/clock.ts';
import { fixturePath } from '../signing/test-material.ts';
import { signOperation } from './sign.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-adapter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signing = (output: string) =>
  signOperation(
    {
      document: fixturePath('documents', 'cong-van-classic.pdf'),
      output,
      as: 'annex',
      regulation: 'none',
      documentNumber: '1/A',
      token: { module: join(folder, 'none.so'), label: 'x', pin: '1' },
    },
    systemClock,
  );

describe('the output of the operation sign', () => {
  it('is no link, no folder and no device: refused before the token is asked', async () => {
    const owned = join(folder, 'owned.pdf');
    writeFileSync(owned, 'keep');
    symlinkSync(owned, join(folder, 'link.pdf'));
    mkdirSync(join(folder, 'folder.pdf'));
    for (const output of [join(folder, 'link.pdf'), join(folder, 'folder.pdf'), '/dev/null']) {
      await expect(signing(output)).rejects.toMatchObject({ code: 'SIGN_OUTPUT_UNWRITABLE' });
    }
    expect(readFileSync(owned, 'utf8')).toBe('keep');
  });

  it('may be there already: then the token is what is missing', async () => {
    writeFileSync(join(folder, 'there.pdf'), 'old');
    await expect(signing(join(folder, 'there.pdf'))).rejects.toMatchObject({
      code: expect.stringMatching(/^PKCS11_/),
    });
    expect(readFileSync(join(folder, 'there.pdf'), 'utf8')).toBe('old');
  });
});
