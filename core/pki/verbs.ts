/** The verbs of the PKI: `congvu pki init|issue|revoke|serve`. */

import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { fileLimits, readBounded } from '../../foundation/bounded-file.ts';
import { systemClock } from '../../foundation/clock.ts';
import type { Say } from '../../foundation/language.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { systemCode } from '../../foundation/system-words.ts';
import { processTerminal as terminal } from '../../foundation/terminal.ts';
import { fail } from './errors.ts';
import { notes, tell } from './notes.ts';
import { type IssueOptions, portOf, reasonOf, requestedKey, timeOf, tokenTarget } from './verb-arguments.ts';

interface DirOption {
  readonly dir: string;
  readonly lang?: string;
}

export function registerPkiVerbs(program: Command, say: Say): void {
  const pki = program
    .command('pki')
    .description(
      say(
        'a test PKI: root, sub CA, OCSP, time stamps, subscribers',
        'PKI thử nghiệm: gốc, CA cấp dưới, OCSP, dấu thời gian, thuê bao',
      ),
    );
  registerInit(pki, say);
  registerIssue(pki, say);
  registerRevoke(pki, say);
  registerServe(pki, say);
}

function registerInit(pki: Command, say: Say): void {
  inFolder(pki.command('init'), say)
    .description(
      say(
        'make the PKI that a YAML file describes, or bring its subscribers up to date',
        'tạo PKI theo mô tả trong tệp YAML, hoặc cập nhật các thuê bao',
      ),
    )
    .argument(
      '[file]',
      say(
        'description; the example of Hai Phong when left out',
        'tệp mô tả; không nêu thì dùng ví dụ Hải Phòng',
      ),
    )
    .option('--json', say('print one JSON document', 'in một văn bản JSON'))
    .action(async (file: string | undefined, options: DirOption & { json?: true }) => {
      const { createPki, parsePkiDescription } = await import('./index.ts');
      const description = parsePkiDescription(readDescription(file ?? exampleFile));
      const made = await createPki({ description, dir: options.dir, clock: systemClock });
      const subscribers = description.subscribers.map(({ id }) => id);
      if (options.json) terminal.printJson({ dir: made.dir, trustDir: made.trustDir, subscribers });
      else {
        terminal.print(made.trustDir);
        tell(terminal, options.lang, notes.ready(description.name, made.dir, subscribers));
        tell(terminal, options.lang, notes.verify(made.trustDir));
      }
      made.close();
    });
}

function registerIssue(pki: Command, say: Say): void {
  inFolder(pki.command('issue'), say)
    .description(
      say(
        'issue a certificate to a subscriber: to a token, or for a PKCS#10 request',
        'cấp chứng thư số cho thuê bao: vào token, hoặc theo yêu cầu PKCS#10',
      ),
    )
    .argument('<id>', say('subscriber of the description', 'mã của thuê bao trong tệp mô tả'))
    .option(
      '--module <path>',
      say('PKCS#11 module (default: $CONGVU_MODULE)', 'mô-đun PKCS#11 (mặc định: $CONGVU_MODULE)'),
      process.env.CONGVU_MODULE,
    )
    .option('--token-label <label>', say('token to generate the key on', 'token để tạo khóa'))
    .option(
      '--pin <pin>',
      say(
        'user PIN; it shows in process lists, so prefer --pin-file or $CONGVU_PIN',
        'mã PIN người dùng; người khác thấy được trong danh sách tiến trình, nên dùng --pin-file hoặc $CONGVU_PIN',
      ),
    )
    .option(
      '--pin-file <file>',
      say('file whose first line is the user PIN', 'tệp có dòng đầu là mã PIN người dùng'),
    )
    .option(
      '--key-type <type>',
      say(
        'rsa-2048, rsa-3072, rsa-4096, p-256 or p-384 (default: as described)',
        'loại khóa: rsa-2048, rsa-3072, rsa-4096, p-256 hoặc p-384 (mặc định: theo tệp mô tả)',
      ),
    )
    .option(
      '--request <file>',
      say('PKCS#10 request, PEM or DER, instead of a token', 'yêu cầu PKCS#10, PEM hoặc DER, thay cho token'),
    )
    .option('--not-before <time>', say('start of validity', 'thời điểm bắt đầu có hiệu lực'))
    .option('--not-after <time>', say('end of validity', 'thời điểm hết hiệu lực'))
    .option('--json', say('print one JSON document', 'in một văn bản JSON'))
    .action(async (id: string, options: DirOption & IssueOptions) => {
      const { openPki } = await import('./index.ts');
      const opened = await openPki({ dir: options.dir, clock: systemClock });
      const overrides = {
        ...(options.notBefore === undefined ? {} : { notBefore: timeOf('--not-before', options.notBefore) }),
        ...(options.notAfter === undefined ? {} : { notAfter: timeOf('--not-after', options.notAfter) }),
      };
      const issued =
        options.request === undefined
          ? await opened.issueToToken(id, await tokenTarget(options), overrides)
          : await opened.issue(id, await requestedKey(options.request), overrides);
      const certificate = join(opened.dir, 'issued', `${issued.serial}.crt`);
      if (options.json) terminal.printJson({ serial: issued.serial, subscriber: id, certificate });
      else {
        terminal.print(issued.serial);
        tell(terminal, options.lang, notes.issued(id, certificate));
      }
      opened.close();
    });
}

