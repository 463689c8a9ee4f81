/** The ways in which a signing product of the suite's own is made wrong: another request, another file, no scruples. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Request, SignParameters, WireAnswer } from '../sut/index.ts';
import type { Distortion, Forward, Surroundings } from './wrong-system.ts';

type SignRequest = Extract<Request, { message: 'perform' }>;

interface Signing {
  readonly parameters: SignParameters;
  readonly surroundings: Surroundings;
  /** Has the reference sign something else. */
  again(change: Partial<SignParameters>): Promise<WireAnswer>;
}

/** For requests to sign that `applies` picks; everything else goes through as it is. */
function signing(
  applies: (parameters: SignParameters) => boolean,
  act: (signing: Signing) => Promise<WireAnswer>,
): Distortion {
  return async (request, forward, surroundings) => {
    if (request.message !== 'perform' || request.operation !== 'sign') return forward(request);
    const parameters = request.parameters as SignParameters;
    if (!applies(parameters)) return forward(request);
    return act({ parameters, surroundings, again: (change) => changed(request, forward, change) });
  };
}

function changed(
  request: SignRequest,
  forward: Forward,
  change: Partial<SignParameters>,
): Promise<WireAnswer> {
  return forward({ ...request, parameters: { ...request.parameters, ...change } });
}

type Applies = (parameters: SignParameters) => boolean;

/** Signs something other than what it was asked to. */
export function withOtherRequest(
  applies: Applies,
  change: (
    parameters: SignParameters,
    surroundings: Surroundings,
  ) => Partial<SignParameters> | Promise<Partial<SignParameters>>,
): Distortion {
  return signing(applies, async ({ parameters, surroundings, again }) =>
    again(await change(parameters, surroundings)),
  );
}

/** Changes the file after it was signed. */
export function withOtherFile(
  applies: Applies,
  change: (pdf: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Distortion {
  return signing(applies, async ({ parameters, again }) => {
    const answer = await again({});
    if ('ok' in answer) writeFileSync(parameters.output, await change(readFileSync(parameters.output)));
    return answer;
  });
}

/** Says that it has signed, and gives the file back as it was. */
export function notAtAll(applies: Applies): Distortion {
  return signing(applies, async ({ parameters, again }) => {
    const answer = await again({});
    if ('ok' in answer) writeFileSync(parameters.output, readFileSync(parameters.document));
    return answer;
  });
}

/** Signs where the reference refuses with one of the codes: the same request, without the demands of the regulation. */
export function withoutScruples(applies: Applies, codes: readonly string[]): Distortion {
  return signing(applies, async ({ again }) => {
    const answer = await again({});
    if (!('refused' in answer) || !codes.includes(answer.refused.code)) return answer;
    return again({ regulation: 'none' });
  });
}

/** Signs a second time over its own output. */
export function signedTwice(applies: Applies, second: Partial<SignParameters>): Distortion {
  return signing(applies, async ({ parameters, surroundings, again }) => {
    const answer = await again({});
    if (!('ok' in answer)) return answer;
    const once = surroundings.file(`once-${basename(parameters.output)}`);
    writeFileSync(once, readFileSync(parameters.output));
    return again({ ...second, document: once });
  });
}

/** Signs by a clock that is off. */
export function byOtherClock(applies: Applies, offsetSeconds: number): Distortion {
  let asked: Date | undefined;
  return async (request, forward) => {
    if (request.message === 'advance-clock') asked = new Date(request.to);
    if (request.message === 'reset') asked = undefined;
    const signs = request.message === 'perform' && request.operation === 'sign';
    if (!signs || asked === undefined || !applies(request.parameters as SignParameters))
      return forward(request);
    const { id, protocol } = request;
    const off = new Date(asked.getTime() + offsetSeconds * 1000).toISOString();
    await forward({ id, protocol, message: 'advance-clock', to: off });
    const answer = await forward(request);
    await forward({ id, protocol, message: 'advance-clock', to: asked.toISOString() });
    return answer;
  };
}

/** The picture is one that the suite drew for this case, not the one of fixtures/ that other cases stand on. */
export function isDrawn({ image }: SignParameters): boolean {
  return image !== undefined && /\/(handwriting|seal)\.png$/.test(image);
}
