/** Hunts for PINs: neither they nor parts of them stand in files, errors or answers, whichever way they were given. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileNamed } from '../profiles/index.ts';
import { valueWriter } from '../wire/values.ts';
import { congvuCommand } from './congvu-command.ts';
import { controlRequest } from './control-request.ts';
import { type RawApplication, rawApplication, userTypes } from './raw-application.ts';
import { type RunningEmulator, runningEmulator } from './running.ts';

/** Letters only, so that no part of them is a chance in hexadecimal digests, serial numbers or times. */
const secrets = {
  user: 'QuyenZwerg',
  so: 'SonXylophon',
  puk: 'PukVulkanwz',
  fresh: 'NeuWyvernpq',
  wrong: 'FalschYgzxw',
  newer: 'MoiXrwzkpvu',
} as const;

let running: RunningEmulator;
const open: RawApplication[] = [];
beforeEach(async () => {
  running = await runningEmulator();
});
afterEach(async () => {
  for (const app of open.splice(0)) app.close();
  await running.end();
});

/** Whatever was said anywhere: answers of commands and of the control socket. */
const said: string[] = [];

describe('PINs', () => {
  it('stand in no journal, log, state file, snapshot, error or answer', async () => {
    const base = profileNamed('pin-pad');
    const padded = {
      ...base,
      id: 'padded',
      pinCharacters: 'any',
      pinLength: profileNamed('strict').pinLength,
      pinPad: { ...base.pinPad, givenPin: 'used' },
      newPin: { user: { min: 4, max: 32, notOld: true, history: 3 } },
    };
    const sim = { ...profileNamed('strict'), id: 'sim', unlock: 'puk-setpin', pinLength: lengths() };
    const { emulator } = running;
    const both = { pin: secrets.user, soPin: secrets.so };
    await emulator.createToken({ label: 'P', profile: padded, ...both });
    await emulator.createToken({ label: 'S', profile: sim, ...both, puk: secrets.puk });
    await everyPath(1);
    await overThePad(1);
    await overThePuk(2);
    await refusals();
    await commands();
    await emulator.flushJournal();
    const seen = new Map([
      ...filesBelow(running.folder),
      ...said.map((text, at) => [`answer ${at}`, text] as const),
    ]);
    expect(seen.size).toBeGreaterThan(20);
    for (const [name, text] of seen) expect(holdsPart(text), `part of a PIN in ${name}`).toBe(false);
    expect(journal()).toMatch(/"pinLength":11/);
  });
});

describe('the hunt', () => {
  it.each([
    ['as it is', (pin: string) => pin],
    ['in part', (pin: string) => pin.slice(2, 8).toUpperCase()],
    ['in hexadecimal', (pin: string) => Buffer.from(`x${pin}`).toString('hex')],
    ['in base64', (pin: string) => Buffer.from(`ab${pin}`).toString('base64')],
    ['in JSON of bytes', (pin: string) => JSON.stringify(Buffer.from(pin))],
  ])('finds a PIN %s', (_, written) => {
    for (const pin of Object.values(secrets)) expect(holdsPart(`{"pin":"${written(pin)}"}`)).toBe(true);
    expect(holdsPart('{"pinLength":11,"result":"CKR_PIN_INCORRECT"}')).toBe(false);
  });
});

/** Whether six letters in a row of any PIN stand in that text. */
function holdsPart(text: string): boolean {
  const small = text.toLowerCase();
  return Object.values(secrets)
    .flatMap(parts)
    .some((part) => small.includes(part));
}

async function connected(slot: number): Promise<[RawApplication, number]> {
  const app = await rawApplication(running.socket);
  open.push(app);
  await app.initialize();
  return [app, await app.open(slot)];
}

const words = (session: number, ...texts: (string | undefined)[]): Buffer => {
  const values = valueWriter().ulong(session);
  for (const text of texts) values.bytes(text === undefined ? undefined : Buffer.from(text));
  return values.end();
};

/** Login, change, reset, initialisation; right and wrong, and in requests that are misshapen. */
async function everyPath(slot: number): Promise<void> {
  const [app, session] = await connected(slot);
  for (const type of [userTypes.user, userTypes.so, userTypes.context, 7]) {
    await app.login(session, type, secrets.wrong);
  }
  expect(await app.login(session, userTypes.user, secrets.user)).toBe('CKR_OK');
  expect((await app.call('C_SetPIN', words(session, secrets.user, secrets.fresh))).result).toBe('CKR_OK');
  expect((await app.call('C_SetPIN', words(session, secrets.fresh, secrets.user))).result).toBe(
    'CKR_PIN_INVALID',
  );
  await app.call('C_SetPIN', words(session, secrets.wrong, secrets.newer));
  await app.call('C_Logout', valueWriter().ulong(session).end());
  expect(await app.login(session, userTypes.so, secrets.so)).toBe('CKR_OK');
  expect((await app.call('C_InitPIN', words(session, secrets.newer))).result).toBe('CKR_OK');
  await app.call('C_Login', Buffer.concat([words(session, secrets.wrong), Buffer.from(secrets.wrong)]));
  await app.call('C_Login', Buffer.from(secrets.wrong));
  await app.call('C_CloseSession', valueWriter().ulong(session).end());
  const label = Buffer.from('P'.padEnd(32));
  const values = valueWriter().ulong(slot).bytes(Buffer.from(secrets.wrong)).string(label).end();
  expect((await app.call('C_InitToken', values)).result).toBe('CKR_PIN_INCORRECT');
}

