import { handlerNames, KataSettings, objectNames } from './settings';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { isDnsLabel } from '../../common/private/rules/names';

const MOST = 63;

/** Rules on names: what the API server, and containerd behind it, take as the names of objects, labels and handlers. */
export function checkNames(settings: KataSettings, problems: Problems): void {
  const { name, suffix } = settings;
  if (!isDnsLabel(name)) {
    problems.add('name', name, 'a DNS label: a-z, 0-9 and "-", at most 63 characters',
      'It becomes the name of the DaemonSet and a label of its pods.');
  }
  if (suffix !== undefined && !isDnsLabel(suffix)) {
    problems.add('multiInstallSuffix', suffix, 'a-z, 0-9 and "-", neither first nor last a "-"',
      'It becomes part of the names of objects, RuntimeClasses and handlers.');
  }
  const { defaultRuntimeClassName: defaultName } = settings;
  if (!isDnsLabel(defaultName)) {
    problems.add('defaultRuntimeClassName', defaultName, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'It becomes the name of a RuntimeClass.');
  } else if (handlerNames(settings).includes(defaultName)) {
    problems.add('defaultRuntimeClassName', defaultName, 'a name that no shim has', 'The shim has a RuntimeClass of this name: choose another one.');
  }
  if (suffix === 'default' && settings.release.perShim?.instanceLabels) {
    problems.add('multiInstallSuffix', suffix, 'another one than "default"', 'By this name kata-deploy marks the nodes of the installation without a suffix.');
  }
  if (!isDnsLabel(name) || (suffix !== undefined && !isDnsLabel(suffix))) return;
  const { cleanup, ...install } = objectNames(settings);
  const candidates = [
    ...Object.values(install),
    ...Object.values(cleanup),
    ...handlerNames(settings),
  ];
  const longest = candidates.reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest.length > MOST) {
    const prop = suffix === undefined ? 'name' : 'multiInstallSuffix';
    problems.addSentence(prop, `got ${show(suffix ?? name)}, which makes the name ${show(longest)} of ${longest.length} characters; `
      + `allowed: ${MOST}. Shorten ${suffix === undefined ? 'it' : 'the suffix or the name'} by ${longest.length - MOST}.`);
  }
}
