import { type Command, Option } from 'commander';
import { parseDuration } from './flag-values.js';
import { defaultBaseUrl, type GlobalFlags } from './settings.js';

type GlobalFlag = keyof GlobalFlags;

/** Flags of what is printed. */
export const outputFlags: readonly GlobalFlag[] = ['json', 'quiet', 'verbose'];

/** Flags of commands that work with any catalog. */
export const catalogFlags: readonly GlobalFlag[] = [
  'sandbox',
  'offline',
  'catalog',
  'baseUrl',
  'timeout',
  ...outputFlags,
];

/** Flags of commands that say what licences and terms say. */
export const termsFlags: readonly GlobalFlag[] = ['terms', ...catalogFlags];

/** Every flag that is taken before the name of a command too. */
export function globalOptions(): readonly Option[] {
  return [
    new Option('--sandbox', 'use the built-in sample catalog, without network or cache').conflicts([
      'offline',
      'catalog',
      'baseUrl',
    ]),
    new Option('--offline', 'use only what is cached'),
    new Option('--catalog <file>', 'use only an exported snapshot').conflicts('baseUrl'),
    new Option('--base-url <url>', `base URL of the API (OPENROUTER_BASE_URL; default: ${defaultBaseUrl})`),
    new Option('--terms <file>', 'a table of terms of your own, laid over the built-in one'),
    new Option('--timeout <duration>', 'for one request: 5s, 500ms (default: 10s)').argParser(parseDuration),
    new Option('--json', 'print data, and errors, as JSON'),
    new Option('--quiet', 'print no facts and hints beside the data').conflicts('verbose'),
    new Option('--verbose', 'print details, and stack traces of errors'),
    new Option('-V, --version', 'print the version'),
  ];
}

/** Shows in a command's help, and completes, only the global flags that have an effect on it. */
export function showGlobalFlags(command: Command, flags: readonly GlobalFlag[]): Command {
  const names: readonly string[] = flags;
  return command.configureHelp({
    showGlobalOptions: true,
    visibleGlobalOptions: ({ parent }) => {
      const options: Option[] = [];
      for (let each = parent; each !== null; each = each.parent) options.push(...each.options);
      return options.filter((option) => names.includes(option.attributeName()));
    },
  });
}
