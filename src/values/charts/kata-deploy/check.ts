import { checkDropIns } from './check-drop-ins';
import { checkCustomRuntimes, checkVerification } from './check-manifests';
import { checkNames } from './check-names';
import { checkSelection } from './check-selection';
import { checkShims } from './check-shims';
import { KataDeployReading } from './input';
import { ContainerImage } from '../../../common';
import type { CocoError } from '../../../common/private/coco-error';
import { checkNamesOfPod, checkPlacement } from '../../../common/private/placement-rules';
import { Problems } from '../../../common/private/problems';
import { show, showKey } from '../../../common/private/redact';
import { checkLabels } from '../../../common/private/rules/labels';
import { KataModel } from '../../../kata/internal';
import { labelOf } from '../../chart-edition';
import { error, Finding, warning } from '../../engine/findings';
import { brokenPart } from '../../engine/image';
import { isTrue, Reader } from '../../engine/reader';
import { isMap } from '../../engine/tree';
import { inWordsOfValues } from '../../engine/values-words';

/** What the values say that kata-deploy or the API server refuse, as errors; what leads to trouble, as warnings. */
export function checkKataDeploy(reader: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  checkNames(reader, settings, problems);
  checkHost(reader, settings, problems);
  checkImages(reader, settings, problems);
  checkPlacements(reader, settings, problems);
  checkSnapshotter(reader, settings, problems);
  checkShims(reader, settings, problems);
  checkDebugging(reader, settings, problems);
  checkProbes(reader, problems);
  checkNodeFeatures(reader, settings, problems);
  checkSelection(reader, settings, problems);
  checkCustomRuntimes(reader, settings, problems);
  checkVerification(reader, settings, problems);
  checkDropIns(reader, settings, problems);
}

/** Folders and files on nodes. */
function checkHost({ values, facts }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const { installationPrefix: prefix } = settings;
  const [env, containerd] = [values.section('env'), values.section('containerd')];
  if (prefix && !prefix.startsWith('/')) {
    problems.push(error(env.place('installationPrefix'), `got ${show(prefix)}, and kata-deploy stops; allowed: a path from the root, such as /var/lib/kata`));
  } else if (facts.release.hostAccess === 'folders' && (prefix.includes(':') || prefix.split('/').includes('..'))) {
    problems.push(error(env.place('installationPrefix'), `got ${show(prefix)}; allowed: a path without ":" and "..", as it is mounted`));
  }
  const { configDir, configFileName } = settings.containerd;
  if (!configDir.startsWith('/') || configDir.split('/').includes('..')) {
    problems.push(error(containerd.place('configDir'), `got ${show(configDir)}; allowed: a path from the root, without "..", such as /etc/containerd/`));
  }
  if (configFileName.includes('/') || configFileName === '..' || configFileName === '.') {
    problems.push(error(containerd.place('configFileName'), `got ${show(configFileName)}, and kata-deploy stops; allowed: the name of a file; the folder is configDir`));
  }
  const levels = ['error', 'warn', 'info', 'debug', 'trace'];
  if (settings.mode === 'daemonset' && settings.logLevel && !levels.includes(settings.logLevel)) {
    problems.push(error(values.place('logLevel'), `got ${show(settings.logLevel)}, and kata-deploy stops; allowed: ${levels.join(', ')}, ""`));
  }
}

function checkImages({ values, facts, context }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const check = (section: Reader, reference: string) => {
    try {
      ContainerImage.fromReference(reference);
    } catch (thrown) {
      const repository = /^[^@]*?(?=(:latest)?$)/.exec(reference)?.[0] ?? '';
      const moves = repository !== '' && (reference.endsWith(':latest') || !/:[^/]*$/.test(reference));
      problems.push(moves && isRepository(repository)
        ? warning(section.place('tag'), `${show(reference)} can be a different image tomorrow; pin it with the tag of a release, or with the reference ${repository}@sha256:...`)
        : imageError(section, thrown as CocoError));
    }
    if (section.text('reference').includes('@') && section.on('tag')) {
      problems.push(warning(section.place('tag'), 'ignored, as the reference has a digest; leave it out'));
    }
  };
  check(values.section('image'), settings.image);
  if (settings.monitor) check(values.section('monitor').section('image'), settings.monitor.image);
  if (settings.mode === 'job') check(values.section('job').section('dispatcherImage'), settings.job.dispatcherImage);
  const kubectl = settings.verification || (context.phase === 'uninstall' && settings.mode === 'daemonset');
  if (kubectl && facts.upstream.kubectlImage) check(values.section('kubectlImage'), settings.kubectlImage);
  if (kubectl && !facts.upstream.kubectlImage && settings.verification) {
    problems.push(warning(values.section('verification').place('pod'),
      `the chart runs it with ${show(settings.kubectlImage)}, which can be a different image tomorrow; this edition has no value for it`));
  }
}

function imageError(section: Reader, { reason }: CocoError): Finding {
  const { key, rule } = brokenPart(reason, section.value());
  return error(section.place(...key), rule);
}

function isRepository(text: string): boolean {
  try {
    return Boolean(ContainerImage.of(text, { tag: 'any' }));
  } catch {
    return false;
  }
}

