/** A token with one counter for both roles: a wrong user PIN costs the SO a try as well. */
import type { Driver } from '../../../checks/token/application-process.ts';

export const driver: Driver = (session) => ({
  ...session,
  login: (role, pin) => {
    try {
      session.login(role, pin);
    } catch (error) {
      if (role === 'user') quietly(() => session.login('so', 'not the so pin'));
      throw error;
    }
  },
});

function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // The try is what counts.
  }
}
