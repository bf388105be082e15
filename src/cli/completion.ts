import { Arguments, Options } from './arguments';
import { command, COMMON_OPTIONS } from './command';
import { COMMANDS } from './commands';
import { Output } from './output';
import { UserError } from './user-error';
import { show } from '../common/private/redact';
import { EDITIONS } from '../values/editions';

const OPTIONS = {} as const;

const SHELLS: Readonly<Record<string, () => string>> = { bash, zsh, fish };

/** `completion`: a script for a shell. */
export const COMPLETION = command({
  usage: ['completion <bash, zsh or fish>'],
  about: 'Prints a script that completes commands, options, charts and files.',
  options: OPTIONS,
  examples: [
    ['bash, in ~/.bashrc', 'source <(cdk8s-coco completion bash)'],
    ['zsh, in ~/.zshrc behind compinit', 'source <(cdk8s-coco completion zsh)'],
    ['fish', 'cdk8s-coco completion fish > ~/.config/fish/completions/cdk8s-coco.fish'],
  ],
  run: ({ positionals: [shell, ...more] }: Arguments<typeof OPTIONS>, output: Output) => {
    const script = shell !== undefined && !more.length && Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
    if (!script) throw new UserError([`completion: got ${shell === undefined ? 'no shell' : show([shell, ...more].join(' '))}; allowed: ${Object.keys(SHELLS).join(', ')}`]);
    output.print(script());
  },
});

/** Commands whose arguments are charts. */
const OF_CHARTS = ['render', 'charts', 'values', 'schema', 'diff'];

const optionsOf = (name: string): Options => ({ ...COMMANDS[name].load().options, ...COMMON_OPTIONS });
const charts = () => EDITIONS.map(({ name }) => name).join(' ');
const wordsOf = (name: string) => [
  ...Object.entries(optionsOf(name)).flatMap(([option, { short }]) => [`--${option}`, ...(short ? [`-${short}`] : [])]),
  ...(name === 'completion' ? Object.keys(SHELLS) : []),
].join(' ');

function bash(): string {
  const cases = Object.keys(COMMANDS).map((name) => `    ${name}) words="${wordsOf(name)}" ;;`);
  return `# bash completion of cdk8s-coco
_cdk8s_coco() {
  local current=\${COMP_WORDS[COMP_CWORD]} words='' charts=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${Object.keys(COMMANDS).join(' ')} --version --help" -- "$current"))
    return
  fi
  case \${COMP_WORDS[COMP_CWORD-1]} in
    --phase) COMPREPLY=($(compgen -W "${optionsOf('render').phase.oneOf!.join(' ')}" -- "$current")); return ;;
    -f|--values) compopt -o default; return ;;
  esac
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  case \${COMP_WORDS[1]} in
    ${OF_CHARTS.join('|')}) charts="${charts()}" ;;
  esac
  COMPREPLY=($(compgen -W "$words $charts" -- "$current"))
  [ \${#COMPREPLY[@]} -gt 0 ] || compopt -o default
}
complete -F _cdk8s_coco cdk8s-coco
`;
}

function zsh(): string {
  return `#compdef cdk8s-coco
# zsh completion of cdk8s-coco, by that of bash
autoload -U +X bashcompinit && bashcompinit
${bash().replace(/compopt -o default/g, ':')}`;
}

function fish(): string {
  const quoted = (text: string) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, '\\\'')}'`;
  const lines = Object.entries(COMMANDS).flatMap(([name, { summary }]) => [
    `complete -c cdk8s-coco -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...Object.entries(optionsOf(name)).map(([option, { short, type, help, oneOf }]) => (
      `complete -c cdk8s-coco -n '__fish_seen_subcommand_from ${name}' -l ${option}${short ? ` -s ${short}` : ''}${type === 'string' ? ' -r' : ''}${
        oneOf ? ` -a ${quoted(oneOf.join(' '))}` : ''} -d ${quoted(help)}`)),
  ]);
  return `# fish completion of cdk8s-coco
${lines.join('\n')}
complete -c cdk8s-coco -n '__fish_seen_subcommand_from ${OF_CHARTS.join(' ')}' -a ${quoted(charts())}
complete -c cdk8s-coco -n '__fish_seen_subcommand_from completion' -x -a ${quoted(Object.keys(SHELLS).join(' '))}
`;
}
