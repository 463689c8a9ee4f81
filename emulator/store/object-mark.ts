/**
 * The mark of changes under way: what a token's object files may be other than their list says, because an application was
 * making, changing or destroying objects. On disk before such a call goes to an engine, gone when the list is right
 * again; what is left after kill -9 tells a change that was never answered from damage, and how it is taken back.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { damaged, readSealed, sealed } from './sealed-file.ts';

export const markFile = 'changing.json';

export interface ObjectMark {
  /** C_SetAttributeValue: so many files may differ. */
  readonly sets: number;
  /** C_DestroyObject: so many files may be missing. */
  readonly destroys: number;
  /** Some call was making objects: unlisted files that are not among these were made by it. Undefined: none was. */
  readonly strangers?: readonly string[];
  /** Content of the listed files before a C_SetAttributeValue, in base64, by path: SoftHSM rewrites a file in its place. */
  readonly before?: Readonly<Record<string, string>>;
}

export const noMark: ObjectMark = Object.freeze({ sets: 0, destroys: 0 });

/** Throws EMULATOR_STATE_DAMAGED. */
export function readMark(folder: string, serial: string): ObjectMark {
  const path = join(folder, markFile);
  if (!existsSync(path)) return noMark;
  const mark = readSealed(path, serial) as Partial<ObjectMark>;
  if (isCount(mark.sets) && isCount(mark.destroys)) return mark as ObjectMark;
  throw damaged(path, 'it does not say how many changes were under way');
}

export function markText(mark: ObjectMark, serial: string): string {
  return sealed(mark, serial);
}

/** Nothing is under way. */
export function isNoMark({ sets, destroys, strangers }: ObjectMark): boolean {
  return sets === 0 && destroys === 0 && strangers === undefined;
}

/** Need not survive a power cut: one mark too many only means that less is held against the token. */
export function forgetMark(folder: string): void {
  rmSync(join(folder, markFile), { force: true });
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
