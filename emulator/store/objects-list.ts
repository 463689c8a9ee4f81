/**
 * The list of a token's object files with their digests, kept beside them: a file that is missing or differs was damaged
 * by somebody else, unless the mark of a change that was cut short (object-mark.ts) says that it may be so.
 */
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { objectFlaw } from './object-file.ts';
import { noMark, type ObjectMark } from './object-mark.ts';
import { damaged, readSealed, writeSealed } from './sealed-file.ts';
import { objectsFolder } from './token-files.ts';
import { readObjects, type TokenObjects } from './token-objects.ts';

export const listFile = 'objects.json';

/** Digests by path below the folder of the objects. */
export type ObjectsList = Readonly<Record<string, string>>;

/** What is there: the digest of a whole file, or what is wrong with another one; by path. */
export type ObjectsSeen = ReadonlyMap<string, SeenObject>;

export type SeenObject =
  | { readonly digest: string; readonly flaw?: never }
  | { readonly flaw: string; readonly digest: string };

/**
 * Whose list it is. With the number of the contents, an older `state.json` does not pass for that of the keys which have
 * taken the place of its own. Earlier versions (0) had no such number.
 */
export function listOwner(serial: string, contents = 0): string {
  return contents === 0 ? serial : `${serial} as state.json has it (keys no. ${contents})`;
}

/** `of`: its `listOwner`. Undefined when there is none and none is `due`. Throws EMULATOR_STATE_DAMAGED. */
export function readObjectsList(folder: string, of: string, due = false): ObjectsList | undefined {
  const path = join(folder, listFile);
  return due || existsSync(path) ? (readSealed(path, of) as ObjectsList) : undefined;
}

/** For a folder that is being made: the list of what is in it. Throws the system's error. */
export function listObjects(folder: string, of: string): void {
  const seen = seenObjects(readObjects(join(folder, objectsFolder)));
  writeObjectsList(folder, of, nextList(undefined, seen, noMark));
}

/** Throws the system's error. */
export function writeObjectsList(folder: string, of: string, list: ObjectsList): void {
  writeSealed(join(folder, listFile), list, of);
}

export function forgetObjectsList(folder: string): void {
  rmSync(join(folder, listFile), { force: true });
}

export function seenObject(content: Uint8Array): SeenObject {
  const digest = createHash('sha256').update(content).digest('hex');
  const flaw = objectFlaw(content);
  return flaw === undefined ? { digest } : { digest, flaw };
}

export function seenObjects(objects: TokenObjects): ObjectsSeen {
  const own = Object.entries(objects).filter(([path]) => isOwnFile(path));
  return new Map(own.map(([path, content]) => [path, seenObject(content)]));
}

/** What somebody else has done to a listed file. */
export interface ObjectDamage {
  /** Below the folder of the objects. */
  readonly path: string;
  readonly reason: string;
}

/**
 * What somebody else has done to listed files, the worst first. More files than listed are none of the token's loss, and
 * what was under way may have changed as many as the mark says: beyond that, those are among the ones that are told.
 */
export function objectDamages(
  list: ObjectsList,
  seen: ObjectsSeen,
  mark: ObjectMark,
): readonly ObjectDamage[] {
  const paths = Object.keys(list);
  const missing = paths.filter((path) => !seen.has(path));
  const changed = paths.filter((path) => seen.has(path) && seen.get(path)?.digest !== list[path]);
  const flaw = (path: string): string | undefined => seen.get(path)?.flaw;
  const worstFirst = [
    ...changed.filter((path) => flaw(path) !== undefined),
    ...changed.filter((path) => flaw(path) === undefined),
  ];
  const gone =
    mark.destroys === 0
      ? 'it is missing'
      : `it is missing, unless it is one of the ${mark.destroys} that applications were destroying`;
  const other = 'its content is not what was written';
  return [
    ...(missing.length > mark.destroys ? missing.map((path) => ({ path, reason: gone })) : []),
    ...(changed.length > mark.sets ? worstFirst.map((path) => ({ path, reason: flaw(path) ?? other })) : []),
  ];
}

/** Throws EMULATOR_STATE_DAMAGED naming the worst of `objectDamages`. */
export function checkObjects(folder: string, list: ObjectsList, seen: ObjectsSeen, mark: ObjectMark): void {
  const [worst] = objectDamages(list, seen, mark);
  if (worst !== undefined) throw damaged(join(folder, objectsFolder, worst.path), worst.reason);
}

/**
 * The list of what is there after changes of so many files: whole files only. What differs beyond that is damage, which
 * stays listed as it was, so that the next start names it.
 */
export function nextList(list: ObjectsList | undefined, seen: ObjectsSeen, mark: ObjectMark): ObjectsList {
  const whole = [...seen].filter(([, { flaw }]) => flaw === undefined);
  const next: Record<string, string> = Object.fromEntries(whole.map(([path, { digest }]) => [path, digest]));
  if (list === undefined) return next;
  for (const { path } of objectDamages(list, seen, mark)) next[path] = list[path] ?? '';
  return next;
}

export function sameList(one: ObjectsList | undefined, other: ObjectsList): boolean {
  if (one === undefined) return false;
  const paths = Object.keys(one);
  return paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path]);
}

/** The files that are not whole: damaged, or left by a call that was killed. */
export function flawedObjects(objects: TokenObjects): readonly { path: string; flaw: string }[] {
  return [...seenObjects(objects)].flatMap(([path, { flaw }]) =>
    flaw === undefined ? [] : [{ path, flaw }],
  );
}

/** SoftHSM writes `token.object` and `generation` anew when it likes, and locks hold nothing. */
export function isOwnFile(path: string): boolean {
  return path.endsWith('.object') && !path.endsWith('/token.object');
}