function registerRevoke(pki: Command, say: Say): void {
  inFolder(pki.command('revoke'), say)
    .description(
      say(
        'revoke a certificate and publish new CRLs',
        'thu hồi chứng thư số và công bố danh sách thu hồi mới',
      ),
    )
    .argument('<serial>', say('serial number, hexadecimal', 'số sê-ri, hệ thập lục phân'))
    .option(
      '--at <time>',
      say('when it takes effect (default: now)', 'thời điểm có hiệu lực (mặc định: hiện tại)'),
    )
    .option(
      '--reason <reason>',
      say(
        'RFC 5280 reason; certificateHold suspends, removeFromCRL releases',
        'lý do theo RFC 5280; certificateHold là tạm dừng, removeFromCRL là cho dùng lại',
      ),
      'unspecified',
    )
    .action(async (serial: string, options: DirOption & { at?: string; reason: string }) => {
      const { openPki } = await import('./index.ts');
      const at = options.at === undefined ? systemClock.now() : timeOf('--at', options.at);
      const reason = await reasonOf(options.reason);
      const opened = await openPki({ dir: options.dir, clock: systemClock });
      await opened.revoke(serial, { at, reason });
      tell(terminal, options.lang, notes.revoked(serial, at, reason, opened.trustDir));
      opened.close();
    });
}

function registerServe(pki: Command, say: Say): void {
  inFolder(pki.command('serve'), say)
    .description(
      say(
        'serve CRLs, certificates, OCSP and time stamps on 127.0.0.1 until interrupted',
        'cung cấp danh sách thu hồi, chứng thư số, OCSP và dấu thời gian tại 127.0.0.1 cho đến khi bị ngắt',
      ),
    )
    .option(
      '--port <number>',
      say(
        'port; 0 takes a free one (default: that of the base address)',
        'cổng; 0 thì lấy cổng còn trống (mặc định: cổng của địa chỉ gốc)',
      ),
    )
    .action(async (options: DirOption & { port?: string }) => {
      const { openPki } = await import('./index.ts');
      const opened = await openPki({ dir: options.dir, clock: systemClock });
      const port = portOf(options.port ?? new URL(opened.description.baseUrl).port);
      const stopped = interrupted();
      const served = await opened.serve({ port });
      terminal.print(served.url);
      terminal.note(`${served.url}/crl/sub.crl  /ca/sub.crt  /ocsp  /tsa`);
      await opened.writeCrls();
      const quarter = Math.min(2 ** 31 - 1, opened.description.crl.hours * 900_000);
      const fresh = setInterval(() => void opened.writeCrls(), quarter);
      await stopped;
      clearInterval(fresh);
      await served.close();
      opened.close();
    });
}

const exampleFile = join(projectRoot, 'core/pki/examples/hai-phong.yaml');

function inFolder(command: Command, say: Say): Command {
  const usual = process.env.CONGVU_PKI_DIR ?? join('.congvu', 'pki');
  return command.addOption(
    new Option('--dir <dir>', say('folder of the PKI', 'thư mục của PKI')).default(
      usual,
      say('$CONGVU_PKI_DIR or .congvu/pki', '$CONGVU_PKI_DIR hoặc .congvu/pki'),
    ),
  );
}

function readDescription(path: string): string {
  try {
    return readBounded(path, fileLimits.text).toString('utf8');
  } catch (error) {
    const reason = systemCode(error);
    throw fail('PKI_DESCRIPTION_UNREADABLE', { path, reason }, error);
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
