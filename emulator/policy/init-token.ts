/** C_InitToken: empties a token, with its SO PIN; gives a blank one its first. */
import { storedPin } from '../store/stored-pin.ts';
import type { StoredToken } from '../store/stored-token.ts';
import { initialised } from '../token/state.ts';
import { CKR } from '../wire/results.ts';
import { type Answer, nothing, type PolicedCall, type Shared, sessionsOn } from './application.ts';
import { releaseLoadedEngine } from './engines.ts';
import { checkSoPin, presentedPins } from './pins.ts';
import { tokenIn } from './readers.ts';

/** Empties the token. Refused while any application has a session on it. */
export async function initToken(policed: PolicedCall): Promise<Answer> {
  const { shared, values, notePin } = policed;
  const slot = values.ulong();
  const token = tokenIn(shared, slot);
  const given = values.bytes();
  const label = values.string();
  notePin(given);
  if (typeof token === 'number') return token;
  const refusal = refusedInit(token, shared);
  if (refusal !== undefined) return refusal;
  const pins = await presentedPins(policed, token, { pin: given }, 'initialise');
  if (typeof pins === 'number') return pins;
  const { pin } = pins;
  if (pin === undefined) return CKR.CKR_ARGUMENTS_BAD;
  return token.exclusively(async () => {
    // Whoever waited, for a pad or for another PIN, may find the world changed.
    const there = tokenIn(shared, slot);
    if (there !== token) return typeof there === 'number' ? there : CKR.CKR_TOKEN_NOT_PRESENT;
    const late = refusedInit(token, shared);
    if (late !== undefined) return late;
    const checked = await checkSoPin(token, pin, shared);
    if (checked !== CKR.CKR_OK) return checked;
    if (inUse(token, shared)) return CKR.CKR_SESSION_EXISTS;
    shared.wiping.add(token);
    try {
      await reset(token, pin, label, shared);
    } finally {
      shared.wiping.delete(token);
    }
    return nothing;
  });
}

function refusedInit(token: StoredToken, shared: Shared): number | undefined {
  if (inUse(token, shared)) return CKR.CKR_SESSION_EXISTS;
  return token.state().writeProtected ? CKR.CKR_TOKEN_WRITE_PROTECTED : undefined;
}

function inUse(token: StoredToken, shared: Shared): boolean {
  return [...shared.applications].some((application) => sessionsOn(application, token).length > 0);
}

async function reset(token: StoredToken, pin: Uint8Array, label: Uint8Array, shared: Shared): Promise<void> {
  const { store, clock, applications, journal } = shared;
  const so = await storedPin(pin, store.random);
  await token.wipe(store, () => ({
    state: initialised(token.state(), token.profile, { by: 'owner', at: clock.now() }),
    pins: { user: null, so, earlier: { user: [], so: token.earlierPins('so') } },
    label: labelOf(label),
  }));
  // Engines that have loaded the old objects would go on seeing them.
  for (const application of applications) releaseLoadedEngine(application, token);
  journal.event({ event: 'initialised', token: token.identity.serial });
}

/** The field has 32 bytes and no NUL; an old client sends whatever stands behind it too. */
function labelOf(field: Uint8Array): string {
  return Buffer.from(field.subarray(0, 32)).toString('utf8').normalize('NFC').trimEnd();
}
