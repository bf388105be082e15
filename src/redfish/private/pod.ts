import type { Container, PodSpec, Probe, SecurityContext, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { configurationFile } from './from-props';
import { objectNames, ProbeSettings, RedfishModel } from './model';
import { sum } from './slug';
import { additionalMounts, additionalVolumes, SECRET_MODE } from './volumes';
import { escapeVariables } from '../../common/private/escape-variables';
import { defaultResources } from '../../common/private/resources';
import { script } from '../../common/private/script';
import { CONFIG_FILE, CONFIG_FOLDER, SERVICE_ROOT, TLS_CERTIFICATE, TLS_FOLDER, TLS_KEY } from '../catalogue/defaults';

/** Where the init container finds what it puts together. */
const TEMPLATE_FOLDER = '/template';
const PASSWORDS_FOLDER = '/passwords';

const CONTEXT: SecurityContext = {
  allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
};

/** The name of the port, by which others find it. */
export const portName = ({ tls }: RedfishModel) => (tls ? 'https' : 'http');

/** The names of the Secrets that the pod reads: of the users by their names, of the certificate, of the whole file. */
export interface SecretNames {
  readonly users: { readonly [username: string]: string };
  readonly tls?: string;
  readonly configuration?: string;
}

/** The annotations of the pod. A change of its configuration starts a new one: the server reads it once. */
export function podAnnotations(model: RedfishModel): Record<string, string> {
  const { wholeConfiguration, users, annotations, podAnnotations: given } = model;
  const own: Record<string, string> = wholeConfiguration ? {} : { 'cdk8s-coco/configuration': sum(configurationFile(model)[CONFIG_FILE] + userList(users)) };
  return { ...annotations, ...given, ...own };
}

/** The pod: what it needs of the Pod Security Standard "restricted", and nothing more. */
export function pod(model: RedfishModel, secrets: SecretNames): PodSpec {
  const { account, placement, runAsUser, wholeConfiguration } = model;
  return {
    serviceAccountName: account.name,
    // The server of v0.2.1 never ends on SIGTERM: it shuts down, and waits for itself. The kubelet ends it after these.
    terminationGracePeriodSeconds: 5,
    // Else a Service named kubevirt-redfish-server would be a variable by which the server overrides its port, and stops.
    enableServiceLinks: false,
    securityContext: {
      ...(runAsUser === undefined ? {} : { runAsUser, runAsGroup: runAsUser, fsGroup: runAsUser }),
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...placement,
    ...(wholeConfiguration ? {} : { initContainers: [assembler(model)] }),
    containers: [server(model)],
    volumes: volumes(model, secrets),
  };
}

function server(model: RedfishModel): Container {
  const { image, imagePullPolicy, port, tls, resources } = model;
  return {
    name: 'kubevirt-redfish',
    image: image.reference,
    imagePullPolicy,
    ports: [{ name: portName(model), containerPort: port, protocol: 'TCP' }],
    env: Object.entries(model.environment).map(([name, value]) => ({ name, value: escapeVariables(value) })),
    resources,
    livenessProbe: probe(model, model.livenessProbe),
    readinessProbe: probe(model, model.readinessProbe),
    securityContext: CONTEXT,
    volumeMounts: [
      { name: 'config-volume', mountPath: CONFIG_FOLDER, readOnly: true },
      ...additionalMounts(model.volumes),
      ...(tls ? [{ name: 'tls', mountPath: TLS_FOLDER, readOnly: true }] : []),
    ],
  };
}

/** Puts passwords and the rest together, in a folder that is memory. */
function assembler(model: RedfishModel): Container {
  const { configImage, imagePullPolicy, users } = model;
  const hashed = users.filter((user) => user.hashed).map(({ username }) => username);
  const parameters: Record<string, string> = {
    REDFISH_TEMPLATE: `${TEMPLATE_FOLDER}/${CONFIG_FILE}`,
    REDFISH_USERS: userList(users),
    ...(hashed.length ? { REDFISH_HASHED: hashed.join(' ') } : {}),
    REDFISH_PASSWORDS: PASSWORDS_FOLDER,
    REDFISH_CONFIG: `${CONFIG_FOLDER}/${CONFIG_FILE}`,
  };
  const mounts: VolumeMount[] = [
    { name: 'template', mountPath: TEMPLATE_FOLDER, readOnly: true },
    { name: 'passwords', mountPath: PASSWORDS_FOLDER, readOnly: true },
    { name: 'config-volume', mountPath: CONFIG_FOLDER },
  ];
  return {
    name: 'assemble-config',
    image: configImage.reference,
    imagePullPolicy,
    command: ['/bin/sh', '-c', escapeVariables(script('src/redfish/assemble-config.sh'))],
    env: Object.entries(parameters).map(([name, value]) => ({ name, value })),
    resources: defaultResources(['10m', '500m'], ['16Mi', '64Mi']),
    securityContext: CONTEXT,
    volumeMounts: mounts,
  };
}

/** As the script takes them. The rules on names keep spaces, colons and commas out. */
const userList = (users: RedfishModel['users']) => users.map(({ username, chassis }) => `${username}:${chassis.join(',')}`).join(' ');

function probe({ port, tls }: RedfishModel, timing: ProbeSettings): Probe {
  return { httpGet: { path: SERVICE_ROOT, port, scheme: tls ? 'HTTPS' : 'HTTP' }, ...timing };
}

function volumes(model: RedfishModel, secrets: SecretNames): Volume[] {
  const { name, users, temporarySize } = model;
  const certificate = secrets.tls && {
    secretName: secrets.tls, defaultMode: SECRET_MODE, items: [TLS_CERTIFICATE, TLS_KEY].map((key) => ({ key, path: key })),
  };
  return [
    ...(secrets.configuration ? [{
      name: 'config-volume',
      secret: { secretName: secrets.configuration, defaultMode: SECRET_MODE, items: [{ key: CONFIG_FILE, path: CONFIG_FILE }] },
    }] : [
      { name: 'config-volume', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } },
      { name: 'template', configMap: { name: objectNames(name).config } },
      {
        name: 'passwords',
        projected: {
          defaultMode: SECRET_MODE,
          sources: users.map(({ username, passwordKey }) => ({
            secret: { name: secrets.users[username], items: [{ key: passwordKey, path: username }] },
          })),
        },
      },
    ]),
    ...additionalVolumes(model.volumes, temporarySize),
    ...(certificate ? [{ name: 'tls', secret: certificate }] : []),
  ];
}
