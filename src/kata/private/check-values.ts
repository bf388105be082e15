import { ImagePullPolicy } from '../../common';
import { checkKeys, Problems, show } from '../../common/private/problems';
import { HostOs, KataRuntimeProps, RuntimeClasses } from '../kata-runtime-props';
import { ENVIRONMENT } from './environment/variables';

/** Every prop, so that callers without a compiler hear of misspelt ones; the type makes this list complete. */
const PROPS: Record<keyof KataRuntimeProps, true> = {
  name: true,
  release: true,
  architectures: true,
  shims: true,
  defaultShim: true,
  architectureDefaultShims: true,
  distribution: true,
  image: true,
  imagePullPolicy: true,
  imagePullSecrets: true,
  nodeSelector: true,
  tolerations: true,
  priorityClassName: true,
  debug: true,
  runtimeClasses: true,
  createDefaultRuntimeClass: true,
  installationPrefix: true,
  multiInstallSuffix: true,
  allowedHypervisorAnnotations: true,
  agentHttpsProxy: true,
  agentNoProxy: true,
  hostOs: true,
  setupSnapshotters: true,
  additionalEnv: true,
  unsafeEnvOverrides: true,
};

/**
 * kata-deploy writes these values into sed programs, TOML and the guest's kernel command line, without quoting them:
 * what would end a word or a pattern there breaks the installation on every node.
 */
const PLAIN = /^[^\s|&"'\\$`;]+$/;

/** Rules on single values. */
export function checkValues(props: KataRuntimeProps, problems: Problems): void {
  checkKeys(problems, props, PROPS);
  for (const key of ['debug', 'createDefaultRuntimeClass'] as const) {
    const value: unknown = props[key];
    if (value !== undefined && typeof value !== 'boolean') problems.add(key, value, 'true, false', 'Give a boolean, not a text.');
  }
  checkMember(problems, 'runtimeClasses', props.runtimeClasses, Object.values(RuntimeClasses));
  checkMember(problems, 'hostOs', props.hostOs, Object.values(HostOs));
  checkMember(problems, 'imagePullPolicy', props.imagePullPolicy, Object.values(ImagePullPolicy));
  checkPrefix(props.installationPrefix, problems);
  (props.allowedHypervisorAnnotations ?? []).forEach((one, index) => {
    if (!/^[a-z0-9_]+$/.test(one)) {
      problems.add(`allowedHypervisorAnnotations[${index}]`, one, 'the last part of an annotation, like "default_vcpus": a-z, 0-9 and "_"',
        'Leave "io.katacontainers.config.hypervisor." out.');
    }
  });
  checkProxy(props.agentHttpsProxy, problems);
  (props.agentNoProxy ?? []).forEach((one, index) => {
    if (!PLAIN.test(one) || one.includes(',')) {
      problems.add(`agentNoProxy[${index}]`, one, 'one host, domain or network, without spaces, quotes, commas or shell characters', 'List them one by one.');
    }
  });
  checkPlacement(props, problems);
  checkEnv(props, problems);
}

function checkMember(problems: Problems, prop: string, value: string | undefined, members: string[]): void {
  if (value !== undefined && !members.includes(value)) problems.add(prop, value, members.join(', '), 'Take a member of the enum.');
}

function checkPrefix(prefix: string | undefined, problems: Problems): void {
  if (prefix === undefined) return;
  if (!/^(\/[A-Za-z0-9._-]+)+$/.test(prefix) || prefix.split('/').includes('..')) {
    problems.add('installationPrefix', prefix, 'an absolute path without "..", spaces and a slash at its end, like "/var/opt"',
      'Kata goes into <prefix>/opt/kata; leave it out for /opt/kata.');
  }
}

function checkProxy(proxy: string | undefined, problems: Problems): void {
  if (proxy === undefined) return;
  const allowed = 'http://host:port or https://host:port, without spaces, quotes and credentials';
  let url: URL | undefined;
  try {
    url = new URL(proxy);
  } catch {
    url = undefined;
  }
  // An address that cannot be read may still hold a password before its "@".
  if (url?.password || url?.username || proxy.includes('@')) {
    problems.addHidden('agentHttpsProxy', allowed,
      'Credentials would stand in the DaemonSet and on the command line of every guest: use a proxy that knows its clients by address.');
  } else if (!url || !/^https?:$/.test(url.protocol) || !url.hostname || !PLAIN.test(proxy)) {
    problems.add('agentHttpsProxy', proxy, allowed, url ? 'Guests speak HTTP to their proxy.' : `Did you mean ${show(`http://${proxy.trim()}`)}?`);
  }
}

function checkPlacement(props: KataRuntimeProps, problems: Problems): void {
  for (const [label, value] of Object.entries(props.nodeSelector ?? {}).sort()) {
    if (typeof value !== 'string' || !/^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/.test(value)) {
      problems.add(`nodeSelector["${label}"]`, value, 'a label value: letters, digits, "-", "_" and ".", at most 63 characters', 'Numbers and booleans need quotes.');
    }
    if (!/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(label)) {
      problems.add(`nodeSelector["${label}"]`, label, 'a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and "."',
        'Take it from kubectl get nodes --show-labels.');
    }
  }
  (props.tolerations ?? []).forEach(({ key, operator, value }, index) => {
    const prop = `tolerations[${index}]`;
    if (!key && operator !== 'Exists') problems.add(`${prop}.operator`, operator, 'Exists, where there is no key', 'Name the taint\'s key, or tolerate all with Exists.');
    if (operator === 'Exists' && value) problems.add(`${prop}.value`, value, 'none with the operator Exists', 'Leave it out, or use Equal.');
  });
}

function checkEnv(props: KataRuntimeProps, problems: Problems): void {
  const known: string[] = Object.values(ENVIRONMENT);
  for (const name of Object.keys(props.additionalEnv ?? {}).sort()) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      problems.add(`additionalEnv["${name}"]`, name, 'the name of an environment variable', 'Letters, digits and "_", not starting with a digit.');
    } else if (known.includes(name)) {
      problems.add(`additionalEnv["${name}"]`, name, 'variables that no prop sets', 'Use the prop; unsafeEnvOverrides replaces its text unchecked.');
    }
  }
  for (const name of Object.keys(props.unsafeEnvOverrides ?? {}).sort()) {
    if (!known.includes(name)) {
      problems.add(`unsafeEnvOverrides["${name}"]`, name, `variables that props set: ${known.join(', ')}`, 'additionalEnv adds others.');
    }
  }
}
