/** A token that still opens with the PIN it had before it was restored. */
import type { Driver } from '../../../checks/token/application-process.ts';
import { remember, remembered, trueUserPin } from './state.ts';

export const driver: Driver = (session) => ({
  ...session,
  initPin: (pin) => {
    session.initPin(pin);
    remember({ pin });
  },
  login: (role, pin) => {
    const { pin: present } = remembered();
    session.login(role, role === 'user' && pin === trueUserPin() && present !== undefined ? present : pin);
  },
});
