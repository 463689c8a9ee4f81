/** Whether emulator and model are of one mind: counters, flags, and what every connection sees of its login. */
import { expect } from 'vitest';
import { valueWriter } from '../../wire/values.ts';
import { tokenFlagsSeen } from '../fresh-emulator.ts';
import * as expected from './model.ts';
import { connections } from './steps.ts';
import { both, type Subject } from './subject.ts';

const readWriteStates = { none: 2, user: 3, so: 4 } as const;
/** An SO has none. */
const readOnlyStates = { none: 0, user: 1, so: -1 } as const;

/** Counters, flags, the word for the state, and what every connection sees of its login. */
export async function agree(subject: Subject): Promise<void> {
  const { model, serial, slot, connected } = subject;
  const { user, so, puk: seenPuk } = subject.emulator.token(serial);
  expect({ user: user.triesLeft, so: so.triesLeft, puk: seenPuk?.triesLeft ?? null }).toEqual({
    user: expected.triesLeft(model, 'user'),
    so: expected.triesLeft(model, 'so'),
    puk: model.pins.puk === null ? null : expected.triesLeft(model, 'puk'),
  });
  for (let at = 0; at < connections; at++) {
    const { app } = connected(at);
    if (model.inserted) {
      const mask = 0xff_0508;
      expect(((await tokenFlagsSeen(app, slot)) & mask).toString(16)).toBe(
        (expected.flags(model) & mask).toString(16),
      );
    }
    for (const which of both) await agreeOn(subject, at, which);
  }
}

async function agreeOn(
  { model, connected, sessionOf }: Subject,
  at: number,
  which: expected.Which,
): Promise<void> {
  if (expected.connectionAt(model, at)[which] === 'none') return;
  const answer = expected.sessionAnswer(model, at, which) ?? 'CKR_OK';
  const values = valueWriter().ulong(sessionOf(at, which)).end();
  const info = await connected(at).app.call('C_GetSessionInfo', values);
  expect(info.result).toBe(answer);
  if (answer !== 'CKR_OK') return;
  info.values.ulong();
  const { login, otherReadWrite } = expected.connectionAt(model, at);
  const states = which === 'session' || otherReadWrite ? readWriteStates : readOnlyStates;
  expect(info.values.ulong()).toBe(states[login]);
}