function checkPlacements({ values }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const found = new Problems();
  const texts = (map: Readonly<Record<string, unknown>>) => Object.fromEntries(
    Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const report = (section: Reader, one: Problems) => {
    problems.push(...one.all.map(({ path, message }) => error(section.place(labelOf(path) ?? path), inWordsOfValues(message))));
  };
  const placement = (section: Reader, map: Readonly<Record<string, unknown>>) => {
    const one = new Problems();
    checkPlacement({ nodeSelector: texts(map) }, one);
    report(section, one);
  };
  placement(values.section('nodeSelector'), settings.nodeSelector);
  const ofPods = new Problems();
  checkLabels('podLabels', texts(settings.podLabels), ofPods);
  report(values.section('podLabels'), ofPods);
  if (settings.mode === 'job') {
    placement(values.section('job').section('dispatcherNodeSelector'), settings.job.dispatcherNodeSelector);
    placement(values.section('job').section('cleanup').section('nodeSelector'), settings.job.cleanup?.nodeSelector ?? {});
    placement(values.section('job').section('nodeSelector'), settings.job.nodeSelector ?? {});
  }
  checkNamesOfPod({ priorityClassName: settings.priorityClassName }, found);
  checkPlacement({ tolerations: settings.tolerations.filter(isMap).map(withoutEmpty) as never }, found);
  problems.push(...found.all.map(({ path, message }) => error(values.place() ? `${values.place()}.${path}` : path, inWordsOfValues(message))));
}

/** Empty texts are to the API server as good as none. */
const withoutEmpty = (one: object) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== '' && value !== null));

function checkSnapshotter({ values, given, facts }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const { setup, erofsMergeMode, erofsSnapshotterMode } = settings.snapshotter;
  const section = values.section('snapshotter');
  const known = ['nydus', 'erofs'];
  const trims = facts.release.program === 'binary';
  for (const name of setup.filter((one) => !known.includes(trims ? one.trim() : one))) {
    problems.push(error(section.place('setup'), `got ${show(name)}, and kata-deploy stops on nodes with containerd; allowed: ${known.join(', ')}`));
  }
  const modes = (key: string, text: string, allowed: string[]) => {
    if (text && !allowed.includes(text)) problems.push(error(section.place(key), `got ${show(text)}, and kata-deploy stops; allowed: ${allowed.join(', ')}, ""`));
  };
  modes('erofsMergeMode', erofsMergeMode.toLowerCase(), ['merged', 'unmerged']);
  modes('erofsSnapshotterMode', erofsSnapshotterMode, ['disk', 'memory']);
  if (!setup.some((one) => one.trim() === 'erofs')) return;
  problems.push(warning(section.place('setup'), 'erofs needs containerd 2.2 or newer on every node; kata-deploy stops on others'));
  const merged = erofsMergeMode.toLowerCase() !== 'unmerged';
  const inGo = settings.shims.filter(({ name, snapshotter, architectures }) => (
    snapshotter === 'erofs' && architectures.length && !name.endsWith('-runtime-rs') && name !== 'dragonball')).map(({ name }) => name);
  if (trims && merged && inGo.length) {
    problems.push(warning(given.section('snapshotter').has('erofsMergeMode') ? section.place('erofsMergeMode') : section.place('setup'),
      `kata-deploy stops on nodes with ${inGo.map(showKey).join(', ')}: only shims of runtime-rs can use merged layers of erofs; `
      + 'set snapshotter.erofsMergeMode to "unmerged", or take other shims'));
  }
}

function checkDebugging({ values }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  if (settings.devkit && !settings.debug) {
    problems.push(warning(values.place('devkit'), 'ignored, as debug is off; set debug to true too'));
  }
}

/** The chart fills in its defaults where a value is empty, and takes false for empty. */
function checkProbes({ given }: KataDeployReading, problems: Finding[]): void {
  const health = given.section('health');
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    const section = health.section(probe);
    for (const key of section.keys.filter((one) => section.value(one) !== null && !isTrue(section.value(one)))) {
      problems.push(warning(section.place(key), key === 'enabled'
        ? 'the chart takes false for not set, so the probe stays; give it a long periodSeconds and a high failureThreshold instead'
        : `the chart takes ${show(section.value(key))} for not set, so its default stays; give a larger number`));
    }
  }
  if (health.has('port') && health.value('port') !== null && !isTrue(health.value('port'))) {
    problems.push(warning(health.place('port'), 'the chart takes 0 for not set, so its default stays; give a port'));
  }
}

function checkNodeFeatures({ values, given, facts }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const section = values.section('node-feature-discovery');
  if (settings.nodeFeatures.enforced) {
    problems.push(warning(section.place('enabled'), 'Node Feature Discovery itself is not rendered; render its own chart beside this one'));
  } else if (settings.nodeFeatures.rules) {
    const place = given.section('nodeFeatureRules').has('create') ? values.section('nodeFeatureRules').place('create') : '--api-versions';
    problems.push(warning(place, 'confidential RuntimeClasses ask for keys that Node Feature Discovery must count; '
      + 'without it in the cluster, no pod of theirs is scheduled'));
  }
  const more = given.section('node-feature-discovery').keys.filter((key) => key !== 'enabled');
  if (more.length && !facts.release.nodeFeatureRules) return;
  for (const key of more) problems.push(warning(section.place(key), 'ignored: Node Feature Discovery itself is not rendered'));
}
