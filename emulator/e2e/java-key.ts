/** For tests: what Java needs to use the first token of an emulator through SunPKCS11, and a key `ky` put there by keytool. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../index.ts';
import { type ProgramResult, program, type RunProgram } from './programs.ts';
import { pins } from './running.ts';

export interface JavaToken {
  /** The file that SunPKCS11 takes. */
  readonly configuration: string;
  /** keytool on the token; the PIN comes with it. */
  keytool(pin: string, ...args: readonly string[]): Promise<ProgramResult>;
  /** An RSA-2048 key `ky` with a certificate for that name. */
  makeKey(name: string): Promise<ProgramResult>;
}

/** `folder`: where the configuration is written. */
export function javaToken({ module, environment }: Emulator, folder: string): JavaToken {
  const configuration = join(folder, 'pkcs11.cfg');
  writeFileSync(configuration, `name = congvu\nlibrary = ${module}\nslotListIndex = 0\n`);
  const run: RunProgram = program('keytool', environment);
  const store = ['-keystore', 'NONE', '-storetype', 'PKCS11', '-addprovider', 'SunPKCS11'];
  const keytool: JavaToken['keytool'] = (pin, ...args) =>
    run(...args, ...store, '-providerarg', configuration, '-storepass', pin);
  const key = ['-alias', 'ky', '-keyalg', 'RSA', '-keysize', '2048', '-sigalg', 'SHA256withRSA'];
  return Object.freeze({
    configuration,
    keytool,
    makeKey: (name: string) => keytool(pins.pin, '-genkeypair', ...key, '-dname', `CN=${name}`),
  });
}
