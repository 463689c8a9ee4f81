/** C_WaitForSlotEvent: events per application, held answers while somebody blocks. */
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import type { Answer, Application, PolicedCall } from '../line/application.ts';

const dontBlock = 1;

/** More threads than this never wait in one real application. */
const maxWaiting = 64;

export function waitForSlotEvent({ application, values }: PolicedCall): Answer | Promise<Answer> {
  const flags = values.ulong();
  const [slot] = application.events;
  if (slot !== undefined) {
    application.events.delete(slot);
    return told(slot);
  }
  if ((flags & dontBlock) !== 0) return CKR.CKR_NO_EVENT;
  if (application.waiting.length >= maxWaiting) return CKR.CKR_HOST_MEMORY;
  return new Promise((resolve) => application.waiting.push(resolve));
}

/** Something happened in a slot: one waiting call per application is answered, else the event is kept. */
export function slotChanged(application: Application, slot: number): void {
  if (!application.initialised) return;
  const answer = application.waiting.shift();
  if (answer === undefined) application.events.add(slot);
  else answer(told(slot));
}

/** C_Finalize, or the application is gone: nobody waits any longer. */
export function stopWaiting(application: Application): void {
  for (const answer of application.waiting.splice(0)) answer(CKR.CKR_CRYPTOKI_NOT_INITIALIZED);
}

function told(slot: number): Buffer {
  return valueWriter().ulong(slot).end();
}
