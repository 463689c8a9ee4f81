/** C_InitToken: empties a token, with its SO PIN; gives a blank one its first. */
import { CongvuError } from '../../../foundation/error.ts';
import { storedPin } from '../../store/stored-pin.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { checkLabel } from '../../store/token-label.ts';
import { initialised } from '../../token/state.ts';
import { CKR } from '../../wire/results.ts';
import { releaseLoadedEngine } from '../engines/engines.ts';
import { whileWiping } from '../leaving/while-wiping.ts';
import { type Answer, nothing, type PolicedCall, type Shared, sessionsOn } from '../line/application.ts';
import { tokenIn } from '../slots/readers.ts';
import { checkStillThere } from './pin-check.ts';
import { checkSoPin, presentedPins } from './pins.ts';

/** Empties the token. Refused while any application has a session on it. */
export async function initToken(policed: PolicedCall): Promise<Answer> {
  const { shared, values, notePin } = policed;
  const slot = values.ulong();
  const token = tokenIn(shared, slot);
  const given = values.bytes();
  const field = values.string();
  notePin(given);
  if (typeof token === 'number') return token;
  const refusal = refusedInit(token, shared);
  if (refusal !== undefined) return refusal;
  const label = labelOf(field);
  if (label === undefined) return labelRefused(policed, token, 'the label is no UTF-8');
  const flaw = labelFlaw(token, label, shared);
  if (flaw !== undefined) return labelRefused(policed, token, flaw);
  const pins = await presentedPins(policed, { token }, { pin: given }, 'initialise');
  if (typeof pins === 'number') return pins;
  const { pin } = pins;
  if (pin === undefined) return CKR.CKR_ARGUMENTS_BAD;
  return token.exclusively(async () => {
    // Whoever waited, for a pad or for another PIN, may find the world changed.
    const there = tokenIn(shared, slot);
    if (there !== token) return typeof there === 'number' ? there : CKR.CKR_TOKEN_NOT_PRESENT;
    const late = refusedInit(token, shared);
    if (late !== undefined) return late;
    const flawNow = labelFlaw(token, label, shared);
    if (flawNow !== undefined) return labelRefused(policed, token, flawNow);
    const checked = await checkSoPin(token, pin, shared, policed);
    if (checked !== CKR.CKR_OK) return checked;
    if (inUse(token, shared)) return CKR.CKR_SESSION_EXISTS;
    await whileWiping(shared, token, () => reset(token, pin, label, policed));
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

async function reset(
  token: StoredToken,
  pin: Uint8Array,
  label: string,
  policed: PolicedCall,
): Promise<void> {
  const { store, clock, applications, journal } = policed.shared;
  const so = await storedPin(pin, store.random);
  const had = token.state().so.set;
  await token.wipe(store, () => {
    checkStillThere(token, had ? 'so' : undefined, policed);
    return {
      state: initialised(token.state(), token.profile, { by: 'owner', at: clock.now() }),
      pins: { user: null, so, earlier: { user: [], so: token.earlierPins('so') } },
      label,
    };
  });
  // Engines that have loaded the old objects would go on seeing them.
  for (const application of applications) releaseLoadedEngine(application, token);
  journal.event({ event: 'initialised', token: token.identity.serial });
}

/** The field has 32 bytes and no NUL; an old client sends whatever stands behind it too. Undefined: it is no UTF-8. */
function labelOf(field: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(field.subarray(0, 32));
    return text.normalize('NFC').trimEnd();
  } catch {
    return undefined;
  }
}

/** Why the token cannot be called so: what holds for `token create` holds here. */
function labelFlaw(token: StoredToken, label: string, { store }: Shared): string | undefined {
  const others = store.tokens().filter((other) => other !== token);
  try {
    checkLabel(label, token.identity.serial, others);
    return undefined;
  } catch (error) {
    if (error instanceof CongvuError) return error.message;
    throw error;
  }
}

/** PKCS#11 has no code for a label: CKR_ARGUMENTS_BAD, before any PIN is counted; the journal says the rest. */
function labelRefused({ application, shared }: PolicedCall, token: StoredToken, detail: string): number {
  const { connection } = application;
  shared.journal.event({ event: 'label-refused', connection, token: token.identity.serial, detail });
  return CKR.CKR_ARGUMENTS_BAD;
}
