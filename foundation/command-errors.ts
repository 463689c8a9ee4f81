/** What the command says itself, whatever the verb, in both languages. `bin/congvu.js` says NODE_TOO_OLD, where no TypeScript runs. */
import { defineErrors } from './error.ts';

export const errorTable = {
  USAGE: {
    exit: 2,
    message: 'the arguments are not those of the verb: {detail}',
    hint: '{verb} --help shows what it takes.',
  },
  INTERNAL: {
    exit: 3,
    message: 'an error that nobody foresaw',
    hint: 'This is a fault of congvu; run it again with --debug and report the trace.',
  },
  OUTPUT_FAILED: {
    exit: 3,
    message: 'the output could not be written ({code})',
    hint: 'Free some space where it goes, or send it elsewhere, and run it again.',
  },
  NODE_TOO_OLD: {
    exit: 2,
    message: 'the Node that was found cannot run congvu',
    hint: 'Run "npm start" once: it brings the pinned Node.',
  },
} as const;

export const vietnamese = {
  USAGE: {
    message: 'tham số không đúng với lệnh: {detail}',
    hint: 'Xem {verb} --help để biết cách dùng.',
  },
  INTERNAL: {
    message: 'phần mềm gặp lỗi không lường trước',
    hint: 'Đây là lỗi của congvu; chạy lại với --debug và gửi kết quả cho nhóm phát triển congvu.',
  },
  OUTPUT_FAILED: {
    message: 'không ghi được kết quả ra ({code})',
    hint: 'Giải phóng chỗ trống ở nơi nhận kết quả, hoặc ghi ra chỗ khác, rồi chạy lại.',
  },
  NODE_TOO_OLD: {
    message: 'Node có trên máy không chạy được congvu',
    hint: 'Chạy "npm start" một lần: lệnh này tải đúng bản Node cần dùng.',
  },
} as const;

export const fail = defineErrors(errorTable, vietnamese);
