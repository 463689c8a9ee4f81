/** Takes a token out and puts it back while an application uses it: where it was when that was answered, it stays. */
import { valueWriter } from '../../wire/values.ts';
import type { Persona } from './persona.ts';

const label = 'moved';
const pin = '123456';
const soPin = '87654321';
const slot = 4;
const fine = ['CKR_OK', 'CKR_DEVICE_REMOVED', 'CKR_TOKEN_NOT_PRESENT', 'CKR_DEVICE_ERROR'];

export function mover(): Persona {
  let where: 'active' | 'removed' = 'active';
  let moving = false;

  return Object.freeze({
    name: 'mover',
    begin: async ({ control }) => {
      await control.create({ label, profile: 'strict', pin, soPin });
    },
    act: async (stage, dice) => {
      const moves = 1 + dice.below(4);
      const user = async (): Promise<void> => {
        const application = await stage.application();
        const session = await application.open(slot).catch(() => undefined);
        for (let n = 0; n < 20 && session !== undefined; n++) {
          const { result } = await application.call(
            'C_GenerateRandom',
            valueWriter().ulong(session).room(16).end(),
          );
          if (!fine.includes(result)) stage.complain(`C_GenerateRandom was answered with ${result}`);
        }
      };
      const moved = async (): Promise<void> => {
        for (let n = 0; n < moves; n++) {
          moving = true;
          const next = where === 'active' ? 'removed' : 'active';
          await stage.control.move(label, next === 'removed' ? 'remove' : 'insert');
          where = next;
          moving = false;
          stage.count('moves answered');
        }
      };
      const done = await Promise.allSettled([user(), moved()]);
      for (const one of done) if (one.status === 'rejected') throw one.reason;
    },
    check: async ({ control, complain }) => {
      const { state } = await control.token(label);
      if (state !== 'active' && state !== 'removed') return complain(`a moved token is ${state}`);
      if (state !== where && !moving) complain(`a token that was ${where} is ${state}`);
      where = state;
      moving = false;
    },
  } satisfies Persona);
}
