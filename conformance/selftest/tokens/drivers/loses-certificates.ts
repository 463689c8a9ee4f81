/** A token that keeps its keys when it is restored, and loses its certificates. */
import { ck } from '../../../../core/pkcs11/index.ts';
import type { Driver } from '../../../checks/token/application-process.ts';

export const driver: Driver = (session) => ({
  ...session,
  initPin: (pin) => {
    session.initPin(pin);
    session.logout();
    session.login('user', pin);
    for (const certificate of session.findObjects([{ type: ck.CKA_CLASS, value: ck.CKO_CERTIFICATE }]))
      session.destroyObject(certificate);
    session.logout();
  },
});
