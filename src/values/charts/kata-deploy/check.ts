import { checkCustomRuntimes } from './check-custom-runtimes';
import { checkJobs } from './check-jobs';
import { checkShims } from './check-shims';
import { checkUnquoted } from './check-unquoted';
import { behaves, KataDeployReading } from './input';
import { valuesOrigin } from './values-origin';
import { ContainerImage } from '../../../common';
import type { CocoError } from '../../../common/private/coco-error';
import { show } from '../../../common/private/redact';
import { checkModel, KataModel } from '../../../kata/internal';
import { error, Finding, warning } from '../../engine/findings';
import { brokenPart } from '../../engine/image';
import { parseValues } from '../../engine/parse';
import { isTrue, Reader } from '../../engine/reader';

/** What the values say that kata-deploy or the API server refuse, as errors; what leads to trouble, as warnings. */
export function checkKataDeploy(reader: KataDeployReading, model: KataModel, problems: Finding[]): void {
  problems.push(...checkModel(model, valuesOrigin(reader)));
  checkUnquoted(reader, model, problems);
  checkImages(reader, model, problems);
  checkShims(reader, model, problems);
  checkErofs(reader, model, problems);
  checkProbes(reader, problems);
  checkNodeFeatures(reader, model, problems);
  checkJobs(reader, model, problems);
  checkCustomRuntimes(reader, model, problems);
  if (model.verification) {
    const section = reader.values.section('verification');
    problems.push(...parseValues(section.text('pod'), section.place('pod')).problems);
  }
}

function checkImages({ values, facts, context }: KataDeployReading, settings: KataModel, problems: Finding[]): void {
  const digests = behaves(facts, 'image-digests');
  const check = (section: Reader, reference: string) => {
    try {
      ContainerImage.fromReference(reference);
    } catch (thrown) {
      const repository = /^[^@]*?(?=(:latest)?$)/.exec(reference)?.[0] ?? '';
      const moves = repository !== '' && (reference.endsWith(':latest') || !/:[^/]*$/.test(reference));
      problems.push(moves && isRepository(repository)
        ? warning(section.place('tag'), `${show(reference)} can be a different image tomorrow; pin it with the tag of a release${digests ? `, or with the reference ${repository}@sha256:...` : ''}`)
        : imageError(section, thrown as CocoError));
    }
    if (digests && section.text('reference').includes('@') && section.on('tag')) {
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

function checkErofs({ values }: KataDeployReading, { snapshotter, release }: KataModel, problems: Finding[]): void {
  if (release.interface === 'per-shim' && snapshotter.setup.some((name) => name.trim() === 'erofs')) {
    problems.push(warning(values.section('snapshotter').place('setup'), 'erofs needs containerd 2.2 or newer on every node; kata-deploy stops on others'));
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
  }
  const more = given.section('node-feature-discovery').keys.filter((key) => key !== 'enabled');
  if (more.length && !facts.release.nodeFeatureRules) return;
  for (const key of more) problems.push(warning(section.place(key), 'ignored: Node Feature Discovery itself is not rendered'));
}
