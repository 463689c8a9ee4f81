/** A look at a token's keys while applications work with them: whole files only, and all of one moment. */
import { join } from 'node:path';
import { fail } from '../../errors.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { objectsFolder } from '../../store/token-files.ts';
import { readObjects, sameObjects, type TokenObjects } from '../../store/token-objects.ts';
import { callNamed } from '../../wire/calls.ts';
import type { Shared } from '../line/application.ts';
import { patient } from './turn.ts';

/** So often may an application have changed the keys between two looks. */
const attempts = 200;

/**
 * Two equal looks with a silence between them: whatever was being written at the first is written at the second, and
 * would show. Must run inside `token.exclusively`. Throws TOKEN_BUSY.
 */
export async function quietObjects(shared: Shared, token: StoredToken): Promise<TokenObjects> {
  const [objects = {}] = await quietObjectsOf(shared, [token]);
  return objects;
}

/** The same of several tokens, all of one moment. */
export async function quietObjectsOf(
  shared: Shared,
  tokens: readonly StoredToken[],
): Promise<readonly TokenObjects[]> {
  const look = (): readonly TokenObjects[] =>
    tokens.map((token) => readObjects(join(token.folder, objectsFolder)));
  let moved: StoredToken | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const first = look();
    await Promise.all(tokens.map((token) => silence(shared, token)));
    const second = look();
    moved = tokens.find((_, index) => !sameObjects(first[index] ?? {}, second[index] ?? {}));
    if (moved === undefined) return second;
  }
  throw fail('TOKEN_BUSY', { label: moved?.label() ?? '' });
}

/** Settles when every engine of the token has done all that it had been asked for: they answer in order. Throws TOKEN_ENGINE_HANGS. */
export async function silence(shared: Shared, token: StoredToken): Promise<void> {
  const links = [...shared.applications].flatMap((application) => {
    const link = application.attachments.get(token)?.engine?.link;
    return link === undefined || link.gone() ? [] : [link];
  });
  const question = callNamed('C_GetInfo');
  // One that dies meanwhile writes no more either.
  const answers = links.map((link) => link.call(question, Buffer.alloc(0)).catch(() => undefined));
  await patient(shared, token, Promise.all(answers));
}
