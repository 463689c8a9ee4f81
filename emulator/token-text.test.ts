/** What a person reads about a token: true to its state and its profile. */
import { describe, expect, it } from 'vitest';
import { profileNamed } from './profiles/index.ts';
import { blankToken, type TokenView, tokenView } from './token/state.ts';
import { tokenText } from './token-text.ts';

const names = { label: 'T', serial: '0123456789ABCDEF', kind: 'personal', slot: 1, copyOf: null } as const;

/** With so many tries left. */
function tokenWith(profileId: string, tries: { readonly user: number; readonly so: number }): TokenView {
  const profile = profileNamed(profileId);
  const blank = blankToken(profile);
  const state = {
    ...blank,
    user: { ...blank.user, set: true, triesLeft: tries.user },
    so: { ...blank.so, set: true, triesLeft: tries.so },
  };
  return tokenView(names, state, profile);
}

describe('the text about a token', () => {
  it('says of a shared counter that wrong PINs of all kinds have locked it', () => {
    const text = tokenText(tokenWith('tpm-like', { user: 0, so: 0 }));
    expect(text).toContain('locked: too many wrong PINs; user and SO share one counter');
    expect(text).not.toContain('SO-locked');
    expect(text).toContain('congvu token reset-tries T');
  });

  it('tells a token whose SO PIN is locked that works on what to do when the user PIN locks too', () => {
    const text = tokenText(tokenWith('strict', { user: 3, so: 0 }));
    expect(text).toContain('SO-locked: too many wrong SO PINs');
    expect(text).toContain('create a new one when the user PIN locks');
  });

  it('calls a token whose label looks like an option by its serial number in commands', () => {
    const token = { ...tokenWith('strict', { user: 0, so: 3 }), label: '--help' };
    expect(tokenText(token)).toContain(`congvu token unlock ${names.serial} --so-pin PIN`);
    expect(tokenText(token)).toContain('Token     --help');
  });

  it('sends whoever has both PINs locked to a new token', () => {
    const text = tokenText(tokenWith('strict', { user: 0, so: 0 }));
    expect(text).toContain('SO-locked: too many wrong SO PINs, and too many wrong user PINs');
    expect(text).toContain('neither PIN can be opened again, as with a real token; create a new one');
    expect(text).not.toContain('when the user PIN locks');
  });

  it('says that a PUK still opens the user PIN when both others are locked', () => {
    const both = tokenWith('sim-like', { user: 0, so: 0 });
    const puk = { triesLeft: 3, triesMax: 3 };
    expect(tokenText({ ...both, puk })).toContain('--puk PUK');
    expect(tokenText({ ...both, puk: { ...puk, triesLeft: 0 } })).toContain('create a new one');
  });
});
