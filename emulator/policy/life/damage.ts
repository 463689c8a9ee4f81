/** How a damaged token answers the calls of a session. */
import { type Damage, type DamagedAnswer, damageKinds, damages } from '../../token/condition.ts';
import { byCallId, callNamed } from '../../wire/calls.ts';
import { replyFrame, tellsOnlyLength } from '../../wire/frame.ts';
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import type { Session } from '../line/application.ts';
import { type Line, type Request, refuse } from '../line/line.ts';

type ByCall<A> = readonly (A | undefined)[];

const tables = Object.fromEntries(
  damages.map((damage) => {
    const { answers, spoils } = damageKinds[damage];
    return [damage, { answers: byCallId(answers), spoils: byCallId(spoils) }];
  }),
) as Readonly<Record<Damage, { readonly answers: ByCall<DamagedAnswer>; readonly spoils: ByCall<Spoilt> }>>;

type Spoilt = Exclude<DamagedAnswer, 'none'>;

/** Closing is the application's own affair, and works on a dead token too. */
const closeSession = callNamed('C_CloseSession').id;

/** True when the damage has answered the call. Else the call goes on; its answer may be spoilt on the way back. */
export function damageAnswers(line: Line, request: Request, { attachment }: Session): boolean {
  const { condition } = attachment.token.state();
  if (condition === 'sound') return false;
  const { id } = request.call;
  const answer = damageKinds[condition].recognised ? tables[condition].answers[id] : 'CKR_DEVICE_ERROR';
  const spoilt = tables[condition].spoils[id];
  if (spoilt !== undefined) spoil(line, request, CKR[spoilt]);
  if (answer === undefined || id === closeSession) return false;
  if (answer !== 'none') refuse(line, request, CKR[answer]);
  else line.reply(request, replyFrame(request.code, request.call, nothingFound), CKR.CKR_OK);
  return true;
}

const nothingFound = valueWriter().ulongs([], 0).end();

/** The engine works, and so ends its operation; what it made is taken away. A question for the length is answered. */
function spoil(line: Line, request: Request, result: number): void {
  const outer = request.onAnswer;
  request.onAnswer = (frame, given) => {
    request.onAnswer = outer;
    if (given === CKR.CKR_OK && !tellsOnlyLength(frame)) refuse(line, request, result);
    else line.reply(request, frame, given);
  };
}
