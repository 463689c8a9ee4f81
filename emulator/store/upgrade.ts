/** Token files of format 1, read as format 2: nothing in a folder of an earlier congvu is lost. */

/** `token.json`: the slot has moved to the record, and there are copies now. Anything else goes through as it is. */
export function upgradedIdentity(written: unknown): unknown {
  if (!isFormat1(written)) return written;
  const { slot: _, ...identity } = written;
  return { ...identity, format: 2, copyOf: null };
}

/** `state.json`: it holds the slot, which format 1 had in `token.json`, and what can go wrong with a token. */
export function upgradedRecord(written: unknown, identity: unknown): unknown {
  if (!isFormat1(written)) return written;
  // Profiles of that time said nothing of a PUK: ten is what the schema gives them.
  const puk = { set: false, triesLeft: 10 };
  const state = {
    condition: 'sound',
    compromised: false,
    writeProtected: false,
    puk,
    ...(written.state as object),
  };
  const pins = { puk: null, earlier: { user: [], so: [] }, ...(written.pins as object) };
  const slot = isFormat1(identity) ? identity.slot : undefined;
  return { slot, ...written, format: 2, state, pins };
}

function isFormat1(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === 1;
}
