import { didYouMean } from '../../../common/private/suggest';
import {
  CERTIFICATE_SETTINGS, COMMON_VARIABLES, commonSettings, defaultOf, hasPassword, isRead, isSecretName, isSince,
  PeerPodsReleaseFacts, ProviderDefinition, Setting,
} from '../../../peer-pods/internal';
import { misspelling, Finding, warning } from '../../engine/findings';

/** The settings of an adaptor, as the ConfigMap has them. */
export interface GivenSettings {
  readonly definition: ProviderDefinition;
  readonly release: PeerPodsReleaseFacts;
  readonly config: Readonly<Record<string, string>>;
  /** The path of a variable's value. */
  readonly path: (variable: string) => string;
}

/** Read by the adaptor or its start script, and no setting of a provider. */
const OTHERS = ['CLOUD_PROVIDER', ...Object.keys(CERTIFICATE_SETTINGS)];

/** The forms of settings that hold more than a word or a number, with the rule in words. */
const FORMS: Partial<Record<Setting['kind'], readonly [pattern: RegExp, rule: string]>> = {
  seconds: [/^\s*[+-]?[0-9]+/, 'a whole number of seconds'],
  duration: [/^[+-]?([0-9]*\.?[0-9]+(ns|us|µs|ms|s|m|h))+$/, 'a duration of Go, like "5m"'],
  tags: [/^[^=,]+=[^,]*(,[^=,]+=[^,]*)*$/, 'pairs like "team=coco,cost=42"'],
};

/** What the adaptor would ignore or stumble over. The chart takes everything, so these are warnings. */
export function checkSettings(given: GivenSettings): Finding[] {
  const { definition, release, config, path } = given;
  const settings = [...Object.values(commonSettings(definition)), ...Object.values(definition.settings)];
  const find = (variable: string) => settings.find(({ env, alias }) => env === variable || alias?.env === variable);
  const missing = settings.filter((one) => one.required && !config[one.env] && !defaultOf(one, release))
    .map(({ env, format }) => warning(path(env), `empty, and the adaptor needs it${format ? `: ${format.rule}` : ''}`));
  const wrong = Object.entries(config).flatMap(([variable, text]): Finding[] => {
    const say = (message: string) => [warning(path(variable), message)];
    const setting = find(variable);
    if (isSecretName(variable)) return say('a secret, and everybody who may read ConfigMaps sees it; give it in providerSecrets');
    if (hasPassword(text)) return say('a URL with a password, and everybody who may read ConfigMaps sees it; take it out');
    if (!setting) return otherVariable(variable, settings, given);
    if (!isRead(setting, release)) return say(`Cloud API Adaptor ${release.version} does not read it`);
    if (!text) return [];
    const rule = broken(setting, text);
    if (rule) return say(`not of the form that the adaptor takes: ${rule}`);
    const reason = unreadable(setting, text, release);
    if (reason) return say(reason);
    if (release.settingsByArguments && !setting.quoted && /[\s*?[\]]/.test(text)) {
      return say('the start script splits it at whitespace and expands "*?[]"; use a value without them');
    }
    return [];
  });
  return [...missing, ...wrong];
}

/** A variable that is no setting. */
function otherVariable(variable: string, settings: readonly Setting[], { definition, release, path }: GivenSettings): Finding[] {
  const { name, credentials, otherSecrets = [], reads = [] } = definition;
  if ([...OTHERS, ...credentials.flat(), ...otherSecrets].includes(variable)) return [];
  const others = [...COMMON_VARIABLES, ...reads];
  const other = others.find(({ env }) => env === variable);
  if (other && !isRead(other, release)) return [warning(path(variable), `Cloud API Adaptor ${release.version} does not read it`)];
  if (other) return other.advice ? [warning(path(variable), other.advice)] : [];
  const near = didYouMean(variable, [...settings, ...others].map(({ env }) => env));
  const ignored = `no setting of the provider ${name}, and so ignored`;
  return [near ? misspelling(path(variable), `${ignored}; did you mean ${near}?`) : warning(path(variable), ignored)];
}

/** The rule that a text breaks, if it does. */
function broken({ kind, format, oneOf, min = -Infinity, max = Infinity }: Setting, text: string): string | undefined {
  if (oneOf) return oneOf.includes(text) ? undefined : oneOf.join(', ');
  switch (kind) {
    case 'boolean': return /^(true|false)$/.test(text) ? undefined : 'true or false';
    case 'integer':
    case 'size in GiB':
    case 'size in MiB': return /^[0-9]+$/.test(text) && Number(text) >= min && Number(text) <= max ? undefined : wholeNumber(min, max);
    case 'number': return /^[0-9]+(\.[0-9]+)?$/.test(text) ? undefined : 'a number';
    case 'addresses':
    case 'strings': return format && !text.split(',').every((one) => format.pattern.test(one.trim())) ? `separated by commas, each ${format.rule}` : undefined;
    default: return format && !format.pattern.test(text) ? format.rule : undefined;
  }
}

function wholeNumber(min: number, max: number): string {
  return `a whole number${Number.isFinite(min) ? ` from ${min}` : ''}${Number.isFinite(max) ? ` to ${max}` : ''}`;
}

/** Why the program does not do what a text says. The reason is without the text, which may be long. */
function unreadable({ ignored, kind }: Setting, text: string, { version }: PeerPodsReleaseFacts): string | undefined {
  if (ignored?.pattern.test(text) && isSince(version, ignored.since)) return ignored.text;
  const [pattern, rule] = FORMS[kind] ?? [];
  return pattern && !pattern.test(text) ? `is not ${rule}: the adaptor stops on it, or goes on without it` : undefined;
}
