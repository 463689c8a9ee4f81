/** Calls that a full disk does not let through: CKR_DEVICE_MEMORY, with a word in the journal. */
import { hasRoom, saysFull } from '../../store/disk-room.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { CKR } from '../../wire/results.ts';
import type { Session } from '../line/application.ts';
import { type Line, type Request, refuse } from '../line/line.ts';

/** Those whose full disk the journal tells of already; it does so again when there was room in between. */
const told = new WeakSet<StoredToken>();

/** Whether the token's disk takes what this call may write. A disk that cannot be asked has room: the writing will show it. */
export function hasRoomFor({ frame }: Request, { attachment: { token } }: Session): boolean {
  try {
    const room = hasRoom(token.folder, frame.length);
    if (room) told.delete(token);
    return room;
  } catch {
    return true;
  }
}

/** The answer to a change of objects that cannot be kept, for the system's `error` or, without one, for want of room. */
export function refuseChange(line: Line, request: Request, session: Session, error?: unknown): void {
  const { token } = session.attachment;
  if (error !== undefined && !saysFull(error) && hasRoomFor(request, session)) {
    refuse(line, request, CKR.CKR_DEVICE_ERROR);
    return;
  }
  request.detail = 'disk full';
  if (!told.has(token)) {
    told.add(token);
    line.shared.journal.event({
      event: 'disk-full',
      connection: line.application.connection,
      token: token.identity.serial,
      detail: 'no object is made or changed until there is more room',
    });
  }
  refuse(line, request, CKR.CKR_DEVICE_MEMORY);
}
