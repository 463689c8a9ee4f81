/** Opening and closing sessions: our own handles outside, the engine's inside. */
import type { StoredToken } from '../store/stored-token.ts';
import { callNamed } from '../wire/calls.ts';
import { CKR } from '../wire/results.ts';
import { valueWriter } from '../wire/values.ts';
import {
  type Answer,
  type Application,
  attachmentOf,
  nothing,
  type PolicedCall,
  type Session,
  sessionsOn,
} from './application.ts';
import { engineOf } from './engines.ts';

const readWriteFlag = 2;

export async function openSession({ application, shared, call, values }: PolicedCall): Promise<Answer> {
  const token = shared.store.bySlot(values.ulong());
  const flags = values.ulong();
  if (token === undefined) return CKR.CKR_SLOT_ID_INVALID;
  if (shared.wiping.has(token)) await token.exclusively(async () => undefined);
  if (token.state().presence !== 'inserted') return CKR.CKR_TOKEN_NOT_PRESENT;
  if (!token.state().so.set) return CKR.CKR_TOKEN_NOT_RECOGNIZED;
  const attachment = attachmentOf(application, token);
  const { link, slot } = await engineOf(attachment, shared);
  const reply = await link.call(call, valueWriter().ulong(slot).ulong(flags).end());
  if (reply.values === undefined) return reply.result;
  const handle = application.nextSession++;
  application.sessions.set(handle, {
    handle,
    attachment,
    link,
    remote: reply.values.ulong(),
    readWrite: (flags & readWriteFlag) !== 0,
    keyOperation: false,
    expired: false,
  });
  return valueWriter().ulong(handle).end();
}

/** Closes it also while the token is out, so that nothing is left over after its return. */
export async function closeSession({ application, call }: PolicedCall, session: Session): Promise<Answer> {
  const { attachment, link, remote } = session;
  application.sessions.delete(session.handle);
  const left = sessionsOn(application, attachment.token).some((open) => open.link === link);
  if (!left && attachment.engine?.link === link) attachment.login = 'none';
  if (!link.gone()) await link.call(call, valueWriter().ulong(remote).end());
  return attachment.token.state().presence === 'inserted' ? nothing : CKR.CKR_DEVICE_REMOVED;
}

export async function closeAllSessions(policed: PolicedCall): Promise<Answer> {
  const { application, shared, values } = policed;
  const token = shared.store.bySlot(values.ulong());
  if (token === undefined) return CKR.CKR_SLOT_ID_INVALID;
  await closeSessionsOn(application, token);
  return token.state().presence === 'inserted' ? nothing : CKR.CKR_TOKEN_NOT_PRESENT;
}

async function closeSessionsOn(application: Application, token: StoredToken): Promise<void> {
  const open = sessionsOn(application, token);
  for (const session of open) application.sessions.delete(session.handle);
  const attachment = application.attachments.get(token);
  if (attachment === undefined) return;
  attachment.login = 'none';
  const { engine } = attachment;
  if (engine === undefined || engine.link.gone() || open.length === 0) return;
  await engine.link.call(callNamed('C_CloseAllSessions'), valueWriter().ulong(engine.slot).end());
}

/** SoftHSM's answer, with our slot id in it. */
export async function sessionInfo({ call }: PolicedCall, session: Session): Promise<Answer> {
  const reply = await session.link.call(call, valueWriter().ulong(session.remote).end());
  if (reply.raw === undefined) return reply.result;
  const { slot } = session.attachment.token.identity;
  return Buffer.concat([valueWriter().ulong(slot).end(), reply.raw.subarray(8)]);
}
