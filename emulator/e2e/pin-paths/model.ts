/** What a token should do with PINs, as plain counters: nothing of the emulator's own code is used here. */
import type { CountedPin, NewPinRule, PinRole, TokenProfile } from '../../token/profile.ts';

type SessionState = 'none' | 'open' | 'expired';

/** One application with a read-write session, and perhaps another one, which may be read-only: they share the login. */
export interface ModelConnection {
  session: SessionState;
  other: SessionState;
  otherReadWrite: boolean;
  login: 'none' | PinRole;
  limited: boolean;
}

export interface Model {
  readonly profile: TokenProfile;
  now: number;
  inserted: boolean;
  hasKey: boolean;
  readonly pins: Record<CountedPin, string | null>;
  readonly wrong: Record<CountedPin, number>;
  readonly since: Record<CountedPin, number>;
  readonly setAt: Record<PinRole, number>;
  readonly mustChange: Record<PinRole, boolean>;
  readonly history: Record<PinRole, string[]>;
  readonly connections: ModelConnection[];
}

const everyPin = ['user', 'so', 'puk'] as const;

export function newModel(
  profile: TokenProfile,
  pins: { pin: string; soPin: string; puk: string | null },
  now: number,
  connections: number,
): Model {
  const at = { user: now, so: now, puk: now };
  return {
    profile,
    now,
    inserted: true,
    hasKey: false,
    pins: { user: pins.pin, so: pins.soPin, puk: pins.puk },
    wrong: { user: 0, so: 0, puk: 0 },
    since: at,
    setAt: { user: now, so: now },
    mustChange: {
      user: profile.mustChange.user.includes('creation'),
      so: profile.mustChange.so.includes('creation'),
    },
    history: { user: [], so: [] },
    connections: Array.from({ length: connections }, () => ({
      session: 'none',
      other: 'none',
      otherReadWrite: false,
      login: 'none',
      limited: false,
    })),
  };
}

/** Whose counters a wrong PIN of `who` moves. */
function sharing({ profile }: Model, who: CountedPin): readonly CountedPin[] {
  return profile.counter === 'shared' ? ['user', 'so'] : [who];
}

export function triesLeft({ profile, wrong }: Model, who: CountedPin): number {
  return profile.tries[who] - wrong[who];
}

/** One PIN presented to the card: what it says, and what it counts. */
export function attempt(model: Model, who: CountedPin, pin: string): string {
  const { profile, pins, wrong, since, now } = model;
  if (pins[who] === null) return 'CKR_USER_PIN_NOT_INITIALIZED';
  if (triesLeft(model, who) === 0) return 'CKR_PIN_LOCKED';
  if (profile.wrongLength === 'refused' && !lengthFits(pin, profile.pinLength[who]))
    return 'CKR_PIN_LEN_RANGE';
  if (profile.wrongCharacters === 'refused' && !typable(pin, profile)) return 'CKR_PIN_INVALID';
  if (pin === pins[who]) {
    if (profile.resetOnSuccess) for (const one of sharing(model, who)) wrong[one] = 0;
    return 'CKR_OK';
  }
  for (const one of sharing(model, who)) {
    wrong[one] += 1;
    since[one] = now;
  }
  return triesLeft(model, who) === 0 && profile.lockAnswer === 'at-limit'
    ? 'CKR_PIN_LOCKED'
    : 'CKR_PIN_INCORRECT';
}

function lengthFits(pin: string, { min, max }: { min: number; max: number }): boolean {
  return pin.length >= min && pin.length <= max;
}

function typable(pin: string, { pinCharacters }: TokenProfile): boolean {
  if (pinCharacters === 'digits') return /^[0-9]*$/.test(pin);
  return pinCharacters === 'any' || /^[0-9A-Za-z]*$/.test(pin);
}

