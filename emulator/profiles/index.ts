/** The token profiles that come with congvu, and own ones: data files, checked and completed when they are loaded. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../errors.ts';
import type { TokenProfile } from '../token/profile.ts';
import { checkedProfile } from './check.ts';

export { checkedProfile } from './check.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const schemaFile = 'profile.schema.json';

export const profileIds: readonly string[] = Object.freeze(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== schemaFile)
    .map((name) => name.slice(0, -'.json'.length))
    .sort(),
);

const loaded = new Map<string, TokenProfile>();

/** The profile of that name, with every field filled in. Throws TOKEN_PROFILE_UNKNOWN. */
export function profileNamed(id: string): TokenProfile {
  if (!profileIds.includes(id)) {
    throw fail('TOKEN_PROFILE_UNKNOWN', { profile: id, known: profileIds.join(', ') });
  }
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const file = join(folder, `${id}.json`);
  const profile = checkedProfile(JSON.parse(readFileSync(file, 'utf8')), file);
  loaded.set(id, profile);
  return profile;
}

/** All that come with congvu, in the order of their names. */
export function shippedProfiles(): readonly TokenProfile[] {
  return profileIds.map(profileNamed);
}
