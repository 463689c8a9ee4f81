/** A profile as a user names it: one that comes with congvu, an own file by its path, or the whole thing. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail } from '../errors.ts';
import type { TokenProfile } from '../token/profile.ts';
import { checkedProfile } from './check.ts';
import { profileNamed } from './index.ts';

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
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw fail('TOKEN_PROFILE_UNREADABLE', { file, reason }, error);
  }
  try {
    return checkedProfile(JSON.parse(text), file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw fail('TOKEN_PROFILE_INVALID', { file, place: '/', reason: `is no JSON: ${error.message}` }, error);
  }
}

/** Throws TOKEN_PROFILE_UNKNOWN, TOKEN_PROFILE_UNREADABLE, TOKEN_PROFILE_INVALID. */
export function profileGiven(given: string | object, folder = process.cwd()): TokenProfile {
  if (typeof given !== 'string') return checkedProfile(given);
  return isProfilePath(given) ? profileFile(given, folder) : profileNamed(given);
}