/** CKR_OK when such a new PIN is taken. */
function newPinAnswer({ profile }: Model, role: PinRole, pin: string, old?: string): string {
  const rule = profile.newPin[role];
  if (rule !== null && !lengthFits(pin, rule)) return 'CKR_PIN_LEN_RANGE';
  if (!lengthFits(pin, profile.pinLength[role])) return 'CKR_PIN_LEN_RANGE';
  if (!typable(pin, profile)) return 'CKR_PIN_INVALID';
  if (rule === null) return 'CKR_OK';
  if (rule.notOld && pin === old) return 'CKR_PIN_INVALID';
  return classesFit(pin, rule) ? 'CKR_OK' : 'CKR_PIN_INVALID';
}

function classesFit(pin: string, rule: NewPinRule): boolean {
  const count = (kind: RegExp): number => pin.match(kind)?.length ?? 0;
  return (
    count(/[A-Z]/g) >= rule.upper &&
    count(/[a-z]/g) >= rule.lower &&
    count(/[0-9]/g) >= rule.digit &&
    count(/[^A-Za-z0-9]/g) >= rule.special
  );
}

function takeNewPin(model: Model, role: PinRole, pin: string, by: 'creation' | 'reset' | 'owner'): void {
  const { profile, pins, history, wrong } = model;
  const before = pins[role];
  const depth = profile.newPin[role]?.history ?? 0;
  history[role] = (before === null ? history[role] : [before, ...history[role]]).slice(0, depth);
  pins[role] = pin;
  if (profile.counter === 'each') wrong[role] = 0;
  model.setAt[role] = model.now;
  model.mustChange[role] = by !== 'owner' && profile.mustChange[role].includes(by);
}

function due(model: Model, role: PinRole): boolean {
  const days = model.profile.pinDays[role];
  const expired = days !== null && model.now - model.setAt[role] >= days * 86_400_000;
  return model.pins[role] !== null && (expired || model.mustChange[role]);
}

/** Which of the two sessions of an application. */
export type Which = 'session' | 'other';

/** What stands in the way of any call on that session. An expired session is forgotten once that was said. */
export function sessionAnswer(model: Model, at: number, which: Which = 'session'): string | undefined {
  const connection = connectionAt(model, at);
  if (connection[which] === 'none') throw new Error('no session in the model');
  if (!model.inserted) return 'CKR_DEVICE_REMOVED';
  if (connection[which] === 'open') return undefined;
  connection[which] = 'none';
  return 'CKR_SESSION_HANDLE_INVALID';
}

/** C_OpenSession for the other session. */
export function openOther(model: Model, at: number, readWrite: boolean): string {
  if (!model.inserted) return 'CKR_TOKEN_NOT_PRESENT';
  const connection = connectionAt(model, at);
  if (!readWrite && connection.login === 'so') return 'CKR_SESSION_READ_WRITE_SO_EXISTS';
  connection.other = 'open';
  connection.otherReadWrite = readWrite;
  return 'CKR_OK';
}

/** C_CloseSession: with its last session an application is logged out. */
export function closeSession(model: Model, at: number, which: Which): void {
  const connection = connectionAt(model, at);
  connection[which] = 'none';
  if (connection.session === 'open' || connection.other === 'open') return;
  connection.login = 'none';
  connection.limited = false;
}

/** What C_Login answers without looking at a PIN. */
export function loginRefusal(
  model: Model,
  at: number,
  role: PinRole,
  which: Which = 'session',
): string | undefined {
  const gone = sessionAnswer(model, at, which);
  if (gone !== undefined) return gone;
  const { login, other, otherReadWrite } = connectionAt(model, at);
  if (role === 'so' && other === 'open' && !otherReadWrite) return 'CKR_SESSION_READ_ONLY_EXISTS';
  if (login === role) return 'CKR_USER_ALREADY_LOGGED_IN';
  if (login !== 'none') return 'CKR_USER_ANOTHER_ALREADY_LOGGED_IN';
  return role === 'user' && model.pins.user === null ? 'CKR_USER_PIN_NOT_INITIALIZED' : undefined;
}

