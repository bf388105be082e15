import { isRead, isSince } from './setting-texts';
import { commonSettings } from '../catalogue/common-settings';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { ProviderDefinition, Setting } from '../providers/contract';

/** What the program makes of a text that somebody wrote by hand. */
export interface TextProblem {
  readonly env: string;
  /** `stops`: the adaptor does not start, or makes no VM. `ignored`: it goes on without the setting, or with its default. */
  readonly effect: 'stops' | 'ignored';
  /** A sentence without the value, which may be long. */
  readonly text: string;
}

/** What the program does with texts that are not its own: by kind of setting. */
const MISREAD: Partial<Record<Setting['kind'], readonly [pattern: RegExp, rule: string]>> = {
  'integer': [/^\s*[+-]?[0-9]+/, 'a whole number'],
  'seconds': [/^\s*[+-]?[0-9]+/, 'a whole number of seconds'],
  'size in GiB': [/^\s*[+-]?[0-9.]+/, 'a number of GiB'],
  'size in MiB': [/^[0-9]+$/, 'a whole number of MiB'],
  'number': [/^[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?$/, 'a number'],
  'duration': [/^[+-]?([0-9]*\.?[0-9]+(ns|us|µs|ms|s|m|h))+$/, 'a duration of Go, like "5m"'],
  'tags': [/^([^=,]+=[^,]*)(,[^=,]+=[^,]*)*$/, 'pairs like "team=coco,cost=42"'],
};

/**
 * What is wrong with the texts of a ConfigMap, in the order of their variables.
 *
 * The values of a chart are texts, so this is told without refusing them: the ConfigMap has them as they are.
 */
export function settingProblems(
  definition: ProviderDefinition, config: Readonly<Record<string, string>>, release: PeerPodsReleaseFacts,
): TextProblem[] {
  const settings = [...Object.values(definition.settings), ...Object.values(commonSettings(definition))];
  const missing = settings.filter((one) => one.required && isRead(one, release) && !config[one.env])
    .map(({ env }): TextProblem => ({ env, effect: 'stops', text: 'is empty, and no VM can be made without it' }));
  const misread = settings.flatMap((setting): TextProblem[] => {
    const value = config[setting.env];
    if (!value) return [];
    if (!isRead(setting, release)) return [{ env: setting.env, effect: 'ignored', text: `is not read by the adaptor ${release.version}` }];
    if (setting.ignored?.pattern.test(value) && isSince(release.version, setting.ignored.since)) {
      return [{ env: setting.env, effect: 'ignored', text: setting.ignored.text }];
    }
    const [pattern, rule] = MISREAD[setting.kind] ?? [];
    return pattern && !pattern.test(value) ? [{ env: setting.env, effect: 'ignored', text: `is not ${rule}, so the adaptor goes on without it` }] : [];
  });
  return [...missing, ...misread].sort((a, b) => (a.env < b.env ? -1 : 1));
}
