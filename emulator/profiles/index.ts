/** The token profiles that come with congvu: data files, checked against their schema when they are loaded. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { fail } from '../errors.ts';
import type { TokenProfile } from '../token/profile.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const schemaFile = 'profile.schema.json';

const isProfile = new Ajv({ allowUnionTypes: true }).compile<TokenProfile>(readJson(schemaFile) as object);

export const profileIds: readonly string[] = Object.freeze(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== schemaFile)
    .map((name) => name.slice(0, -'.json'.length))
    .sort(),
);

/** The profile of that name. Throws TOKEN_PROFILE_UNKNOWN. */
export function profileNamed(id: string): TokenProfile {
  if (!profileIds.includes(id)) {
    throw fail('TOKEN_PROFILE_UNKNOWN', { profile: id, known: profileIds.join(', ') });
  }
  const { $schema: _, ...profile } = readJson(`${id}.json`) as { $schema?: string };
  return checkedProfile(profile);
}

/** The same value, known to be a profile. Throws TypeError naming what does not fit. */
export function checkedProfile(value: unknown): TokenProfile {
  if (!isProfile(value)) {
    const [error] = isProfile.errors ?? [];
    throw new TypeError(`not a token profile: ${error?.instancePath} ${error?.message}`);
  }
  return Object.freeze(value);
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
