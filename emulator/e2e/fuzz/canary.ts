/** An honest application that signs all the time while others misbehave: it must not notice. */
import { findKeys, generateKey, signWith } from '../kill-storm/calls.ts';
import { rawApplication, userTypes } from '../raw-application.ts';
import { pins } from '../running.ts';

export interface Canary {
  signatures(): number;
  /** What went wrong, if something did. */
  readonly complaints: readonly string[];
  stop(): Promise<void>;
}

/** Works on slot 2; `pause` milliseconds between two signatures. */
export async function canary(socketPath: string, pause: number): Promise<Canary> {
  const application = await rawApplication(socketPath);
  await application.initialize();
  const session = await application.open(2);
  const login = await application.login(session, userTypes.user, pins.pin);
  await generateKey(application, session, '01');
  const [key] = await findKeys(application, session);
  if (login !== 'CKR_OK' || key === undefined) throw new Error(`the canary never sang: ${login}`);
  let signatures = 0;
  let stopped = false;
  const complaints: string[] = [];
  const singing = (async () => {
    while (!stopped) {
      const length = await signWith(application, session, key).catch(() => -1);
      if (length !== 64) complaints.push(`signature ${signatures + 1} has ${length} bytes`);
      if (length === -1) return;
      signatures++;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  return Object.freeze({
    signatures: () => signatures,
    complaints,
    stop: async () => {
      stopped = true;
      await singing;
      application.close();
    },
  });
}
