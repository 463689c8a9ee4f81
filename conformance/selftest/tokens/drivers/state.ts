/** What a wrong token's driver knows: the true PINs, and a file that all programs share. Given by the test through the environment. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`expected ${name} in the environment of a wrong token`);
  return value;
}

export const trueUserPin = () => given('CONGVU_WRONG_TOKEN_PIN');
export const trueSoPin = () => given('CONGVU_WRONG_TOKEN_SO_PIN');

/** A note from one program to the next, as firmware would keep it. */
export function remember(note: Readonly<Record<string, string>>): void {
  writeFileSync(given('CONGVU_WRONG_TOKEN_STATE'), JSON.stringify({ ...remembered(), ...note }));
}

export function remembered(): Readonly<Record<string, string | undefined>> {
  const file = given('CONGVU_WRONG_TOKEN_STATE');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
