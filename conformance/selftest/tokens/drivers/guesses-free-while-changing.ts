/** A token that does not count wrong PINs given to the function that changes the PIN. */
import type { Driver } from '../../../checks/token/application-process.ts';
import { trueUserPin } from './state.ts';

export const driver: Driver = (session) => ({
  ...session,
  setPin: (oldPin, newPin) => {
    if (oldPin === trueUserPin()) return session.setPin(oldPin, newPin);
    // Refused without a try being counted: nobody is logged in, so the token answers an error and looks at no PIN.
    session.logout();
  },
});