async function overThePad(slot: number): Promise<void> {
  const [app, session] = await connected(slot);
  const wrong = app.login(session, userTypes.user, undefined);
  await running.emulator.pinPad.enter('P', { pin: secrets.wrong }, 10_000);
  expect(await wrong).toBe('CKR_PIN_INCORRECT');
  const change = app.call('C_SetPIN', words(session, undefined, undefined));
  said.push(
    JSON.stringify(
      await running.emulator.pinPad.enter('P', { pin: secrets.newer, newPin: 'Ab12cd34' }, 10_000),
    ),
  );
  expect((await change).result).toBe('CKR_OK');
}

async function overThePuk(slot: number): Promise<void> {
  const [app, session] = await connected(slot);
  for (let n = 0; n < 3; n++) await app.login(session, userTypes.user, secrets.wrong);
  expect((await app.call('C_SetPIN', words(session, secrets.wrong, secrets.fresh))).result).toBe(
    'CKR_PIN_INCORRECT',
  );
  expect((await app.call('C_SetPIN', words(session, secrets.puk, secrets.fresh))).result).toBe('CKR_OK');
}

/** Every refusal that has seen a PIN, over the control socket. */
async function refusals(): Promise<void> {
  const short = secrets.wrong.slice(0, 6);
  const wide = secrets.wrong.repeat(40);
  const bodies: readonly [string, unknown][] = [
    ['/tokens/S/unlock', { soPin: secrets.wrong, newPin: secrets.fresh }],
    ['/tokens/S/unlock', { puk: secrets.wrong, newPin: wide }],
    ['/tokens/S/unlock', { puk: secrets.wrong, newPin: secrets.fresh }],
    ['/tokens/S/unlock', { soPin: secrets.so, newPin: secrets.newer, colour: short }],
    ['/tokens/S/unlock', { soPin: [secrets.so], newPin: { is: secrets.newer } }],
    ['/tokens/S/unlock', `{"soPin":"${secrets.wrong}","newPin":`],
    ['/tokens/P/pin-pad', { pin: secrets.wrong }],
    ['/tokens/S/pin-pad', { pin: secrets.wrong }],
    ['/tokens', { label: 'N', profile: 'strict', pin: wide, soPin: secrets.so }],
    ['/tokens', { label: 'N', profile: 'strict', pin: secrets.user }],
    ['/tokens', { label: 'N', profile: 'pin-pad', pin: secrets.user, soPin: secrets.so }],
    ['/tokens', { label: 'N', profile: 'strict', pin: secrets.user, soPin: secrets.so, puk: secrets.puk }],
    ['/tokens/S/unlock', { soPin: secrets.wrong, newPin: secrets.fresh, puk: 5 }],
  ];
  for (const [path, body] of bodies) said.push(await posted(path, body));
}

async function posted(path: string, body: unknown): Promise<string> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (await controlRequest(running.emulator.dir, { method: 'POST', path, body: text })).text;
}

async function commands(): Promise<void> {
  const unlock = ['token', 'unlock', 'S', '--json'];
  said.push(await congvu([...unlock, '--so-pin', secrets.wrong, '--new-pin', secrets.fresh]));
  said.push(await congvu([...unlock, '--puk', secrets.wrong, '--new-pin', secrets.fresh]));
  said.push(await congvu(unlock, { CONGVU_SO_PIN: secrets.so, CONGVU_NEW_PIN: 'x' }));
  const create = ['token', 'create', 'N', '--profile', 'sim-like'];
  said.push(await congvu([...create, '--pin', secrets.user, '--so-pin', secrets.so, '--puk', secrets.puk]));
  said.push(await congvu(['token', 'pin-pad', 'enter', 'P', '--pin', secrets.wrong]));
  said.push(await congvu(['token', 'show', 'S'], { CONGVU_PIN: secrets.user }));
}

async function congvu(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { out, err } = await congvuCommand({ dir: running.emulator.dir, environment }, args);
  return out + err;
}

function lengths() {
  const length = { min: 4, max: 32 };
  return { user: length, so: length, puk: length };
}

function journal(): string {
  return readFileSync(running.emulator.journalFile, 'utf8');
}

/** Every file of the emulator, as text byte by byte: nothing is skipped for not being text. */
function filesBelow(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path), readFileSync(path, 'latin1')] as const);
}

/** Six letters in a row: in small letters, in hexadecimal, and in base64. Every start of a piece is every phase of base64. */
function parts(secret: string): readonly string[] {
  const pieces = Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6));
  return pieces.flatMap((piece) => [
    piece.toLowerCase(),
    Buffer.from(piece).toString('hex'),
    [...Buffer.from(piece)].join(','),
    Buffer.from(piece).toString('base64').slice(0, 8).toLowerCase(),
  ]);
}
