/** A token whose login in one program opens it for all programs. */
import type { Driver } from '../../../checks/token/application-process.ts';
import { remember, remembered, trueUserPin } from './state.ts';

export const driver: Driver = (session) => {
  const follow = () => {
    const owner = Number(remembered().loggedIn ?? 0);
    if (owner !== process.pid && isRunning(owner) && session.loginState() === 'public') {
      session.login('user', trueUserPin());
    }
  };
  return {
    ...session,
    login: (role, pin) => {
      session.login(role, pin);
      if (role === 'user') remember({ loggedIn: String(process.pid) });
    },
    logout: () => {
      session.logout();
      remember({ loggedIn: '0' });
    },
    keys: (selector) => {
      follow();
      return session.keys(selector);
    },
  };
};

/** A program that has ended takes its login along. */
function isRunning(pid: number): boolean {
  if (pid === 0) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
