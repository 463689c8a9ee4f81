/** The help of commander in Vietnamese: its headings and the words that it puts in itself. What verbs say is theirs. */
import { type Argument, type Command, Help, type HelpConfiguration, type Option } from 'commander';
import { type Language, languageNames } from './bilingual.ts';

/** The program, and of its verbs those that are named, with the verbs below them; the others stay as they are. */
export function speakHelp(program: Command, verbs: readonly Command[], language: Language): void {
  speakOne(program, program.name(), language);
  for (const verb of verbs) speakAll(verb, `${program.name()} ${verb.name()}`, language);
}

function speakAll(command: Command, called: string, language: Language): void {
  speakOne(command, called, language);
  for (const below of command.commands) speakAll(below, `${called} ${below.name()}`, language);
}

/** `called`: how it is called, as `congvu sign`. */
function speakOne(command: Command, called: string, language: Language): void {
  const other = language === 'vi' ? 'en' : 'vi';
  command.addHelpText('after', `\n${languageNames[other]}: ${called} --help --lang ${other}`);
  if (language === 'vi') inVietnamese(command);
}

function inVietnamese(command: Command): void {
  command.configureHelp({ ...command.configureHelp(), ...vietnamese });
  command.helpOption('-h, --help', 'hiện hướng dẫn này');
  if (command.commands.length > 0) command.helpCommand('help [command]', 'hiện hướng dẫn của một lệnh');
}

const usual = Help.prototype;

const vietnamese: HelpConfiguration = {
  styleTitle: (title: string) => titles[title] ?? title,
  commandUsage: (command: Command) => placesIn(usual.commandUsage(command)),
  subcommandTerm: (command: Command) => placesIn(usual.subcommandTerm(command)),
  optionDescription: (option: Option) => told(option.description, usual.optionDescription(option)),
  argumentDescription: (argument: Argument) =>
    told(argument.description, usual.argumentDescription(argument)),
};

const titles: Readonly<Record<string, string>> = {
  'Usage:': 'Cách dùng:',
  'Arguments:': 'Tham số:',
  'Options:': 'Tùy chọn:',
  'Commands:': 'Các lệnh:',
};

/** What stands for options and verbs in a line of usage; arguments keep their names, as in messages. */
function placesIn(usage: string): string {
  return usage.replace('[options]', '[tùy chọn]').replace('[command]', '[lệnh]');
}

/** What commander puts behind a description: choices and default. */
function told(description: string, whole: string): string {
  const behind = whole.slice(description.length);
  return (
    description + behind.replace(/([(,] ?)(choices|default): /g, (_, front, word) => front + added[word])
  );
}

const added: Readonly<Record<string, string>> = { choices: 'một trong: ', default: 'mặc định: ' };
