import { KataModel } from './model';
import { handlerNames, objectNames } from './names';
import { Problems } from '../../common/private/problems';
import { show } from '../../common/private/redact';
import { isDnsLabel } from '../../common/private/rules/names';

const MOST = 63;

/** Rules on names: what the API server, and containerd behind it, take as the names of objects, labels and handlers. */
export function checkNames(model: KataModel, defaultName: string, problems: Problems): void {
  const { name, suffix } = model;
  if (!isDnsLabel(name)) {
    problems.add('name', name, 'a DNS label: a-z, 0-9 and "-", at most 63 characters',
      'It becomes the name of the DaemonSet and a label of its pods.');
  }
  if (suffix && !isDnsLabel(suffix)) {
    problems.add('multiInstallSuffix', suffix, 'a-z, 0-9 and "-", neither first nor last a "-"',
      'It becomes part of the names of objects, RuntimeClasses and handlers.');
  }
  if (!isDnsLabel(defaultName)) {
    problems.add('defaultRuntimeClassName', defaultName, 'a DNS label: a-z, 0-9 and "-", at most 63 characters', 'It becomes the name of a RuntimeClass.');
  } else if (handlerNames(model).includes(defaultName)) {
    problems.add('defaultRuntimeClassName', defaultName, 'a name that no shim has', 'The shim has a RuntimeClass of this name: choose another one.');
  }
  if (suffix === 'default' && model.release.instanceLabels) {
    problems.add('multiInstallSuffix', suffix, 'another one than "default"', 'By this name kata-deploy marks the nodes of the installation without a suffix.');
  }
  if (!isDnsLabel(name) || (suffix && !isDnsLabel(suffix))) return;
  const { base, serviceAccount, clusterRole, clusterRoleBinding, cleanup } = objectNames(model);
  const candidates = [base, serviceAccount, clusterRole, clusterRoleBinding, ...Object.values(cleanup), ...handlerNames(model)];
  const longest = candidates.reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest.length > MOST) {
    const prop = suffix ? 'multiInstallSuffix' : 'name';
    problems.addSentence(prop, `got ${show(suffix || name)}, which makes the name ${show(longest)} of ${longest.length} characters; `
      + `allowed: ${MOST}. Shorten ${suffix ? 'the suffix or the name' : 'it'} by ${longest.length - MOST}.`);
  }
}
