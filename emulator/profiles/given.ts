/** A profile as a user names it: one that comes with congvu, an own file by its path, or the whole thing. */
import { resolve } from 'node:path';
import { fileLimits, readBounded, readingFailure } from '../../foundation/bounded-file.ts';
import { fail } from '../errors.ts';
import type { TokenProfile } from '../token/profile.ts';
import { checkedProfile, type Mistake } from './check.ts';
import { profileIds, profileNamed } from './index.ts';
import { latencyNameFlaw } from './latency-names.ts';
import { repeatedName } from './repeated-name.ts';

/** Whether that is the path of a file, not a name: it has a / or ends in .json. */
export function isProfilePath(given: string): boolean {
  return given.includes('/') || given.endsWith('.json');
}

/**
 * The profile in that file; a relative path is taken from `folder`.
 * Throws TOKEN_PROFILE_UNREADABLE, TOKEN_PROFILE_INVALID naming file and place.
 */
export function profileFile(path: string, folder: string): TokenProfile {
  const file = resolve(folder, path);
  let text: string;
  try {
    text = readBounded(file, fileLimits.text).toString('utf8');
  } catch (error) {
    const reason = readingFailure(error);
    throw fail('TOKEN_PROFILE_UNREADABLE', { file, reason }, error);
  }
  const value = parsed(text, file);
  const repeated = repeatedName(text);
  if (repeated !== undefined) {
    const { place, line } = repeated;
    const reason = `stands there twice, again in line ${line}: which one holds?`;
    throw fail('TOKEN_PROFILE_INVALID', { file, place, reason });
  }
  return checkedProfile(value, file, ownMistakes);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = `is no JSON: ${error instanceof Error ? error.message : 'unknown'}`;
    throw fail('TOKEN_PROFILE_INVALID', { file, place: '/', reason }, error);
  }
}

/** What a token may have been made with before it was looked at: only new ones are held to it. */
function ownMistakes({ id, flags, tries, latency }: TokenProfile): readonly Mistake[] {
  const namesake = `${id} is a profile that comes with congvu: choose another id for your own`;
  const never = `is more than the ${tries.user} tries of the user: that flag would never show`;
  return [
    ...(profileIds.includes(id) ? [['/id', namesake] as const] : []),
    ...(flags.countLowAfter > tries.user ? [['/flags/countLowAfter', never] as const] : []),
    ...Object.keys(latency).flatMap((name) => {
      const flaw = latencyNameFlaw(name);
      return flaw === undefined ? [] : [[`/latency/${name}`, flaw] as const];
    }),
  ];
}

/** Throws TOKEN_PROFILE_UNKNOWN, TOKEN_PROFILE_UNREADABLE, TOKEN_PROFILE_INVALID. */
export function profileGiven(given: string | object, folder = process.cwd()): TokenProfile {
  if (typeof given !== 'string') return checkedProfile(given, undefined, ownMistakes);
  return isProfilePath(given) ? profileFile(given, folder) : profileNamed(given);
}
