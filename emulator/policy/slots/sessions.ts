/** Opening and closing sessions: our own handles outside, the engine's inside. */
import type { StoredToken } from '../../store/stored-token.ts';
import { callNamed } from '../../wire/calls.ts';
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import { engineOf, releaseEngine } from '../engines/engines.ts';
import { closeSpare } from '../line/ahead.ts';
import {
  type Answer,
  type Application,
  type Attachment,
  attachmentOf,
  nothing,
  type PolicedCall,
  type Session,
  type Shared,
  sessionsOn,
} from '../line/application.ts';
import { hasMuch } from '../memory/kept-memory.ts';
import { endPadRequestsOfClosed } from '../pins/pin-pad.ts';
import { tokenIn } from './readers.ts';

const readWriteFlag = 2;

export function openSession(policed: PolicedCall): Promise<Answer> {
  const { values } = policed;
  return openedAt(policed, { asked: values.ulong(), flags: values.ulong() });
}

interface Asked {
  /** The slot. */
  readonly asked: number;
  readonly flags: number;
}

type Opening = Pick<PolicedCall, 'application' | 'shared' | 'call' | 'left'>;

async function openedAt(policed: Opening, { asked, flags }: Asked): Promise<Answer> {
  const { application, shared } = policed;
  const found = tokenIn(shared, asked);
  if (typeof found === 'number') return found;
  if (shared.wiping.has(found)) await found.exclusively(async () => undefined);
  const token = tokenIn(shared, asked);
  if (typeof token === 'number') return token;
  if (!token.state().so.set) return CKR.CKR_TOKEN_NOT_RECOGNIZED;
  const readWrite = (flags & readWriteFlag) !== 0;
  const attachment = attachmentOf(application, token);
  const refused = refusedSession(application, token, readWrite);
  if (refused !== undefined) return refused;
  attachment.opening++;
  let answer: Answer | 'let go';
  try {
    answer = await opened(attachment, policed, { asked, flags });
  } finally {
    attachment.opening--;
  }
  return answer === 'let go' ? openedAt(policed, { asked, flags }) : answer;
}

/** `let go`: the engine was taken away meanwhile, for a wipe or a restored snapshot; what is there now has another. */
async function opened(
  attachment: Attachment,
  { application, shared, call, left }: Opening,
  { asked, flags }: Asked,
): Promise<Answer | 'let go'> {
  const { token } = attachment;
  const readWrite = (flags & readWriteFlag) !== 0;
  const engine = await engineOf(attachment, shared).catch((error: unknown) => {
    if (tokenIn(shared, asked) === token) throw error;
    return undefined;
  });
  // The token may have been taken out, or deleted, while the engine started.
  if (engine === undefined || tokenIn(shared, asked) !== token) return CKR.CKR_TOKEN_NOT_PRESENT;
  const { link, slot } = engine;
  const letGo = (): boolean => attachment.engine?.link !== link && shared.applications.has(application);
  const reply = await link
    .call(call, valueWriter().ulong(slot).ulong(flags).end())
    .catch((error: unknown) => {
      if (letGo() && !left()) return undefined;
      throw error;
    });
  if (reply === undefined || (letGo() && !left())) return 'let go';
  if (reply.values === undefined) return reply.result;
  const remote = reply.values.ulong();
  // Another thread's session may have taken the last place meanwhile, or a wipe the PINs before its engine was there.
  const late = left()
    ? CKR.CKR_TOKEN_NOT_PRESENT
    : token.state().so.set
      ? refusedSession(application, token, readWrite)
      : CKR.CKR_TOKEN_NOT_RECOGNIZED;
  if (late !== undefined) {
    await link.call(callNamed('C_CloseSession'), valueWriter().ulong(remote).end()).catch(() => undefined);
    return late;
  }
  const handle = application.nextSession++;
  application.sessions.set(handle, {
    handle,
    attachment,
    link,
    remote,
    readWrite,
    operations: new Set(),
    powerLosses: 0,
    expired: false,
  });
  return valueWriter().ulong(handle).end();
}

/** What the token's kind makes of one more session of that application. */
function refusedSession(
  application: Application,
  token: StoredToken,
  readWrite: boolean,
): number | undefined {
  if (readWrite && token.state().writeProtected) return CKR.CKR_TOKEN_WRITE_PROTECTED;
  const { max, maxReadWrite } = token.profile.sessions;
  const open = sessionsOn(application, token);
  if (max !== null && open.length >= max) return CKR.CKR_SESSION_COUNT;
  if (!readWrite || maxReadWrite === null) return undefined;
  return open.filter((one) => one.readWrite).length >= maxReadWrite ? CKR.CKR_SESSION_COUNT : undefined;
}

/** Closes it also while the token is out, so that nothing is left over after its return. */
export async function closeSession(
  { application, shared, call }: PolicedCall,
  session: Session,
): Promise<Answer> {
  const { attachment, link, remote } = session;
  application.sessions.delete(session.handle);
  endPadRequestsOfClosed(application, shared);
  const left = sessionsOn(application, attachment.token).some((open) => open.link === link);
  if (!left && attachment.engine?.link === link) attachment.login = 'none';
  // An engine that is just leaving takes the session with it.
  closeSpare(session);
  const inserted = attachment.token.state().presence === 'inserted';
  const closed = link.gone()
    ? Promise.resolve()
    : link.call(call, valueWriter().ulong(remote).end()).catch(() => undefined);
  const over = closed.then(() => replaceIfMuch(application, attachment));
  // Nobody waits for a token that is out.
  if (!inserted) return CKR.CKR_DEVICE_REMOVED;
  await over;
  return attachment.token.state().presence === 'inserted' ? nothing : CKR.CKR_DEVICE_REMOVED;
}

export async function closeAllSessions(policed: PolicedCall): Promise<Answer> {
  const { application, shared, values } = policed;
  const slot = values.ulong();
  const token = shared.store.bySlot(slot);
  if (token !== undefined) await closeSessionsOn(application, shared, token);
  const present = tokenIn(shared, slot);
  return typeof present === 'number' ? present : nothing;
}

async function closeSessionsOn(application: Application, shared: Shared, token: StoredToken): Promise<void> {
  const open = sessionsOn(application, token);
  for (const session of open) application.sessions.delete(session.handle);
  endPadRequestsOfClosed(application, shared);
  const attachment = application.attachments.get(token);
  if (attachment === undefined) return;
  attachment.login = 'none';
  const { engine } = attachment;
  if (engine === undefined || engine.link.gone() || open.length === 0) return;
  await engine.link.call(callNamed('C_CloseAllSessions'), valueWriter().ulong(engine.slot).end());
  replaceIfMuch(application, attachment);
}

/** Without sessions there is nothing in an engine that a new one would not have. */
function replaceIfMuch(application: Application, { token, engine, opening }: Attachment): void {
  if (engine === undefined || opening > 0 || !hasMuch(engine.link)) return;
  const used = [...application.sessions.values()].some(({ link }) => link === engine.link);
  if (!used) releaseEngine(application, token);
}

/** SoftHSM's answer, with our slot id in it. */
export async function sessionInfo({ call }: PolicedCall, session: Session): Promise<Answer> {
  const reply = await session.link.call(call, valueWriter().ulong(session.remote).end());
  if (reply.raw === undefined) return reply.result;
  return Buffer.concat([valueWriter().ulong(session.attachment.token.slot()).end(), reply.raw.subarray(8)]);
}
