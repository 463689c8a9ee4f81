/** Starts, replaces and lets go of the engine process of an attachment. */
import { saidNothing } from '../../store/engine-link.ts';
import { loadToken } from '../../store/softhsm.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import type { Application, Attachment, Shared } from '../line/application.ts';

/** The running engine, started now if need be. Rejects with EMULATOR_TOKEN_ENGINE_FAILED. */
export function engineOf(
  attachment: Attachment,
  shared: Pick<Shared, 'engines' | 'journal'>,
): Promise<NonNullable<Attachment['engine']>> {
  const { engine } = attachment;
  if (engine !== undefined && !engine.link.gone()) return Promise.resolve(engine);
  attachment.starting ??= started(attachment, shared).finally(() => {
    attachment.starting = undefined;
  });
  return attachment.starting;
}

async function started(
  attachment: Attachment,
  shared: Pick<Shared, 'engines' | 'journal'>,
): Promise<NonNullable<Attachment['engine']>> {
  const { token, connection } = attachment;
  const { engines, journal } = shared;
  const { link, kept, patience, adopt } = await engines.engineFor(token, ({ process, reason }) =>
    journal.event({
      event: 'engine-died',
      connection,
      token: token.identity.serial,
      process,
      detail: reason,
    }),
  );
  attachment.loading = link;
  const loaded = await token.exclusively(async () => {
    // Whoever wants to read or change the token waits for this one.
    const silence = setTimeout(() => {
      adopt();
      link.kill(saidNothing(patience));
    }, patience).unref();
    const { slot, found } = await loadToken(link, token.engineName, token.folder)
      .catch((error: unknown) => {
        const died = link.gone();
        link.close();
        if (kept && died) return outlived;
        token.lookAtTokenObject();
        throw error;
      })
      .finally(() => {
        clearTimeout(silence);
        attachment.loading = undefined;
      });
    if (slot === undefined) return undefined;
    adopt();
    token.lookSoon();
    if (found === 'mended') journal.event({ event: 'mended', token: token.identity.serial });
    const engine = Object.freeze({ link, slot });
    // A fresh process knows of no login, whatever the one before it knew.
    attachment.login = 'none';
    attachment.engine = engine;
    return engine;
  });
  return loaded ?? started(attachment, shared);
}

/** One that was kept ready had died by then, or said nothing. */
const outlived = { slot: undefined, found: undefined } as const;

/** Lets the engine of that token go, in one application. */
export function releaseEngine(application: Application, token: StoredToken): void {
  const attachment = application.attachments.get(token);
  if (attachment === undefined) return;
  void attachment.starting?.then(
    ({ link }) => link.close(),
    () => undefined,
  );
  letGo(attachment);
}

/**
 * Lets the engine go that has loaded that token, in one application. Inside `token.exclusively` an engine that is
 * still starting has loaded nothing yet, and may stay.
 */
export function releaseLoadedEngine(application: Application, token: StoredToken): void {
  const attachment = application.attachments.get(token);
  if (attachment !== undefined) letGo(attachment);
}

function letGo(attachment: Attachment): void {
  attachment.engine?.link.close();
  attachment.engine = undefined;
  attachment.login = 'none';
}

export function releaseAllEngines(application: Application): void {
  for (const token of application.attachments.keys()) releaseEngine(application, token);
  application.attachments.clear();
  application.sessions.clear();
}
