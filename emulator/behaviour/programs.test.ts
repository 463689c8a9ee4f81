/** What the statements say of real programs' journals. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { javaToken } from '../e2e/java-key.ts';
import { words } from '../e2e/pin-paths/raw-calls.ts';
import { present, program } from '../e2e/programs.ts';
import { userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import type { JournalQuery } from '../journal/query.ts';
import { type BehaviourName, behaviours } from './index.ts';

const running = freshEmulator();

async function observed(query: JournalQuery = {}): Promise<Record<BehaviourName, string>> {
  const outcomes = Object.entries(behaviours).map(async ([name, behaviour]) => {
    const { outcome } = await behaviour(running.emulator.journal.entries(query));
    return [name, outcome] as const;
  });
  return Object.fromEntries(await Promise.all(outcomes)) as Record<BehaviourName, string>;
}

function tool(...args: string[]) {
  const { environment, module } = running.emulator;
  return program('pkcs11-tool', environment, '--module', module, '--login', '--pin', pins.pin)(...args);
}

describe.skipIf(!present('pkcs11-tool'))('pkcs11-tool', () => {
  it('closes and finalises, signs over what it is told, and leaves the login to the closing', async () => {
    await running.makeToken();
    await tool('--keypairgen', '--key-type', 'rsa:2048', '--id', '01');
    const data = join(running.emulator.dir, 'data');
    writeFileSync(data, 'hello');
    await tool('--sign', '-m', 'SHA256-RSA-PKCS', '--id', '01', '-i', data, '-o', `${data}.sig`);
    expect(await observed()).toMatchObject({
      'closes-sessions': 'holds',
      finalises: 'holds',
      'logs-out': 'violated',
      'uses-strong-digest': 'holds',
      'asks-for-no-key-material': 'holds',
      'sends-no-pin-twice': 'not-observed',
      'stops-after-lock': 'not-observed',
    });
    await tool('--sign', '-m', 'SHA1-RSA-PKCS', '--id', '01', '-i', data, '-o', `${data}.sig`);
    expect(await observed()).toMatchObject({ 'uses-strong-digest': 'violated' });
  });

  it('sends a wrong PIN once each time it is started, and never after it heard of the lock', async () => {
    await running.makeToken();
    for (const pin of ['1111', '2222', '3333', '4444']) await tool('--pin', pin, '-O');
    expect(await observed()).toMatchObject({ 'sends-no-pin-twice': 'holds', 'stops-after-lock': 'holds' });
  });
});

describe.skipIf(!present('p11tool'))('p11tool', () => {
  it('logs in many times, with a PIN that is right', async () => {
    await running.makeToken();
    const { environment, module } = running.emulator;
    await program(
      'p11tool',
      { ...environment, GNUTLS_PIN: pins.pin },
      '--provider',
      module,
    )('--login', '--list-all', 'pkcs11:token=T');
    const [first] = await Array.fromAsync(
      running.emulator.journal.entries({ function: 'C_Login', limit: 1 }),
    );
    expect(first).toMatchObject({ result: 'CKR_OK' });
    expect(await observed()).toMatchObject({ 'sends-no-pin-twice': 'not-observed' });
  });
});

describe.skipIf(!present('java', 'keytool'))('keytool, and so SunPKCS11', () => {
  it('makes and uses its key outside of the token, asks for none of it, and ends without finalising', async () => {
    await running.makeToken();
    const { keytool, makeKey } = javaToken(running.emulator, running.emulator.dir);
    const made = await makeKey('Lan');
    expect(made.exit, made.output).toBe(0);
    expect(await observed()).toMatchObject({
      // The key pair is made by Java itself and put on the token by C_CreateObject: the token signs nothing.
      'uses-strong-digest': 'not-observed',
      'asks-for-no-key-material': 'holds',
      'sends-no-pin-twice': 'not-observed',
      finalises: 'violated',
    });
    await keytool('999999', '-list');
    expect(await observed()).toMatchObject({ 'sends-no-pin-twice': 'holds' });
  });
});

describe('a careless program', () => {
  it('is found out: it tries again by itself, after the lock too, asks for the key, and just goes', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    for (let attempt = 0; attempt < 5; attempt++) await app.login(session, userTypes.user, '999999');
    app.close();
    await expect.poll(() => running.emulator.applications()).toBe(0);
    expect(await observed()).toMatchObject({
      'sends-no-pin-twice': 'violated',
      'stops-after-lock': 'violated',
      'closes-sessions': 'violated',
      finalises: 'violated',
      'logs-out': 'not-observed',
    });
    const { because } = await behaviours['sends-no-pin-twice'](running.emulator.journal.entries());
    expect(because).toContain('the very PIN that was refused');
  });

  it.each(['C_Login', 'C_SetPIN'] as const)(
    'that goes on with C_SetPIN after %s has told of the lock is found out',
    async (tells) => {
      await running.makeToken();
      const app = await running.application();
      const session = await app.open(1);
      const change = async () => (await app.call('C_SetPIN', words(session, '999999', '123123'))).result;
      for (let attempt = 0; attempt < 3; attempt++) await change();
      const told = tells === 'C_Login' ? await app.login(session, userTypes.user, '888888') : await change();
      expect(told).toBe('CKR_PIN_LOCKED');
      expect(await observed()).toMatchObject({ 'stops-after-lock': 'holds' });
      expect(await change()).toBe('CKR_PIN_LOCKED');
      expect(await observed()).toMatchObject({ 'stops-after-lock': 'violated' });
    },
  );

  it('that lets a security officer open the lock is none', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    for (let attempt = 0; attempt < 4; attempt++) await app.login(session, userTypes.user, '999999');
    await app.login(session, userTypes.so, pins.soPin);
    expect((await app.call('C_InitPIN', words(session, '654321'))).result).toBe('CKR_OK');
    await app.call('C_Logout', words(session));
    expect(await app.login(session, userTypes.user, '654321')).toBe('CKR_OK');
    expect(await observed()).toMatchObject({ 'stops-after-lock': 'holds' });
  });
});