export function login(
  model: Model,
  at: number,
  role: PinRole,
  pin: string,
  which: Which = 'session',
): string {
  const refusal = loginRefusal(model, at, role, which);
  if (refusal !== undefined) return refusal;
  const answer = attempt(model, role, pin);
  if (answer !== 'CKR_OK') return answer;
  const { duePin } = model.profile;
  if (due(model, role) && duePin === 'refused') return 'CKR_PIN_EXPIRED';
  const connection = connectionAt(model, at);
  connection.login = role;
  connection.limited = due(model, role) && duePin === 'limited';
  return 'CKR_OK';
}

/** Whose PIN C_SetPIN changes, and with which secret. */
function setPinRoles(model: Model, at: number): { role: PinRole; proof: CountedPin } {
  const { login } = connectionAt(model, at);
  const locked = model.pins.user !== null && triesLeft(model, 'user') === 0;
  const puk = login === 'none' && locked && model.profile.unlock === 'puk-setpin';
  const role = login === 'so' ? 'so' : 'user';
  return { role, proof: puk ? 'puk' : role };
}

export function setPinRefusal(model: Model, at: number, which: Which = 'session'): string | undefined {
  const gone = sessionAnswer(model, at, which);
  if (gone !== undefined) return gone;
  if (which === 'other' && !connectionAt(model, at).otherReadWrite) return 'CKR_SESSION_READ_ONLY';
  const { proof } = setPinRoles(model, at);
  if (model.pins[proof] === null) {
    return proof === 'puk' ? 'CKR_PIN_LOCKED' : 'CKR_PIN_INCORRECT';
  }
  return triesLeft(model, proof) === 0 ? 'CKR_PIN_LOCKED' : undefined;
}

export function setPin(
  model: Model,
  at: number,
  old: string,
  fresh: string,
  which: Which = 'session',
): string {
  const refusal = setPinRefusal(model, at, which);
  if (refusal !== undefined) return refusal;
  const { role, proof } = setPinRoles(model, at);
  const taken = newPinAnswer(model, role, fresh, proof === 'puk' ? undefined : old);
  if (taken !== 'CKR_OK') return taken;
  const answer = attempt(model, proof, old);
  if (answer !== 'CKR_OK') return answer;
  const depth = model.profile.newPin[role]?.history ?? 0;
  const present = model.pins[role];
  const last = (present === null ? model.history[role] : [present, ...model.history[role]]).slice(0, depth);
  if (last.includes(fresh)) return 'CKR_PIN_INVALID';
  if (due(model, role) && model.profile.duePinAgain === 'refused' && fresh === present)
    return 'CKR_PIN_INVALID';
  takeNewPin(model, role, fresh, 'owner');
  connectionAt(model, at).limited = false;
  return 'CKR_OK';
}

export function initPinRefusal(model: Model, at: number): string | undefined {
  const gone = sessionAnswer(model, at);
  if (gone !== undefined) return gone;
  const { login, limited } = connectionAt(model, at);
  if (login !== 'none' && limited) return 'CKR_PIN_EXPIRED';
  return login === 'so' ? undefined : 'CKR_USER_NOT_LOGGED_IN';
}

export function initPin(model: Model, at: number, fresh: string): string {
  const refusal = initPinRefusal(model, at);
  if (refusal !== undefined) return refusal;
  const taken = newPinAnswer(model, 'user', fresh);
  if (taken !== 'CKR_OK') return taken;
  const locked = model.pins.user !== null && triesLeft(model, 'user') === 0;
  if (locked && model.profile.unlock !== 'so-initpin') return 'CKR_PIN_LOCKED';
  takeNewPin(model, 'user', fresh, model.pins.user === null ? 'creation' : 'reset');
  return 'CKR_OK';
}

/** What C_InitToken answers without looking at a PIN. */
export function initTokenRefusal(model: Model): string | undefined {
  if (!model.inserted) return 'CKR_TOKEN_NOT_PRESENT';
  const inUse = model.connections.some(({ session, other }) => session === 'open' || other === 'open');
  return inUse ? 'CKR_SESSION_EXISTS' : undefined;
}

