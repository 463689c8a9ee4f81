/** When a lane may serve, and what ends that at once. */
import type { Application, Session, Shared } from '../policy/line/application.ts';
import { sessionRefusal } from '../policy/slots/session-refusal.ts';
import type { Run } from './run.ts';

/** CKM_RSA_PKCS, CKM_SHA256/384/512_RSA_PKCS, CKM_ECDSA: what they sign is in the call, and they have no parameter. */
const mechanisms = new Set([0x1, 0x40, 0x41, 0x42, 0x1041]);

const keySize = 8;

/** CKM_… of a run that a lane can take over; undefined for all others. */
export function expressMechanism({ asked }: Run): number | undefined {
  const mechanism = asked.readUInt32BE(0);
  const parameter = asked.subarray(4, -keySize);
  // Ages 0 and 1 send an empty or a NULL byte string, age 2 nothing.
  const none =
    parameter.length === 0 || (parameter.length === 4 && [0, 0xffffffff].includes(parameter.readUInt32BE(0)));
  return none && mechanisms.has(mechanism) ? mechanism : undefined;
}

/** Handle of the key, as the engine knows it. */
export function keyOf({ asked }: Run): number {
  return asked.readUInt32BE(asked.length - 4);
}

/** The long way would do nothing to such a call but pass it on. */
export function mayServe(
  application: Application,
  shared: Pick<Shared, 'interception'>,
  session: Session,
): boolean {
  const { attachment, link } = session;
  const { token, engine, login, limited, pace } = attachment;
  return (
    shared.interception.current === undefined &&
    sessionRefusal(application, session) === undefined &&
    engine?.link === link &&
    login === 'user' &&
    !limited &&
    pace === undefined &&
    token.state().condition === 'sound'
  );
}

/**
 * Calls `hear` before anything changes that a lane knows nothing of; `lasting`: what it has loaded may be no longer
 * true. The result ends it.
 */
export function watchFor(
  { interception }: Pick<Shared, 'interception'>,
  { attachment, link }: Session,
  hear: (lasting: boolean) => void,
): () => void {
  const ends = [
    attachment.token.heed((contents) => hear(contents)),
    link.leaving(() => hear(true)),
    interception.heed(() => hear(false)),
  ];
  return () => {
    for (const end of ends) end();
  };
}
