/** What makes every call on a session impossible, but for closing it. */
import { CKR } from '../../wire/results.ts';
import type { Application, Session } from '../line/application.ts';

/** The token is out of its reader, the session did not outlive that, it is closed, or its engine has died. */
export function sessionRefusal(application: Application, session: Session): number | undefined {
  if (session.attachment.token.state().presence !== 'inserted') return CKR.CKR_DEVICE_REMOVED;
  if (session.expired) {
    application.sessions.delete(session.handle);
    return CKR.CKR_SESSION_HANDLE_INVALID;
  }
  if (application.sessions.get(session.handle) !== session) return CKR.CKR_SESSION_HANDLE_INVALID;
  return session.link.gone() ? CKR.CKR_DEVICE_ERROR : undefined;
}