export function initToken(model: Model, pin: string): string {
  const refusal = initTokenRefusal(model);
  if (refusal !== undefined) return refusal;
  const answer = attempt(model, 'so', pin);
  if (answer !== 'CKR_OK') return answer;
  model.pins.user = null;
  model.history.user = [];
  model.hasKey = false;
  if (model.profile.counter === 'each') {
    model.wrong.user = 0;
    model.wrong.so = 0;
  }
  return 'CKR_OK';
}

/** The issuer's tool, with the SO PIN or the PUK: `OK` or the code of the error. */
export function unlock(model: Model, proof: 'so' | 'puk', secret: string, fresh: string): string {
  const { profile, pins } = model;
  if (!model.inserted) return 'TOKEN_ABSENT';
  if (proof === 'puk' && pins.puk === null) return 'TOKEN_PUK_UNUSED';
  const locked = pins.user !== null && triesLeft(model, 'user') === 0;
  const ways: readonly string[] = proof === 'puk' ? ['puk-setpin'] : ['so-initpin', 'vendor-tool'];
  if (locked && !ways.includes(profile.unlock)) return 'TOKEN_UNLOCK_IMPOSSIBLE';
  if (!lengthFits(fresh, profile.pinLength.user)) return 'TOKEN_PIN_LENGTH';
  if (!typable(fresh, profile)) return 'TOKEN_PIN_CHARACTERS';
  const answer = attempt(model, proof, secret);
  const name = proof === 'puk' ? 'TOKEN_PUK' : 'TOKEN_SO_PIN';
  if (answer === 'CKR_PIN_LOCKED') return `${name}_LOCKED`;
  if (answer !== 'CKR_OK') return `${name}_INCORRECT`;
  takeNewPin(model, 'user', fresh, 'reset');
  return 'OK';
}

/** The administrator's reset of the counters. */
export function resetTries(model: Model): string {
  if (!model.inserted) return 'TOKEN_ABSENT';
  if (model.profile.unlock !== 'administrative') return 'TOKEN_UNLOCK_IMPOSSIBLE';
  for (const who of everyPin) model.wrong[who] = 0;
  return 'OK';
}

export function remove(model: Model): void {
  if (!model.inserted) return;
  model.inserted = false;
  if (model.profile.afterReturn === 'resume') return;
  for (const connection of model.connections) {
    if (connection.session === 'open') connection.session = 'expired';
    if (connection.other === 'open') connection.other = 'expired';
    connection.login = 'none';
  }
}

export function wait(model: Model, seconds: number): void {
  model.now += seconds * 1000;
  const { recoverySeconds } = model.profile;
  if (recoverySeconds === null) return;
  for (const who of everyPin) {
    while (model.wrong[who] > 0 && model.now - model.since[who] >= recoverySeconds * 1000) {
      model.wrong[who] -= 1;
      model.since[who] += recoverySeconds * 1000;
    }
  }
}

/** CK_TOKEN_INFO.flags, the bits that PINs move. */
export function flags(model: Model): number {
  const { profile, pins } = model;
  let all = 0x400 | (pins.user === null ? 0 : 0x8) | (profile.pinPad === null ? 0 : 0x100);
  for (const [role, unit] of [
    ['user', 0x1_0000],
    ['so', 0x10_0000],
  ] as const) {
    if (pins[role] === null) continue;
    const left = triesLeft(model, role);
    const [low, final, locked] = [model.wrong[role] >= profile.flags.countLowAfter, left === 1, left === 0];
    if (profile.flags.ladder === 'cumulative') {
      all |= (low ? unit : 0) | (final ? unit * 2 : 0) | (locked ? unit * 4 : 0);
    } else if (profile.flags.ladder === 'exclusive') {
      all |= locked ? unit * 4 : final ? unit * 2 : low ? unit : 0;
    }
    if (due(model, role)) all |= unit * 8;
  }
  return all;
}

export function connectionAt(model: Model, at: number): ModelConnection {
  const connection = model.connections[at];
  if (connection === undefined) throw new Error('no such connection in the model');
  return connection;
}
