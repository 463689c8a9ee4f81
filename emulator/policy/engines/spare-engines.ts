/**
 * An engine process kept ready for whoever needs a token's next one: starting it is two thirds of what an application
 * waits for its first session. It has read nothing of the token yet, so whatever happens to that meanwhile is no
 * matter. bench/README.md has what it is worth.
 *
 * Only for tokens of which engines are started again and again, as by programs that run for one signature: one that
 * serves a single application never pays for it.
 */
import { type EngineLink, openEngine, startPatience } from '../../store/engine-link.ts';
import type { Death } from '../../store/process-end.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import type { TokenStore } from '../../store/token-store.ts';

const defaultMost = 4;
/** Milliseconds after a start in which another one is to be expected, and so long a spare waits for it. */
const restAfter = 20_000;
/**
 * Milliseconds from a start to the making of the next spare: to start a process holds the server up for some, and the
 * application that has just come is in the middle of its first calls.
 */
const after = 10;
/** Milliseconds in which one that was kept ready must have read its token: to start another instead costs little. */
const keptPatience = 5000;

export interface SpareEngines {
  /**
   * A greeted engine of that token: one kept ready, or started now. `died` hears when it ends unasked; of one that was
   * kept ready only after `adopt`. Rejects with EMULATOR_TOKEN_ENGINE_FAILED.
   */
  engineFor(token: StoredToken, died: (death: Death) => void): Promise<StartedEngine>;
  /** Tokens that have one ready. */
  ready(): number;
  /** Settles when all of them have ended. */
  close(): Promise<void>;
}

export interface StartedEngine {
  readonly link: EngineLink;
  /** It may have died while it waited, which is nobody's concern: then another one is to be asked for. */
  readonly kept: boolean;
  /** Milliseconds in which it must have read its token, or is ended. */
  readonly patience: number;
  /** It has loaded its token, and serves an application from now on. */
  adopt(): void;
}

interface Spare {
  readonly link: EngineLink;
  /** Whom its end concerns; nobody while it waits. */
  died: (death: Death) => void;
}

interface Known {
  spare: Spare | undefined;
  making: NodeJS.Timeout | undefined;
  rest: NodeJS.Timeout | undefined;
  readonly unheed: () => void;
}

export interface SpareEngineSettings {
  /** Tokens that have one at the same time; 0: none. Default: 4, for each costs some megabytes. */
  readonly most?: number | undefined;
  /** Milliseconds without a start after which a spare leaves. Default: 20,000. */
  readonly rest?: number | undefined;
  /**
   * Milliseconds in which an engine must have started, and then have read its token. Default: 20,000; for the reading by
   * one that was kept ready: 5000.
   */
  readonly patience?: { readonly fresh: number; readonly kept: number } | undefined;
}

export function spareEngines(
  { engine, configuration }: Pick<TokenStore, 'engine' | 'configuration'>,
  {
    most = defaultMost,
    rest = restAfter,
    patience = { fresh: startPatience, kept: keptPatience },
  }: SpareEngineSettings = {},
): SpareEngines {
  /** In the order of their last start. */
  const tokens = new Map<StoredToken, Known>();
  /** Those that are being started, and those that are leaving. */
  const unsettled = new Set<Promise<void>>();
  let closed = false;

  async function opened(token: StoredToken, died: Spare['died']): Promise<Spare> {
    const heard: { died: Spare['died'] } = { died };
    const link = await openEngine(engine, {
      folder: token.folder,
      configuration,
      patience: patience.fresh,
      died: (death) => heard.died(death),
    });
    return Object.assign(heard, { link });
  }

  function noteStart(token: StoredToken): void {
    const before = tokens.get(token);
    const known = before ?? newlyKnown(token);
    tokens.delete(token);
    tokens.set(token, known);
    clearTimeout(known.rest);
    known.rest = setTimeout(forget, rest, token).unref();
    if (before === undefined || known.spare !== undefined || known.making !== undefined) return;
    known.making = setTimeout(() => awaitAtEnd(makeReady(token, known)), after).unref();
    const served = [...tokens].filter(([, { spare, making }]) => (spare ?? making) !== undefined);
    for (const [longest] of served.slice(0, Math.max(0, served.length - most))) forget(longest);
  }

  function newlyKnown(token: StoredToken): Known {
    // Deleted, or its objects are others: the folder may be gone.
    const unheed = token.heed((contents) => {
      if (contents) forget(token);
    });
    return { spare: undefined, making: undefined, rest: undefined, unheed };
  }

  async function makeReady(token: StoredToken, known: Known): Promise<void> {
    // One that cannot start is told of when somebody needs it.
    const spare = await opened(token, () => undefined).catch(() => undefined);
    known.making = undefined;
    if (spare === undefined) return;
    if (tokens.get(token) === known && !closed) known.spare = spare;
    else leave(spare);
  }

  function forget(token: StoredToken): void {
    const known = tokens.get(token);
    if (known === undefined) return;
    tokens.delete(token);
    clearTimeout(known.making);
    clearTimeout(known.rest);
    known.unheed();
    if (known.spare !== undefined) leave(known.spare);
  }

  function leave({ link }: Spare): void {
    link.close();
    awaitAtEnd(link.ended());
  }

  function awaitAtEnd(work: Promise<void>): void {
    const settled = work.finally(() => unsettled.delete(settled));
    unsettled.add(settled);
  }

  return Object.freeze({
    engineFor: async (token: StoredToken, died: Spare['died']) => {
      const known = tokens.get(token);
      const spare = known?.spare;
      if (known !== undefined) known.spare = undefined;
      noteStart(token);
      if (spare === undefined || spare.link.gone()) {
        const { link } = await opened(token, died);
        return { link, kept: false, patience: patience.fresh, adopt: () => undefined };
      }
      const adopt = (): void => {
        spare.died = died;
      };
      return { link: spare.link, kept: true, patience: patience.kept, adopt };
    },
    ready: () => [...tokens.values()].filter(({ spare }) => spare !== undefined).length,
    close: async () => {
      closed = true;
      for (const token of [...tokens.keys()]) forget(token);
      // One that was still starting leaves when it has started.
      while (unsettled.size > 0) await Promise.all(unsettled);
    },
  });
}
