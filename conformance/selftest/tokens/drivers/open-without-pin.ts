/** A token that signs without a PIN. */
import type { Driver } from '../../../checks/token/application-process.ts';
import { trueUserPin } from './state.ts';

export const driver: Driver = (session) => {
  const unlocked = <Result>(use: () => Result): Result => {
    if (session.loginState() !== 'public') return use();
    session.login('user', trueUserPin());
    try {
      return use();
    } finally {
      session.logout();
    }
  };
  return {
    ...session,
    // Keys are seen and used as if nobody had to log in; the handle is found again in the logged-in state.
    keys: (selector) => unlocked(() => session.keys(selector)),
    sign: (key, message, scheme) =>
      unlocked(() => session.sign(session.key({ id: key.id }), message, scheme)),
  };
};
