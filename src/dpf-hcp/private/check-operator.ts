import { DEFAULT_NAMESPACE } from './model';
import { ContainerImage } from '../../common';
import { checkWhole } from '../../common/private/amount-rules';
import { Problems } from '../../common/private/problems';
import { DNS_LABEL, isDataKey, isDnsLabel, isDnsName, isNamePart } from '../../common/private/rules/names';
import { DpfHcpOperatorPreset } from '../dpf-hcp-operator-preset';
import { DpfHcpConfig, DpfHcpOperatorProps } from '../dpf-hcp-operator-props';
import { checkShape, CONTAINER_SECURITY, POD_SECURITY } from './pod-shape';
import { checkWorkload } from '../../common/private/workload-rules';

/** Written into the program of 0.1.0-pre. */
const IMAGES_NAMESPACE = 'dpf-hcp-provisioner-system';

/** All rules on the props of an operator in a chart. */
export function check(props: DpfHcpOperatorProps, chartNamespace: string | undefined, problems: Problems): void {
  if (props.namespace === undefined && chartNamespace !== undefined && !isDnsLabel(chartNamespace)) {
    problems.add('(chart) namespace', chartNamespace, DNS_LABEL, 'Give the chart another one.');
  }
  checkSafety(props, props.namespace ?? chartNamespace ?? DEFAULT_NAMESPACE, problems);
  checkOperator(props, problems);
}

/** Rules on the props of an operator: what an API server or the operator would refuse. */
export function checkOperator(props: DpfHcpOperatorProps, problems: Problems): void {
  checkNames(props, problems);
  checkSecurityContexts(props, problems);
  checkEdition(props, problems);
  checkNumbers(props, problems);
  const workload = new Problems();
  checkWorkload({ ...props, ...props.placement }, [], workload);
  problems.addAll(workload.all, (path) => path.replace(/^(affinity|nodeSelector|tolerations)/, 'placement.$1'));
}

/**
 * Rules that upstream's chart does not have: what it lets pass runs, and nobody wants it.
 *
 * @param namespace where the operator will be
 */
export function checkSafety(props: DpfHcpOperatorProps, namespace: string, problems: Problems): void {
  if (props.blueFieldValidation && namespace !== IMAGES_NAMESPACE) {
    problems.add('namespace', namespace, `${IMAGES_NAMESPACE}, with the validation of BlueField images`,
      'The operator of this edition looks for the ConfigMap ocp-bluefield-images there only: take this namespace, or leave the validation off.');
  }
  if ((props.replicas ?? 1) > 1 && props.leaderElection === false) {
    problems.add('leaderElection', false, 'true, where there are several replicas',
      'All of them would work on the same objects at once: let one lead, or set replicas to 1.');
  }
  const several = props.preset !== undefined && props.preset !== DpfHcpOperatorPreset.DEVELOPMENT && props.replicas === undefined;
  if (several && props.leaderElection === false) {
    problems.add('leaderElection', false, `true with the preset ${props.preset}, which has several replicas`, 'Leave it out, or set replicas to 1.');
  }
  const { blueFieldOcpLayerRepo: repo } = props.config ?? {};
  if (typeof repo === 'string' && /@|:\/\//.test(repo)) {
    problems.addHidden('config.blueFieldOcpLayerRepo', 'a repository without a protocol, a user and a digest', 'Credentials come from the pull secret of each provisioner.');
  } else if (typeof repo === 'string' && !isRepository(repo)) {
    problems.add('config.blueFieldOcpLayerRepo', repo, 'a repository without a tag', 'The operator chooses the tag by the version of OpenShift.');
  }
}

function isRepository(text: string): boolean {
  try {
    return ContainerImage.of(text, { tag: 'any' }) !== undefined;
  } catch {
    return false;
  }
}

function checkSecurityContexts({ podSecurityContext, securityContext }: DpfHcpOperatorProps, problems: Problems): void {
  checkShape('podSecurityContext', podSecurityContext, POD_SECURITY, problems);
  checkShape('securityContext', securityContext, CONTAINER_SECURITY, problems);
  if (securityContext?.privileged === true && securityContext.allowPrivilegeEscalation === false) {
    problems.add('securityContext.allowPrivilegeEscalation', false, 'true, where the container is privileged', 'Leave `privileged` out.');
  }
}

function checkNames(props: DpfHcpOperatorProps, problems: Problems): void {
  const { name, namespace, serviceAccountName, instance, appName } = props;
  if (name !== undefined && (!isDnsName(name) || name.length > 63)) {
    problems.add('name', name, 'a DNS name of at most 63 characters: a-z, 0-9, "-" and "."', 'Objects and a label have this name.');
  }
  if (serviceAccountName !== undefined && !isDnsName(serviceAccountName)) {
    problems.add('serviceAccountName', serviceAccountName, 'a DNS name: a-z, 0-9, "-" and "."', 'Leave it out for the name of the operator.');
  }
  if (namespace !== undefined && !isDnsLabel(namespace)) {
    problems.add('namespace', namespace, DNS_LABEL, 'Leave it out for the namespace of the chart.');
  }
  for (const [prop, value] of Object.entries({ instance, appName })) {
    if (value !== undefined && !isNamePart(value)) {
      problems.add(prop, value, 'a label value: 1 to 63 letters, digits, "-", "_" and "."', 'It is part of the selector of the Deployment.');
    }
  }
}

function checkNumbers({ replicas, healthProbe = {} }: DpfHcpOperatorProps, problems: Problems): void {
  const { port, liveness, readiness } = healthProbe;
  const whole = (prop: string, value: number | undefined, least: number, most = 2 ** 31 - 1) => (
    checkWhole(prop, value, least, most, problems, 'Leave it out for the default.'));
  whole('replicas', replicas, 0);
  whole('healthProbe.port', port, 1, 65535);
  for (const [which, timing] of Object.entries({ liveness, readiness })) {
    whole(`healthProbe.${which}.initialDelaySeconds`, timing?.initialDelaySeconds, 0);
    whole(`healthProbe.${which}.periodSeconds`, timing?.periodSeconds, 1);
  }
}

/** Props that only some editions have. */
function checkEdition(props: DpfHcpOperatorProps, problems: Problems): void {
  const { version, provisionerConfig } = props.release._facts;
  if (provisionerConfig) {
    for (const prop of ['blueFieldImages', 'blueFieldValidation'] as const) {
      if (props[prop] !== undefined) {
        problems.addSentence(prop, `the release ${version} does not have it, 0.1.0-pre does. It finds BlueField images in a registry: config.blueFieldOcpLayerRepo.`);
      }
    }
  } else if (props.config !== undefined) {
    problems.addSentence('config', `the release ${version} does not have it, 0.1.0 does. Leave it out, or take the newer release.`);
  }
  for (const key of Object.keys(props.blueFieldImages ?? {}).sort()) {
    const place = `blueFieldImages["${key}"]`;
    if (!isDataKey(key)) {
      problems.add(place, key, 'a version of OpenShift, like "4.19.0-ec.5"', 'A ConfigMap takes letters, digits, "-", "_" and "." for its keys.');
    }
  }
  checkConfig(props.config, problems);
}

function checkConfig(config: DpfHcpConfig | undefined, problems: Problems): void {
  if (!config) return;
  const { dpuServicesImagePullSecret: secret } = config;
  if (secret !== undefined && secret !== '' && !isDnsName(secret)) {
    problems.addHidden('config.dpuServicesImagePullSecret', 'the name of a Secret: a-z, 0-9, "-" and "."', 'Make the Secret in the cluster, and give its name.');
  }
}
