/** Tokens as text for a person at a terminal: what is so, and what to do next. */
import { asCalled } from '../foundation/called-as.ts';
import { shellWord } from '../foundation/shell-word.ts';
import { damageKinds } from './token/condition.ts';
import type { TokenView } from './token/state.ts';

const meanings: Readonly<Record<TokenView['state'], string>> = {
  blank: 'blank: not initialised yet',
  initialised: 'initialised: it has an SO PIN, but no user PIN',
  active: 'active: ready to sign',
  locked: 'locked: too many wrong user PINs',
  'so-locked': 'SO-locked: too many wrong SO PINs',
  removed: 'removed: not in its reader',
  compromised: 'compromised: somebody else has its keys, or may have them',
  damaged: 'damaged: see below',
  recalled: 'recalled: handed back to the issuer',
  lost: 'lost: it will not come back',
};

/** One token, several lines. */
export function tokenText(token: TokenView): string {
  const next = nextStep(token);
  return [
    `Token     ${token.label === '' ? '(no label)' : token.label}`,
    `Serial    ${token.serial}`,
    `State     ${meaning(token)}`,
    ...troubles(token),
    `Kind      ${token.kind}, profile ${token.profile}`,
    `Reader    ${token.slot}${token.presence === 'inserted' ? '' : ' (empty)'}`,
    `User PIN  ${triesText(token.user)}`,
    `SO PIN    ${triesText(token.so)}`,
    ...(token.puk === null ? [] : [`PUK       ${triesText(token.puk)}`]),
    ...(token.writeProtected ? ['Changes   none: it is write-protected'] : []),
    ...(next === undefined ? [] : [`Next      ${asCalled(next)}`]),
  ].join('\n');
}

function meaning({ state, counter, user }: TokenView): string {
  if (state === 'locked' || state === 'so-locked') {
    if (counter === 'shared') return 'locked: too many wrong PINs; user and SO share one counter';
    if (state === 'so-locked' && user.triesLeft === 0) {
      return `${meanings['so-locked']}, and too many wrong user PINs`;
    }
  }
  return meanings[state];
}

/** What the one word of the state does not tell. */
function troubles({ state, presence, damage, compromised, copyOf }: TokenView): readonly string[] {
  return [
    ...(damage === null ? [] : [`Damage    ${damageKinds[damage].meaning}`]),
    ...(compromised && state !== 'compromised' ? ['Keys      compromised'] : []),
    ...(copyOf === null ? [] : [`Copy of   ${copyOf}: applications see that serial number`]),
    ...(presence === state || presence === 'inserted' ? [] : [`Presence  ${presence}`]),
  ];
}

/** All tokens, one a line under a heading. */
export function tokenTable(tokens: readonly TokenView[]): string {
  const rows = tokens.map(({ label, serial, state, user, so, slot, kind }) => [
    label === '' ? '(no label)' : label,
    serial,
    state,
    `${user.triesLeft}/${user.triesMax}`,
    `${so.triesLeft}/${so.triesMax}`,
    kind,
    String(slot),
  ]);
  const all = [['LABEL', 'SERIAL', 'STATE', 'USER TRIES', 'SO TRIES', 'KIND', 'READER'], ...rows];
  const columns = all[0]?.map((_, column) => column) ?? [];
  const widths = columns.map((column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
  return all
    .map((row) =>
      row
        .map((cell, at) => padded(cell, widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function triesText({ triesLeft, triesMax }: TokenView['user']): string {
  if (triesLeft === 0) return `locked (0 of ${triesMax} tries left)`;
  return `${triesLeft} of ${triesMax} tries left${triesLeft === 1 ? ': the next wrong PIN locks it' : ''}`;
}

function nextStep(token: TokenView): string | undefined {
  const { label, serial, state } = token;
  // One that begins with a dash would be taken for an option.
  const name = label === '' || label.startsWith('-') ? serial : shellWord(label);
  switch (state) {
    case 'blank':
      // Without its reader, pkcs11-tool takes the first token there is, and empties that.
      return `initialise it: pkcs11-tool --module "$CONGVU_MODULE" --slot ${token.slot} --init-token --label LABEL --so-pin PIN; or: congvu token initialise ${name} --so-pin PIN --pin PIN`;
    case 'initialised':
      return `give it a user PIN: congvu token unlock ${name} --so-pin PIN --new-pin PIN`;
    case 'locked':
      return unlockStep(name, token);
    case 'so-locked':
      return soLockedStep(name, token);
    case 'removed':
      return `put it back: congvu token insert ${name}`;
    case 'damaged':
      return `restore a snapshot: congvu token restore ${name} (or, in a test: congvu token repair ${name})`;
    case 'compromised':
      return `have its certificate revoked and the token recalled: congvu token recall ${name}`;
    case 'recalled':
      return `empty it as the issuer does: congvu token wipe ${name}, then insert it as a blank one`;
    case 'lost':
      return 'create a new one: congvu token create LABEL';
    case 'active':
      return undefined;
  }
}

function soLockedStep(name: string, token: TokenView): string {
  const { unlock, user, puk } = token;
  const pukOpens = unlock === 'puk-setpin' && puk !== null && puk.triesLeft > 0;
  if (unlock === 'administrative' || (pukOpens && user.triesLeft === 0)) return unlockStep(name, token);
  if (user.triesLeft === 0) return 'neither PIN can be opened again, as with a real token; create a new one';
  const later = pukOpens ? 'the PUK still opens the user PIN' : 'create a new one when the user PIN locks';
  return `the SO PIN cannot be opened again, as with a real token; ${later}`;
}

function unlockStep(name: string, { unlock, puk }: TokenView): string {
  switch (unlock) {
    case 'puk-setpin':
      if (puk?.triesLeft === 0) return 'nothing opens it, as its PUK is locked too; create a new one';
      return `unlock it: congvu token unlock ${name} --puk PUK --new-pin PIN`;
    case 'administrative':
      return `reset its counters: congvu token reset-tries ${name}`;
    case 'none':
      return 'nothing opens it, as its profile says; create a new one';
    default:
      return `unlock it: congvu token unlock ${name} --so-pin PIN --new-pin PIN`;
  }
}

function padded(text: string, to: number): string {
  return text + ' '.repeat(to - width(text));
}

/** Letters as a person counts them. */
function width(text: string): number {
  return [...text.normalize('NFC')].length;
}
