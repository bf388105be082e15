import { isSince } from './setting-texts';
import { PeerPodsReleaseFacts } from '../catalogue/releases';
import { Setting } from '../providers/contract';

/** Texts of settings that hold more than a word or a number, and how people are told. */
const FORMS: Partial<Record<Setting['kind'], readonly [pattern: RegExp, rule: string]>> = {
  seconds: [/^\s*[+-]?[0-9]+/, 'a whole number of seconds'],
  duration: [/^[+-]?([0-9]*\.?[0-9]+(ns|us|µs|ms|s|m|h))+$/, 'a duration of Go, like "5m"'],
  tags: [/^[^=,]+=[^,]*(,[^=,]+=[^,]*)*$/, 'pairs like "team=coco,cost=42"'],
};

/**
 * Why the program does not do what a text says that somebody wrote by hand. Nothing where it does.
 *
 * It is told without the text itself, which may be long.
 */
export function unreadableSetting(setting: Setting, text: string, release: PeerPodsReleaseFacts): string | undefined {
  const { ignored, kind } = setting;
  if (ignored?.pattern.test(text) && isSince(release.version, ignored.since)) return ignored.text;
  const [pattern, rule] = FORMS[kind] ?? [];
  return pattern && !pattern.test(text) ? `is not ${rule}: the adaptor stops on it, or goes on without it` : undefined;
}
