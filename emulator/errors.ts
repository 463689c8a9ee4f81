/** What can go wrong in the emulator, outside the PKCS#11 surface: every code, once. */
import { defineErrors } from '../foundation/error.ts';

export const errorTable = {
  EMULATOR_ALREADY_RUNNING: {
    exit: 2,
    message: 'an emulator is already running on {dir}',
    hint: 'Use it ("congvu emulator env --dir {dir:word}"), or stop it first with "congvu emulator stop --dir {dir:word}".',
  },
  EMULATOR_NOT_RUNNING: {
    exit: 2,
    message: 'no emulator is running on {dir}',
    hint: 'Start one with "congvu emulator start --dir {dir:word} --detach".',
  },
  EMULATOR_SOCKET_IN_USE: {
    exit: 2,
    message: '{path} is in use by something that is not this emulator',
    hint: 'Choose another --dir, or end the program that holds this path.',
  },
  EMULATOR_SOCKET_PATH_TOO_LONG: {
    exit: 2,
    message: 'the socket path {path} has {bytes} bytes, the system allows {limit}',
    hint: 'Choose a shorter --dir, for example one under /tmp.',
  },
  EMULATOR_DIR_NOT_WRITABLE: {
    exit: 2,
    message: 'cannot write in {dir} ({reason})',
    hint: 'Choose another --dir, or make this one writable for the present user.',
  },
  EMULATOR_DIR_NOT_A_FOLDER: {
    exit: 2,
    message: '{dir} is not a folder',
    hint: 'Give --dir a folder, or a path that does not exist yet.',
  },
  EMULATOR_DIR_OPEN: {
    exit: 2,
    message:
      'other users can write in {dir} (mode {mode}): one of them could put a socket in the place of that of the emulator, and learn PINs',
    hint: 'Look whether all in there is yours, then close it: "chmod {change} {dir:word}". Or choose another --dir.',
  },
  EMULATOR_DIR_NOT_YOURS: {
    exit: 2,
    message: '{path} belongs to another user (uid {owner}, you are {user})',
    hint: 'Choose another --dir. If everything in this one is to be yours, as root: "chown -R {user} {dir:word}".',
  },
  EMULATOR_LINK: {
    exit: 2,
    message: '{file} is a symbolic link: the emulator reads and writes nothing outside of its folder',
    hint: 'Put the file or folder itself there, or take the link away. To keep everything elsewhere, give that place as --dir.',
  },
  EMULATOR_DISK_FULL: {
    exit: 3,
    message: 'no space left while writing in {dir}',
    hint: 'Free some space there; nothing half-written was left behind.',
  },
  EMULATOR_STATE_DAMAGED: {
    exit: 2,
    message: 'the file {file} is damaged: {reason}',
    hint: 'Put a good copy of it back{other}. congvu never makes such a file anew.',
  },
  EMULATOR_STATE_OLDER: {
    exit: 2,
    message:
      'the file {file} is of an earlier day: it is state no. {number} of that token, and no. {last} was here already',
    hint: 'A token does not get its tries back in this way. Put the latest state back; or let the token go back to a snapshot, which the journal tells of: move its folder out of "tokens", start, and "congvu token restore FILE", where FILE is snapshots/SERIAL/NAME.snapshot in the folder of the emulator. A backup of the whole folder of the emulator, put back as a whole, is taken.',
  },
  EMULATOR_STATES_LOST: {
    exit: 2,
    message:
      'the file {file}, which tells whether the states of the tokens are the latest, is damaged: {reason}',
    hint: 'Put a good copy of it back. Without one: look whether the tokens below "tokens" are as they were last, for an older one gets its tries back, then start once with --take-states, which takes the states that are here for the latest; the journal tells of it.',
  },
  EMULATOR_STATES_WHOLE: {
    exit: 2,
    message: '{file} is not lost: there is no reason to take the states that are here for the latest',
    hint: 'Leave --take-states out; it is for one start after EMULATOR_STATES_LOST.',
  },
  EMULATOR_SYSTEM_FILE_MISSING: {
    exit: 3,
    message: 'cannot find {file}, which the Debian package {package} brings',
    hint: 'Run "bash ci/setup.sh" once.',
  },
  EMULATOR_TOKEN_ENGINE_FAILED: {
    exit: 3,
    message: 'the process behind the token failed: {reason}',
    hint: 'Run "bash ci/setup.sh"; if it happens again, look into {dir}.',
  },
  EMULATOR_FILES_LIMIT: {
    exit: 3,
    message: 'the emulator may open no more files, and can start no process for another token or application',
    hint: 'Raise the limit ("ulimit -n 4096") in the shell that starts the emulator, stop it and start it again there.',
  },
  EMULATOR_CONTROL_FAILED: {
    exit: 3,
    message: 'the emulator on {dir} did not answer: {reason}',
    hint: 'Look into {dir}/emulator.log, then stop and start it again.',
  },
  EMULATOR_OF_ANOTHER_USER: {
    exit: 2,
    message: 'the emulator on {dir} belongs to another user: {reason}',
    hint: 'Work as the user who started it, or start one of your own with another --dir.',
  },
  EMULATOR_FAULT: {
    exit: 3,
    message: 'the emulator met a fault of its own: {reason}',
    hint: 'Report it, with its trace from where "congvu emulator status" says.',
  },
  EMULATOR_MET_MISTAKES: {
    exit: 3,
    message: 'mistakes of its own that the emulator met and lived on after: {count}, the last at {last}',
    hint: 'Report them, with their traces from {where}. Tokens and counters are kept.',
  },
  EMULATOR_JOURNAL_DAMAGED: {
    exit: 2,
    message: 'the journal {file} is damaged: {reason}',
    hint: 'Put a good copy of it back, or move it away ("mv {file:word} {file:word}.damaged") and start: a journal is begun anew then, and with it its numbers. Tokens and counters are not in it.',
  },
  EMULATOR_JOURNAL_NAME: {
    exit: 2,
    message: '{field} {given}: there is no such {what}{meant}',
    hint: 'Write the name as the journal does, for example {example}.',
  },
  EMULATOR_JOURNAL_TIME: {
    exit: 2,
    message: '{field}: {given} is no moment',
    hint: 'Give a day (2026-03-01), a time where you are (2026-03-01T08:00), or one with its zone (2026-03-01T01:00:00Z).',
  },
  EMULATOR_BROKE_OFF: {
    exit: 3,
    message: 'the emulator on {dir} broke off in the middle of its answer, without having been stopped',
    hint: 'It was killed, or has failed: look into emulator.log in its folder, and start it again; its tokens and its journal are kept.',
  },
  TOKEN_UNKNOWN: {
    exit: 2,
    message: 'there is no token {label}',
    hint: 'See "congvu token list --dir {dir:word}".',
  },
  TOKEN_LABEL_AMBIGUOUS: {
    exit: 2,
    message: 'several tokens have the label {label}',
    hint: 'Give the serial number instead; "congvu token list" shows it.',
  },
  TOKEN_EXISTS: {
    exit: 2,
    message: 'there is already a token {label}',
    hint: 'Choose another label, or work in another --dir.',
  },
  TOKEN_LABEL_INVALID: {
    exit: 2,
    message:
      'a token label has 1 to 32 bytes of UTF-8, no control characters, line ends or marks of writing direction, no blanks at its ends',
    hint: 'Choose a shorter label; a Vietnamese letter takes 2 or 3 bytes.',
  },
  TOKEN_PROFILE_UNKNOWN: {
    exit: 2,
    message: 'there is no profile {profile}',
    hint: 'Known profiles: {known}. An own one: on the command line and in TypeScript the path of its file, which has a / or ends in .json; over HTTP the content of that file, as an object, for no path is read there.',
  },
  TOKEN_PROFILE_UNREADABLE: {
    exit: 2,
    message: 'cannot read the profile {file} ({reason})',
    hint: 'Give the path of a JSON file, or the name of a profile: "congvu token profiles" lists them.',
  },
  TOKEN_PROFILE_INVALID: {
    exit: 2,
    message: '{file} is not a token profile: {place} {reason}',
    hint: 'See emulator/profiles/profile.schema.json; "congvu token profiles --json" shows whole ones.',
  },
  TOKEN_PIN_CHARACTERS: {
    exit: 2,
    message: 'the {role} has characters that profile {profile} does not take: only {characters}',
    hint: 'Choose a PIN of such characters.',
  },
  TOKEN_PIN_LETTERS: {
    exit: 2,
    message: 'the {role} has half of a letter in it: a surrogate without its other half',
    hint: 'Give whole letters: a half would be stored as another character, and so another PIN.',
  },
  TOKEN_PUK_UNUSED: {
    exit: 2,
    message: 'profile {profile} has no PUK',
    hint: 'Leave the PUK out, or choose a profile that is unlocked with one, for example sim-like.',
  },
  TOKEN_PIN_LENGTH: {
    exit: 2,
    message: 'the {role} must have {min} to {max} bytes in profile {profile}',
    hint: 'Choose a PIN of that length.',
  },
  TOKEN_PIN_MISSING: {
    exit: 2,
    message: 'no {role} PIN was given',
    hint: 'Give {field}; on the command line {option}, {option}-file or the environment variable {variable}.',
  },
  TOKEN_BLANK_WITH_PIN: {
    exit: 2,
    message: 'a blank token has no user PIN and no SO PIN, but {field} was given',
    hint: 'Leave {field} out, and let C_InitToken and C_InitPIN set the PINs; or leave blank out.',
  },
  TOKEN_PIN_FILE_UNREADABLE: {
    exit: 2,
    message: 'cannot read the PIN file {file} ({reason})',
    hint: 'Give a file that holds the PIN on its first line.',
  },
  TOKEN_SO_PIN_INCORRECT: {
    exit: 2,
    message: 'the SO PIN of token {label} is wrong; tries left: {triesLeft}',
    hint: 'Check the SO PIN before trying again: the token counts.',
  },
  TOKEN_SO_PIN_LOCKED: {
    exit: 2,
    message: 'the SO PIN of token {label} is locked',
    hint: 'Nothing opens this token any more, as with a real one; create a new one.',
  },
  TOKEN_PUK_INCORRECT: {
    exit: 2,
    message: 'the PUK of token {label} is wrong; tries left: {triesLeft}',
    hint: 'Check the PUK before trying again: the token counts.',
  },
  TOKEN_PUK_LOCKED: {
    exit: 2,
    message: 'the PUK of token {label} is locked',
    hint: 'Nothing opens its user PIN any more, as with a real one; create a new token.',
  },
  TOKEN_PIN_PAD_MISSING: {
    exit: 2,
    message: 'token {label} has no PIN pad: its profile is {profile}',
    hint: 'Create one with a profile that has a PIN pad, for example pin-pad.',
  },
  TOKEN_PIN_PAD_IDLE: {
    exit: 2,
    message: 'the PIN pad of token {label} asks nothing',
    hint: 'Let an application call C_Login with a NULL PIN first, or wait for it with --wait SECONDS.',
  },
  TOKEN_PIN_PAD_ENTRY: {
    exit: 2,
    message: 'the PIN pad of token {label} asks {asks}: it needs {needs}, and nothing else',
    hint: 'Enter pin (--pin) for the present PIN, newPin (--new-pin) for the one that is to hold from now on.',
  },
  TOKEN_UNLOCK_IMPOSSIBLE: {
    exit: 2,
    message: 'token {label} cannot be opened in this way: its profile {profile} does not have it',
    hint: '{next}',
  },
  TOKEN_NOT_INITIALISED: {
    exit: 2,
    message: 'token {label} is blank: it has no SO PIN yet',
    hint: 'Initialise it first: "congvu token initialise --so-pin PIN {label:operand}", or C_InitToken of an application, for example "pkcs11-tool --slot N --init-token", where "congvu token show" has the number of its reader.',
  },
  TOKEN_INITIALISED: {
    exit: 2,
    message: 'token {label} is not blank: it has been initialised already',
    hint: 'Give its user another PIN with "congvu token unlock"; or take its keys and PINs away first: "congvu token wipe {label:operand}".',
  },
  TOKEN_TRIES_MISSING: {
    exit: 2,
    message: 'it was not said whose tries are to be set',
    hint: 'Give user, so or puk; on the command line --user N, --so N or --puk N.',
  },
  TOKEN_TRIES_UNSET: {
    exit: 2,
    message: 'token {label} has no {role} whose tries could be set',
    hint: '{next}',
  },
  TOKEN_TRIES_RANGE: {
    exit: 2,
    message: 'the {role} of token {label} cannot have {tries} tries left: profile {profile} has {max}',
    hint: 'Give a whole number from 0, which locks it, to {max}.',
  },
  TOKEN_TRIES_SHARED: {
    exit: 2,
    message: 'user and SO of token {label} share one counter, but two different numbers of tries were given',
    hint: 'Give one of them, or the same number twice; profile {profile} has a shared counter.',
  },
  TOKEN_LOST: {
    exit: 2,
    message: 'token {label} is lost',
    hint: 'A lost token does not come back and cannot be handed back; create a new one, or restore a snapshot.',
  },
  TOKEN_RECALLED: {
    exit: 2,
    message: 'token {label} was recalled: the issuer has it back',
    hint: 'Wipe it ("congvu token wipe {label:operand}"), as the issuer does; after that it can be inserted as a blank one.',
  },
  TOKEN_DAMAGED: {
    exit: 2,
    message: 'token {label} is damaged ({condition}) and cannot do that',
    hint: 'Restore a snapshot of it, or "congvu token repair {label:operand}"; a real one is replaced.',
  },
  TOKEN_BUSY: {
    exit: 3,
    message: 'applications change the keys of token {label} all the time: no moment of rest was found',
    hint: 'Try again when they do less; nothing was changed.',
  },
  TOKEN_ENGINE_HANGS: {
    exit: 3,
    message: 'process {process} behind token {label} does not answer: {reason}',
    hint: 'Look at it with "ps -fC p11-kit-remote". Let a stopped one go on ("kill -CONT {process}"), or end it ("kill -9 {process}"): its application then gets CKR_DEVICE_ERROR, and can open a new session. Nothing was changed; try again after that.',
  },
  TOKEN_SNAPSHOT_UNKNOWN: {
    exit: 2,
    message: 'token {label} has no snapshot {name}',
    hint: 'See "congvu token snapshots"; take one with "congvu token snapshot {label:operand}".',
  },
  EMULATOR_SNAPSHOT_UNKNOWN: {
    exit: 2,
    message: 'no token has a snapshot {name}',
    hint: 'See "congvu token snapshots"; take one of all with "congvu emulator snapshot NAME".',
  },
  TOKEN_SNAPSHOT_NAME: {
    exit: 2,
    message:
      'a snapshot name has 1 to 64 letters, digits, blanks and any of . _ - and begins with a letter or digit',
    hint: 'Choose another --name; to keep a snapshot elsewhere, give --out FILE.',
  },
  TOKEN_SNAPSHOT_DAMAGED: {
    exit: 2,
    message: 'the snapshot {file} is damaged: {reason}',
    hint: 'Restore another one; nothing was changed.',
  },
  TOKEN_SNAPSHOT_FOREIGN: {
    exit: 2,
    message: 'the snapshot {file} is of another token with the serial number {serial}',
    hint: 'Restore it in the emulator that it comes from, or in one without that token.',
  },
  TOKEN_SNAPSHOT_RENAMES: {
    exit: 2,
    message: 'the token of the snapshot {file} is here already, as {label}: it gets no second label',
    hint: 'Without --as, "congvu token restore FILE" brings that token back in its place. A second one is made by "congvu token compromise --copy-as LABEL {label:operand}", or by restoring FILE in another --dir.',
  },
  TOKEN_SNAPSHOT_FILE_EXISTS: {
    exit: 2,
    message: 'there is already a file {file}',
    hint: 'Choose another --out, or add --force to replace it. No snapshot was taken.',
  },
  TOKEN_SNAPSHOT_FILE: {
    exit: 2,
    message: 'cannot use the snapshot file {file} ({reason})',
    hint: 'Give a file that "congvu token snapshot LABEL --out FILE" has written, or a path that can be written.',
  },
  TOKEN_SLOT_UNKNOWN: {
    exit: 2,
    message: 'there is no reader {slot}',
    hint: 'Readers: {known}. More come with "congvu emulator start --readers N" or a new token.',
  },
  TOKEN_SLOT_TAKEN: {
    exit: 2,
    message: 'token {other} is in reader {slot}, where {label} should go',
    hint: 'Take it out first ("congvu token remove {other:operand}"), or insert {label} into another reader.',
  },
  TOKEN_ABSENT: {
    exit: 2,
    message: 'token {label} is not inserted',
    hint: 'Insert it with "congvu token insert {label:operand}".',
  },
  TOKEN_REQUEST_INVALID: {
    exit: 2,
    message: 'the control request is not valid: {reason}',
    hint: 'Ask for GET /openapi.json, or see emulator/control/README.md.',
  },
} as const;

export const fail = defineErrors(errorTable);
