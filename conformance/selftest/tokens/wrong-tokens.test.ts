import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModule } from '../../../core/pkcs11/index.ts';
import { systemClock } from '../../../foundation/clock.ts';
import { systemFile } from '../../../foundation/paths.ts';
import { withApplication } from '../../checks/token/application.ts';
import { type EmulatedTokens, startEmulatedTokens } from '../../material/emulated-tokens.ts';
import { type Material, prepareMaterial } from '../../material/material.ts';
import { createWorkbench } from '../../material/workbench.ts';
import { texts } from '../../regulations/index.ts';
import type { TokenTarget } from '../../sut/index.ts';
import { expectationsFor, observed, wanted } from '../observed.ts';
import type { WrongToken } from '../wrong-system.ts';
import { wrongTokens } from './wrong-tokens.ts';

const pins = { user: 'Wrong-system-5173', so: 'Wrong-system-so-2846' };

describe('tokens that are wrong on purpose', () => {
  let dir: string;
  let material: Material;
  let emulator: EmulatedTokens;
  let tokens = 0;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'congvu-wrong-tokens-'));
    material = await prepareMaterial({ dir: join(dir, 'material'), clock: systemClock, tokens: false });
    emulator = await startEmulatedTokens();
  });
  afterAll(async () => {
    await emulator?.close();
    await material?.close();
    if (dir !== undefined) rmSync(dir, { recursive: true, force: true });
  });

  it.each(wrongTokens.map((wrong) => [wrong.id, wrong] as const))('%s', async (_, wrong) => {
    let token: Awaited<ReturnType<typeof freshToken>> | undefined;
    for (const expectation of expectationsFor(wrong)) {
      const { requirement } = expectation.property;
      token ??= await freshToken(wrong);
      const { target, driver } = token;
      const bench = createWorkbench({
        dir,
        clock: systemClock,
        material,
        token: target,
        ...(driver === undefined ? {} : { tokenDriver: driver }),
      });
      const came = await observed(bench, expectation);
      // What a wrong token did to itself in a row that it fails is of no matter to the next row.
      if (expectation.fails !== undefined || wrong.shortLived === true) token = undefined;
      const expected = wanted(expectation);
      if (typeof expected === 'string') expect(`${requirement}: ${came}`).toBe(`${requirement}: ${expected}`);
      else expect(came, requirement).toMatch(expected);
    }
  });

  it('leave nothing of the suite behind, whether a row passes, fails or is not decided', async () => {
    const rows = ['qc-12/k1.1', 'qc-09/k1.7', 'qc-12/k2.b.4'].map((place) => `hai-phong-2025/${place}`);
    const properties = texts.flatMap((text) => text.properties);
    for (const [token, outcomes] of [
      [{ on: 'softhsm' }, ['fail TOKEN_DOES_NOT_LOCK', 'pass', 'inconclusive TOKEN_DID_NOT_LOCK']],
      [{ on: 'emulator', profile: 'strict' }, ['pass', 'pass', 'pass']],
    ] as const) {
      const { target } = await freshToken({ token });
      const bench = createWorkbench({ dir, clock: systemClock, material, token: target });
      const came: string[] = [];
      for (const row of rows) {
        const property = properties.find(({ requirement }) => requirement === row);
        if (property !== undefined) came.push(await observed(bench, { property, fails: undefined }));
      }
      expect(came).toEqual(outcomes);
      const left = await withApplication(bench, target, async (application) => {
        await application.do('login', { role: 'user', pin: pins.user });
        return application.do('inventory', {});
      });
      expect(left).toEqual({ code: 'CKR_OK', keys: [], certificates: [] });
    }
  });

  async function freshToken({
    token,
  }: Pick<WrongToken, 'token'>): Promise<{ target: TokenTarget; driver?: string }> {
    const label = `wrong ${tokens++}`;
    const common = {
      tokenLabel: label,
      pins,
      retryLimit: { user: 3, so: 3 },
      unlock: 'so-init-pin',
      hooks: {},
      allowDestructive: true,
    } as const;
    if (token.on === 'softhsm') {
      return { target: { ...common, ...softHsm(label) } };
    }
    await emulator.create({ label, pin: pins.user, soPin: pins.so, profile: token.profile });
    const environment = {
      ...emulator.environment,
      CONGVU_WRONG_TOKEN_PIN: pins.user,
      CONGVU_WRONG_TOKEN_SO_PIN: pins.so,
      CONGVU_WRONG_TOKEN_STATE: join(dir, `state-${label.replace(' ', '-')}.json`),
    };
    const target = { ...common, module: emulator.module, environment };
    return token.driver === undefined ? { target } : { target, driver: token.driver };
  }

  /** SoftHSM as it comes, with one initialised token. */
  function softHsm(label: string) {
    const module = systemFile(
      '/usr/lib/softhsm/libsofthsm2.so',
      '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
      '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
    );
    if (module === undefined) throw new Error('SoftHSM is not there: ci/setup.sh installs it');
    const folder = mkdtempSync(join(dir, 'softhsm-'));
    const conf = join(folder, 'softhsm2.conf');
    const environment = { SOFTHSM2_CONF: conf };
    writeFileSync(conf, `directories.tokendir = ${folder}\nobjectstore.backend = file\nlog.level = ERROR\n`);
    const opened = openModule(module, { environment });
    try {
      const blank = opened.tokens().find(({ flags }) => !flags.initialised);
      opened.openToken({ slot: blank?.slot ?? '0' }).initialise(pins.so, label);
      const session = opened.openToken({ label }).openSession();
      session.login('so', pins.so);
      session.initPin(pins.user);
      session.logout();
      session.close();
    } finally {
      opened.close();
    }
    return { module, environment };
  }
});
