import { KataDeployReading } from './input';
import { show } from '../../../common/private/redact';
import { isDnsLabel, isDnsName, isNamePart, LABEL_VALUE } from '../../../common/private/rules/names';
import { KataModel } from '../../../kata/internal';
import { error, Finding, warning } from '../../engine/findings';
import { unquotedKeyProblem, unquotedTextProblem } from '../../engine/unquoted-text';

/** What the API server, and containerd behind it, take as the names of objects, labels and handlers. */
export function checkNames(reader: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const { values } = reader;
  const { suffix, identity, verification } = settings;
  if (!isNamePart(identity.name)) {
    problems.push(error(values.place('nameOverride'), `got ${show(identity.name)}; allowed: ${LABEL_VALUE}`));
  }
  if (verification && !isDnsName(identity.fullname)) {
    problems.push(error(values.place('fullnameOverride'), `got ${show(identity.fullname)}; allowed: a-z, 0-9, "-" and ".", as it becomes part of the names of objects`));
  }
  checkLabels(reader, settings, problems);
  checkSuffix(reader, settings, problems);
  checkRuntimeClasses(reader, settings, problems);
  if (suffix && values.section('runtimeClasses').on('createDefault')) {
    problems.push(warning(values.section('runtimeClasses').place('createDefault'),
      'with env.multiInstallSuffix the chart makes no default RuntimeClass; leave one of them out'));
  }
}

/** Templates write what says whose an object is without quotes, and so the keys of node selectors in RuntimeClasses. */
function checkLabels(reader: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const { values, name } = reader;
  const { identity, mode, release, runtimeClasses, shims, verification } = settings;
  const named = identity.name !== name && (!!verification || mode === 'job' || release.state);
  const misreadName = named ? unquotedTextProblem(identity.name) : undefined;
  if (misreadName) problems.push(error(values.place('nameOverride'), misreadName));
  for (const shim of runtimeClasses ? shims.filter(({ overhead }) => overhead) : []) {
    for (const key of Object.keys(shim.runtimeClassNodeSelector)) {
      const misread = unquotedKeyProblem(key);
      if (misread) problems.push(error(values.section('shims').section(shim.name).section('runtimeClass').section('nodeSelector').place(key), misread));
    }
  }
}

function checkSuffix({ values }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const { name, suffix, shims, runtimeClasses, release, debug, devkit } = settings;
  const place = values.section('env').place('multiInstallSuffix');
  if (values.section('env').value('multiInstallSuffix') === 0) {
    problems.push(error(place, 'templates take the number 0 for no suffix; quote it: "0"'));
  }
  if (!suffix) return;
  if (!isDnsLabel(suffix)) {
    problems.push(error(place, `got ${show(suffix)}; allowed: a-z, 0-9 and "-", neither first nor last a "-", as it becomes part of names`));
    return;
  }
  if (suffix === 'default' && release.instanceLabels) {
    problems.push(warning(place, 'by this name kata-deploy marks the nodes of an installation without a suffix, too: '
      + 'beside one, each is taken for the other; give another one'));
  }
  const variant = release.debugRuntimeClasses && debug ? (devkit ? '-devkit' : '-debug') : '';
  const handlers = shims.map((shim) => `kata-${shim.name}-${suffix}${variant}`);
  const longest = [`${name}-${suffix}`, ...(runtimeClasses ? handlers : [])].reduce((a, b) => (b.length > a.length ? b : a));
  if (longest.length > 63) {
    problems.push(error(place, `got ${show(suffix)}, which makes the name ${show(longest)} of ${longest.length} characters; allowed: 63. `
      + `Shorten it by ${longest.length - 63}`));
  }
}

/** No RuntimeClass may be there twice. */
function checkRuntimeClasses({ values }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const { runtimeClasses, shims, suffix, debug, devkit, release, customRuntimes } = settings;
  const section = values.section('runtimeClasses');
  const places = new Map<string, string>();
  const take = (name: string, place: string) => {
    const other = places.get(name);
    if (other !== undefined) problems.push(error(place, `makes a RuntimeClass ${show(name)}, as ${other} does; a cluster has one of a name: give another name`));
    places.set(name, other ?? place);
  };
  if (runtimeClasses) {
    const variants = ['', ...(release.debugRuntimeClasses && debug ? ['-debug', ...(devkit ? ['-devkit'] : [])] : [])];
    for (const shim of shims.filter(({ overhead }) => overhead)) {
      for (const variant of variants) take(`kata-${shim.name}${suffix && `-${suffix}`}${variant}`, values.section('shims').place(shim.name));
    }
    if (runtimeClasses.defaultShim) {
      if (!isDnsName(runtimeClasses.defaultName)) {
        problems.push(error(section.place('defaultName'), `got ${show(runtimeClasses.defaultName)}; allowed: a-z, 0-9, "-" and "."`));
      }
      const misread = unquotedTextProblem(runtimeClasses.defaultName);
      if (misread) problems.push(error(section.place('defaultName'), misread));
      take(runtimeClasses.defaultName, section.place('defaultName'));
    } else if (section.on('createDefault') && !suffix) {
      problems.push(warning(section.place('createDefault'), 'no default RuntimeClass is made, as in the chart: '
        + 'the first shim of defaultShim is not installed; set defaultShim.amd64 to one that is'));
    }
  }
  for (const runtime of customRuntimes) {
    const name = (runtime.runtimeClass?.metadata as { name?: unknown } | undefined)?.name;
    if (typeof name === 'string') take(name, values.section('customRuntimes').section('runtimes').place(runtime.key));
  }
}
