/**
 * The mark of changes under way: how many of a token's object files may differ from their list, or be missing, because
 * an application was changing or destroying objects. On disk before such a call goes to an engine, gone when the list is
 * right again; what is left after kill -9 tells a change that was cut short from damage. Calls that make objects need no
 * mark: they only add files, which nobody holds against a token.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { damaged, readSealed, sealed } from './sealed-file.ts';

export const markFile = 'changing.json';

export interface ObjectMark {
  /** C_SetAttributeValue. */
  readonly sets: number;
  /** C_DestroyObject. */
  readonly destroys: number;
}

export const noMark: ObjectMark = Object.freeze({ sets: 0, destroys: 0 });

/** Throws EMULATOR_STATE_DAMAGED. */
export function readMark(folder: string, serial: string): ObjectMark {
  const path = join(folder, markFile);
  if (!existsSync(path)) return noMark;
  const { sets, destroys } = readSealed(path, serial) as Partial<ObjectMark>;
  if (isCount(sets) && isCount(destroys)) return { sets, destroys };
  throw damaged(path, 'it does not say how many changes were under way');
}

export function markText(mark: ObjectMark, serial: string): string {
  return sealed(mark, serial);
}

/** Need not survive a power cut: one mark too many only means that less is held against the token. */
export function forgetMark(folder: string): void {
  rmSync(join(folder, markFile), { force: true });
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
