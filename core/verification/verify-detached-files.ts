/** `congvu verify FILE.p7s… --content FILE`: the signatures beside one file, judged together. */
import type { Clock } from '../../foundation/clock.ts';
import type { Terminal } from '../../foundation/terminal.ts';
import { besideFiles, onlyForPdf } from './beside-files.ts';
import { detachedFacts, verifyDetached } from './detached.ts';
import type { FilesOutcome } from './exit-code.ts';
import { askedFor } from './fetching/asked-for.ts';
import { hostsOf } from './host-option.ts';
import { withQuestions } from './judge/questions.ts';
import { notePassedOver, trustWarnings } from './passed-over.ts';
import { loadTrust } from './path/trust.ts';
import type { Policy } from './policy/policy.ts';
import { reportText } from './report/text.ts';
import { policyTerms, type VerifyOptions } from './verify-options.ts';

/** Throws VERIFY_… for wrong arguments and files that cannot be read. */
export async function verifyDetachedFiles(
  signatures: readonly string[],
  options: VerifyOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<FilesOutcome> {
  const content = String(options.content);
  const hosts = hostsOf(options);
  if (options.readText === true) {
    throw onlyForPdf('--read-text');
  }
  for (const [option, value] of [
    ['--out', options.out],
    ['--resume', options.resume],
  ] as const) {
    if (value !== undefined) throw onlyForPdf(option);
  }
  const { language, ...terms } = policyTerms(options, clock);
  const trust = await loadTrust(terms.trust);
  notePassedOver(trust, terminal, language);
  const policy: Policy = {
    ...terms,
    trust,
    at: new Date(terms.at),
    now: clock.now(),
  };
  const { signatures: read, content: signed } = besideFiles(signatures, content);
  const found =
    hosts.length === 0
      ? undefined
      : await askedFor(detachedFacts(read, signed), policy, hosts, terminal, language);
  const judged = verifyDetached(
    read,
    signed,
    found === undefined ? policy : { ...policy, trust: found.trust },
  );
  const report = withQuestions(judged, found?.questions ?? []);
  if (options.json === true) {
    terminal.printJson({ ...trustWarnings(trust), ...report, file: content, beside: signatures });
  } else terminal.print(reportText(content, report, language, 'beside').join('\n'));
  return report.verdict === 'TOTAL-PASSED' ? 'passed' : 'not-passed';
}
