/** The command as a process: exit codes and what is said where. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './foundation/paths.ts';

const congvu = join(projectRoot, 'bin', 'congvu.js');

function shell(command: string): { status: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command]);
  return { status, out: stdout.toString(), error: stderr.toString() };
}

describe('congvu', () => {
  it('ends quietly when its reader has enough', () => {
    const { status, error } = shell(`"${process.execPath}" "${congvu}" regulations list | head -n 1`);
    expect({ status, error }).toEqual({ status: 0, error: '' });
  });

  it.each(['>/dev/full', '2>&1 >/dev/full'])(
    'ends with 3 and a code when its output cannot be written: %s',
    (to) => {
      const { status, out, error } = shell(`"${process.execPath}" "${congvu}" regulations list ${to}`);
      expect(status).toBe(3);
      expect(out + error).toBe(
        'congvu: OUTPUT_FAILED: the output could not be written (ENOSPC)\n' +
          '  → Free some space where it goes, or send it elsewhere, and run it again.\n',
      );
    },
  );

  it('does its work and keeps its exit code when nobody hears its complaints', () => {
    const wrong = `"${process.execPath}" "${congvu}" fly`;
    expect(shell(`${wrong} 2>/dev/full`)).toEqual({ status: 2, out: '', error: '' });
    expect(shell(`${wrong} 2>&1 >/dev/null | true`).status).toBe(2);
  });

  it('ends with 3 without a word when nothing can be said', () => {
    const { status, out, error } = shell(
      `"${process.execPath}" "${congvu}" regulations list >/dev/full 2>/dev/full`,
    );
    expect({ status, out, error }).toEqual({ status: 3, out: '', error: '' });
  });

  it('ends with 2 for an unknown verb, in one line without a trace', () => {
    const { status, out, error } = shell(`"${process.execPath}" "${congvu}" fly`);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toBe(
      "congvu: USAGE: không có lệnh 'fly'\n  → Xem congvu --help để biết cách dùng.\n" +
        "  English: unknown command 'fly'\n  → congvu --help shows what it takes.\n",
    );
  });

  it.each([
    ['verify x.pdf --lang en', "required option '--trust <dir>' not specified", 'congvu verify'],
    ['verify x.pdf --lang=en --trust . --colour red', "unknown option '--colour'", 'congvu verify'],
    ['--debug pki issue --lang en', "missing required argument 'id'", 'congvu pki issue'],
    ['certif --lang en', "unknown command 'certif' (Did you mean certify?)", 'congvu'],
    ['token create', "missing required argument 'label'", 'congvu token create'],
    ['adapter --colour', "unknown option '--colour'", 'congvu adapter'],
  ])('says code and next step for the wrong use "%s"', (parameters, what, verb) => {
    const { status, out, error } = shell(`"${process.execPath}" "${congvu}" ${parameters}`);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toBe(`congvu: USAGE: ${what}\n  → ${verb} --help shows what it takes.\n`);
  });

  it.each([
    ['verify x.pdf', "thiếu tùy chọn bắt buộc '--trust <dir>'", 'congvu verify'],
    ['sign -- -x.pdf --lang vi', "thiếu tùy chọn bắt buộc '--token <uri>'", 'congvu sign'],
    ['pki issue', "thiếu tham số 'id'", 'congvu pki issue'],
    ['audit . --trust . --colour red', "không có tùy chọn '--colour'", 'congvu audit'],
  ])('says it in Vietnamese to whoever may be a clerk: "%s"', (parameters, what, verb) => {
    const { status, error } = shell(`"${process.execPath}" "${congvu}" ${parameters} --lang vi`);
    expect(status).toBe(2);
    expect(error).toBe(`congvu: USAGE: ${what}\n  → Xem ${verb} --help để biết cách dùng.\n`);
  });

  it.each(['pki init', 'sign', 'extend', 'number', 'prepare', 'complete', 'facts', 'judge', 'audit'])(
    'takes --lang with %s',
    (verb) => {
      const { out } = shell(`"${process.execPath}" "${congvu}" ${verb} --help`);
      expect(out).toMatch(/^ +--lang <lang> /m);
    },
  );

  it('says code and next step below the help where a verb is missing', () => {
    const { status, out, error } = shell(`"${process.execPath}" "${congvu}" pki`);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toMatch(
      /^Usage: congvu pki [\s\S]+\ncongvu: USAGE: .+\n {2}→ Xem congvu pki --help .+\n {2}English: .+\n {2}→ congvu pki --help .+\n$/,
    );
  });

  it('takes help that was asked for as no failure', () => {
    const { status, out, error } = shell(`"${process.execPath}" "${congvu}" verify --help`);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out).toMatch(/^Usage: congvu verify /);
  });

  it('says code and next step for a failure, and shows the trace with --debug only', () => {
    const wrong = 'verify /nowhere.pdf --trust /nowhere';
    const plain = shell(`"${process.execPath}" "${congvu}" ${wrong}`);
    expect(plain.status).toBe(2);
    expect(plain.error).toMatch(
      /^congvu: VERIFY_[A-Z_]+: không .+\n {2}→ Kiểm tra .+\n {2}English: no file .+\n {2}→ Check .+\n$/,
    );
    const traced = shell(`"${process.execPath}" "${congvu}" --debug ${wrong}`);
    expect(traced.status).toBe(2);
    expect(traced.error).toContain('    at ');
  });
});
