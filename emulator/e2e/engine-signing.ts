/** For tests: signing with `openssl dgst` and engine pkcs11. */
import { writeFileSync } from 'node:fs';
import { type ProgramResult, program } from './programs.ts';
import type { SigningToken } from './signing-token.ts';

/** Signs the token's `text` with the key of that label into its `signature`. `engine`: path of the engine. */
export function signByEngine(
  token: SigningToken,
  engine: string,
  object: string,
  pin: string,
): Promise<ProgramResult> {
  const configuration = token.at('engine.cnf');
  const lines = ['openssl_conf = all', '[all]', 'engines = list', '[list]', 'pkcs11 = one', '[one]'];
  lines.push('engine_id = pkcs11', `dynamic_path = ${engine}`);
  lines.push(`MODULE_PATH = ${token.emulator.module}`, 'init = 0', '');
  writeFileSync(configuration, lines.join('\n'));
  const openssl = program('openssl', { ...token.emulator.environment, OPENSSL_CONF: configuration });
  const key = `pkcs11:token=T;object=${object};pin-value=${pin}`;
  const from = ['-engine', 'pkcs11', '-keyform', 'engine', '-sign', key];
  return openssl('dgst', '-sha256', ...from, '-out', token.at('signature'), token.at('text'));
}
