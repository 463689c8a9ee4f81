/** A token that loses its keys when it is restored. */
import { ck } from '../../../../core/pkcs11/index.ts';
import type { Driver } from '../../../checks/token/application-process.ts';

export const driver: Driver = (session) => ({
  ...session,
  initPin: (pin) => {
    session.initPin(pin);
    session.logout();
    session.login('user', pin);
    for (const key of session.findObjects([{ type: ck.CKA_CLASS, value: ck.CKO_PRIVATE_KEY }]))
      session.destroyObject(key);
    session.logout();
  },
});
