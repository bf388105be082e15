import { EDITIONS } from '../../src/values/editions';
import { SchemaNode } from '../../src/values/engine/schema';
import { at, rendering } from '../cli/rendering';
import { share, some, Strides } from '../support/stride';

const OLD = 'peerpods@0.1.0';
const NEW = 'peerpods@0.4.0';

const text = (yaml: string) => (/\bproviderConfigs:/.test(yaml) ? `{${yaml}}` : `{providerConfigs: {}${yaml && `, ${yaml}`}}`);
const lines = (yaml: string, edition = NEW) => rendering(edition, text(yaml)).lines;
const LATEST = /^warning (image|webhook\.image|resourceCtrl\.image): .* can be a different image tomorrow/;
const GONE = /^warning (webhook|resourceCtrl)\.authProxy\.image: the registry of "gcr\.io\/kubebuilder\/.*" is gone, .*; take registry\.k8s\.io\/kubebuilder\//;
const NODES = 'warning daemonset: runs on nodes with the label node.kubernetes.io/worker, as in the chart, '
  + 'which EKS does not set; label them';
/** What is said, but for images that the charts do not pin or that are gone, and for kata-deploy, which has its own tests. */
const said = (yaml: string, edition = NEW) => lines(yaml, edition).filter((line) => !LATEST.test(line) && !GONE.test(line) && !line.startsWith('warning kata-deploy.'));
const REGION = 'warning providerConfigs.aws.AWS_REGION: empty, so the resource controller asks the metadata service for the region of its node, '
  + 'which its pod may not reach; it deletes no VM then; set it';
const BYOM = 'warning resourceCtrl.enabled: the resource controller 0.22.0 was built without Bring your own machine, and deletes none of its VMs; '
  + 'look for VMs whose pods are gone, or set it to false';
const PROVIDERS = '"alibabacloud", "aws", "azure", "byom", "docker", "gcp", "ibmcloud", "ibmcloud-powervs", "ibmcloudpowervs", "libvirt", "vsphere"';

describe('errors: nothing is emitted', () => {
  test.each([
    ['provider: awss', 'provider', `got the string "awss"; allowed: ${PROVIDERS}; did you mean "aws"?`],
    ['provider: null', 'provider', `got null; allowed: ${PROVIDERS}`],
    ['providerConfigs: null', 'providerConfigs', 'got null; allowed: a map'],
    ['providerConfigs: {awss: {}}', 'providerConfigs.awss', 'unknown key; did you mean aws?'],
    ['providerConfigs: {libvirt: {A: [1]}}', 'providerConfigs.libvirt.A', 'got a list; allowed: a string, or true or false'],
    ['providerConfigs: {libvirt: {a b: c}}', 'providerConfigs.libvirt."a b"',
      'no key of a ConfigMap; allowed: letters, digits, "-", "_" and ".", at most 253 characters'],
    ['providerSecrets: {libvirt: {A: {b: hunter2}}}', 'providerSecrets.libvirt.A', 'got a map; allowed: a string, or true or false'],
    ['providerSecrets: {libvirt: {a b: hunter2}}', 'providerSecrets.libvirt."a b"',
      'no key of a Secret; allowed: letters, digits, "-", "_" and ".", at most 253 characters'],
    ['providerSecrets: {libvirt: {"1e3": hunter2}}', 'providerSecrets.libvirt.1e3',
      'the chart prints the key "1e3" without quotes, and YAML reads it as "1000"; take another one'],
    ['providerConfigs: {libvirt: {"~": a}}', 'providerConfigs.libvirt."~"',
      'no key of a ConfigMap; allowed: letters, digits, "-", "_" and ".", at most 253 characters'],
    ['providerConfigs: {libvirt: {"null": a}}', 'providerConfigs.libvirt.null',
      'the chart prints the key "null" without quotes, and stops, as YAML reads it as null; take another one'],
    ['providerSecrets: {libvirt: {id_rsa: 7}}', 'providerSecrets.libvirt.id_rsa', 'got a value that is not printed here; allowed: a string'],
    ['provider: byom, providerSecrets: {byom: {id_rsa: hunter2}}', 'providerSecrets.byom.id_rsa_pub',
      'missing; byom needs both halves of the key, id_rsa and id_rsa_pub'],
    ['secrets: {mode: creat}', 'secrets.mode', 'got the string "creat"; allowed: "create", "reference"; did you mean "create"?'],
    ['secrets: {mode: reference, existingSecretName: A_b}', 'secrets.existingSecretName',
      'got the string "A_b"; allowed: a-z, 0-9, "." and "-", at most 253 characters'],
    ['secrets: {mode: reference, existingSecretName: "123"}', 'secrets.existingSecretName',
      'the chart prints "123" without quotes, and YAML reads it as the number 123; take another one'],
    ['secrets: {mode: reference, existingSecretName: a, existingSshKeySecretName: null}', 'secrets.existingSshKeySecretName',
      'null mounts a Secret without a name, which the API server refuses; write its name, or "" to mount none'],
    ['secrets: null', 'secrets',
      'got null; allowed: a map with the keys mode, existingSecretName, existingSshKeySecretName, existingTlsSecretName, tlsCerts'],
    ['secrets: {tlsCerts: null}', 'secrets.tlsCerts', 'null takes the whole section away, and the chart needs it; leave it out'],
    ['daemonset: {updateStrategy: {maxUnavailable: 1}}', 'daemonset.updateStrategy',
      'maxUnavailable and maxSurge are both more than 0, which the API server refuses; set one of them to 0, and the other not'],
    ['daemonset: {updateStrategy: {maxSurge: 0%}}', 'daemonset.updateStrategy',
      'maxUnavailable and maxSurge are both 0, which the API server refuses; set one of them to 0, and the other not'],
    ['daemonset: {podLabels: {app: other}}', 'daemonset.podLabels.app',
      'got the string "other"; the workload finds its pods by this label, and the API server refuses another value than "cloud-api-adaptor"; leave it out'],
    ['daemonset: {podLabels: {a b: c}}', 'daemonset.podLabels."a b"',
      'allowed: a label: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and "."'],
    ['daemonset: {podLabels: {a: b c}}', 'daemonset.podLabels.a', 'got the string "b c"; allowed: a label value: letters, digits, "-", "_" and ".", at most 63 characters'],
    ['daemonset: {podLabels: {a: 1}}', 'daemonset.podLabels.a', 'got the number 1; allowed: a string; write "1"'],
    ['daemonset: {serviceAccount: {annotations: {a b: c}}}', 'daemonset.serviceAccount.annotations."a b"',
      'allowed: an annotation: an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and "."'],
    ['webhook: {tlsCipherSuites: "A: B"}', 'webhook.tlsCipherSuites', 'got the string "A: B"; allowed: names of cipher suites, separated by commas'],
    ['resourceCtrl: {podLabels: {control-plane: x}}', 'resourceCtrl.podLabels.control-plane',
      'got the string "x"; the workload finds its pods by this label, and the API server refuses another value than "controller-manager"; leave it out'],
    ['resourceCtrl: {authProxy: {image: ""}}', 'resourceCtrl.authProxy.image', 'empty; a container needs an image; leave the key out'],
    ['webhook: {enabled: "false"}', 'webhook.enabled', 'got the string "false"; allowed: true or false; write false'],
    ['webhook: {replicas: -1}', 'webhook.replicas', 'got the number -1; allowed: a whole number from 0 up, also in quotes'],
    ['webhook: {webhook: {failurePolicy: fail}}', 'webhook.webhook.failurePolicy', 'got the string "fail"; allowed: "Fail", "Ignore"; did you mean "Fail"?'],
    ['webhook: {webhook: {targetRuntimeClass: Kata_}}', 'webhook.webhook.targetRuntimeClass',
      'got the string "Kata_"; allowed: a-z, 0-9, "." and "-", at most 253 characters'],
    ['webhook: {webhook: {podVMExtendedResource: vm}}', 'webhook.webhook.podVMExtendedResource',
      'got the string "vm"; allowed: a domain, "/" and a name, like "kata.peerpods.io/vm"'],
    ['webhook: {namePrefix: A_}', 'webhook.namePrefix', 'makes the name "A_x"; allowed: a-z, 0-9, "." and "-", at most 253 characters'],
    ['webhook: {namePrefix: peerpodctrl-}', 'webhook.namePrefix',
      '"peerpodctrl-" is also resourceCtrl.namePrefix, so two objects would have one name; take another one'],
    [`webhook: {namePrefix: ${'a'.repeat(50)}-}`, 'webhook.namePrefix',
      `makes the name "${'a'.repeat(50)}-webhook-service"; allowed: a-z, 0-9 and "-", at most 63 characters`],
    ['webhook: {namePrefix: a.b-}', 'webhook.namePrefix', 'makes the name "a.b-webhook-service"; allowed: a-z, 0-9 and "-", at most 63 characters'],
    [`resourceCtrl: {namePrefix: ${'a'.repeat(40)}-}`, 'resourceCtrl.namePrefix', `makes the name "${'a'.repeat(40)}-controller-manager-metrics-service"; `],
    ['webhook: {resources: {limits: {cpu: lots}}}', 'webhook.resources.limits.cpu', 'got the string "lots"; allowed: a quantity such as "500m"'],
    ['webhook: {namespaceOverride: A}', 'webhook.namespaceOverride', 'got the string "A"; allowed: a-z, 0-9 and "-", at most 63 characters'],
    ['webhook: {image: {repository: A, tag: latest}}', 'webhook.image.repository', 'got "A"; allowed: '],
    ['webhook: {image: {tag: ""}}', 'webhook.image.tag', 'empty, and no node can pull the image that the chart would write; leave the key out'],
    ['webhook: {tlsMinVersion: VersionTLS13, tlsCipherSuites: A}', 'webhook.tlsCipherSuites',
      'the webhook stops on cipher suites with VersionTLS13, whose suites are fixed; leave them out'],
    ['tlsProfile: {minVersion: VersionTLS13, cipherSuites: A}', 'tlsProfile.cipherSuites',
      'the adaptor stops on cipher suites with VersionTLS13, whose suites are fixed; leave them out'],
    ['image: {tag: 1234567}', 'image.tag', 'the number 1234567 is printed as 1.234567e+06; quote it: "1234567"'],
    ['kata-deploy: {shims: {remote: {enable: true}}}', 'kata-deploy.shims.remote.enable', 'unknown key; did you mean enabled?'],
    ['kata-deploy: {k8sDistribution: k3}', 'kata-deploy.k8sDistribution', 'got the string "k3"; allowed: "k8s", '],
    ['webhook: {resources: {limit: {cpu: 1}}}', 'webhook.resources.limit', 'unknown key; did you mean limits?'],
    ['namespace: x', 'namespace', 'unknown key; the objects go into the namespace of the release; leave it out, and give --namespace'],
    ['webhook: {namespace: x}', 'webhook.namespace', 'unknown key; did you mean webhook.namespaceOverride?'],
    ['webhook: {authProxy: {enabled: true}}', 'webhook.authProxy', 'unknown key; the webhook serves its metrics itself; leave it out'],
    ['resourceCtrl: {namespace: x}', 'resourceCtrl.namespace', 'unknown key; the objects go into the namespace of the release; leave it out, and give --namespace'],
    ['daemonset: {nodeSelector: {a: b}}', 'daemonset.nodeSelector', 'unknown key; the chart has no value for it; label the nodes with node.kubernetes.io/worker'],
    ['daemonset: {tag: x}', 'daemonset.tag', 'unknown key; did you mean image.tag?'],
    ['alibabacloud: {rrsa: {enabled: true}}', 'alibabacloud.rrsa.enabled', 'unknown key; did you mean enable?'],
  ])('%s', (yaml, path, message) => {
    const { objects, lines: found } = rendering(NEW, text(yaml));
    const editions = message.replace('; this edition does not have it, peerpods@0.1.0 does', ''); // the CLI knows of those
    expect(objects).toEqual([]);
    expect(found.filter((line) => line.startsWith('error'))).toEqual([expect.stringContaining(`error ${path}: ${editions}`)]);
    expect(found.join('\n')).not.toContain('hunter2');
  });

  test('docker ends before 0.22.0, and vsphere before, though the chart has a file for it', () => {
    expect(said('provider: docker')).toEqual([expect.stringMatching(/^error provider: Cloud API Adaptor 0\.22\.0 stops on "docker": .*; allowed: alibabacloud, /)]);
    expect(said('provider: vsphere, providerConfigs: {vsphere: {GOVC_URL: "https://v", GOVC_DATACENTER: d}}, secrets: {mode: reference}')).toEqual([
      expect.stringMatching(/^warning provider: Cloud API Adaptor 0\.22\.0 stops on "vsphere": .*0\.17\.0 is the last release that has it$/),
    ]);
    expect(said('provider: docker', OLD).filter((line) => line.startsWith('error'))).toEqual([]);
  });

  test('no providerConfigs at all', () => {
    expect(rendering(NEW, '{}').lines).toContainEqual(
      'error providerConfigs: missing; the chart needs it; write {libvirt: {}}, or take the chart\'s file of the provider');
  });

  test('0.1.0 insists on the name of the Secret', () => {
    expect(lines('secrets: {mode: reference}', OLD)).toContainEqual(
      'error secrets.existingSecretName: missing; the chart needs the name of the Secret where secrets.mode is reference');
    expect(lines('provider: ibmcloudpowervs', OLD)[0]).toMatch(/^error provider: got the string "ibmcloudpowervs"; .*did you mean "ibmcloud-powervs"\?$/);
    expect(lines('namespace: "123"', OLD)).toContainEqual(
      'error namespace: the chart prints "123" without quotes, and YAML reads it as the number 123; take another one');
  });

  test('all at once', () => {
    expect(lines('provider: aws, providerConfigs: {aws: {a b: c}}, secrets: {mode: reference, existingSecretName: A_}, webhook: {namePrefix: B_}, '
      + 'daemonset: {podLabels: {app: x}}').filter((line) => line.startsWith('error')).map((line) => line.split(':')[0])).toEqual([
      'error providerConfigs.aws."a b"', 'error secrets.existingSecretName', 'error daemonset.podLabels.app', 'error webhook.namePrefix',
    ]);
  });
});

describe('warnings: it is rendered as it is', () => {
  test('the three images of the chart', () => {
    expect(lines('secrets: {mode: reference}').filter((line) => LATEST.test(line))).toHaveLength(3);
  });

  test('0.1.0: the two sidecars, whose registry is gone', () => {
    expect(lines('', OLD).filter((line) => GONE.test(line))).toHaveLength(2);
    expect(lines('', NEW).filter((line) => GONE.test(line))).toEqual([]);
  });

  test('settings that the adaptor ignores or stops on', () => {
    expect(said('provider: aws, secrets: {mode: reference}, providerConfigs: {aws: {AWS_REGON: x, PEERPODS_LIMIT_PER_NODE: 0, DISABLECVM: maybe, '
      + 'AWS_SG_IDS: "sg-01234567,sg-1", AWS_SECRET_ACCESS_KEY: hunter2, USE_PUBLIC_IP: "", LIBVIRT_URI: a}}')).toEqual([
      'warning providerConfigs.aws.PODVM_AMI_ID: empty, and the adaptor needs it: an AMI id: "ami-" and 8 or 17 hexadecimal digits',
      'warning providerConfigs.aws.AWS_REGON: no setting of the provider aws, and so ignored; did you mean AWS_REGION?',
      'warning providerConfigs.aws.PEERPODS_LIMIT_PER_NODE: not of the form that the adaptor takes: a whole number from 1',
      'warning providerConfigs.aws.DISABLECVM: not of the form that the adaptor takes: true or false',
      'warning providerConfigs.aws.AWS_SG_IDS: not of the form that the adaptor takes: separated by commas, each a security group id: '
        + '"sg-" and 8 or 17 hexadecimal digits',
      'warning providerConfigs.aws.AWS_SECRET_ACCESS_KEY: a secret, and everybody who may read ConfigMaps sees it; give it in providerSecrets',
      'warning providerConfigs.aws.LIBVIRT_URI: no setting of the provider aws, and so ignored',
      NODES,
      REGION,
    ]);
  });

  test.each([
    // What entrypoint.sh of v0.22.0, the SDKs and Go read, and no prop sets.
    ['aws', 'AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_SESSION_NAME AWS_MAX_ATTEMPTS AWS_RETRY_MODE AWS_ENDPOINT_URL AWS_ENDPOINT_URL_EC2 '
      + 'AWS_CA_BUNDLE AWS_PROFILE AWS_EC2_METADATA_DISABLED AWS_USE_FIPS_ENDPOINT'],
    ['azure', 'AZURE_CLIENT_ID AZURE_TENANT_ID AZURE_FEDERATED_TOKEN_FILE AZURE_AUTHORITY_HOST AZURE_REGIONAL_AUTHORITY_NAME AZURE_SDK_GO_LOGGING'],
    ['gcp', 'GOOGLE_CLOUD_PROJECT GOOGLE_CLOUD_QUOTA_PROJECT GOOGLE_API_USE_CLIENT_CERTIFICATE GCE_METADATA_HOST'],
    ['alibabacloud', 'ALIBABA_CLOUD_ROLE_ARN ALIBABA_CLOUD_OIDC_PROVIDER_ARN ALIBABA_CLOUD_OIDC_TOKEN_FILE ALIBABA_CLOUD_ROLE_SESSION_NAME '
      + 'ALIBABA_CLOUD_ECS_METADATA'],
    ['ibmcloud', 'IBMCLOUD_IAM_PROFILE_ID IBMCLOUD_CLUSTER_ID IBMCLOUD_IAM_ENDPOINT IBMCLOUD_DEDICATED_HOST_IDS'],
    ['ibmcloud-powervs', 'IBMCLOUD_POWER_API_ENDPOINT'],
    ['libvirt', 'LIBVIRT_DEBUG LIBVIRT_AUTH_FILE'],
  ])('%s: what its program reads is known', (provider, names) => {
    const all = [...names.split(' '), 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'https_proxy', 'SSL_CERT_FILE', 'GODEBUG', 'ENABLE_CLOUD_PROVIDER_EXTERNAL_PLUGIN'];
    const found = said(`provider: ${provider}, providerConfigs: {${provider}: {${all.map((name) => `${name}: x`).join(', ')}}}`);
    expect(found.filter((line) => /no setting of the provider|does not read it|a secret/.test(line))).toEqual([]);
  });

  test('what the program reads in another way, or in another release', () => {
    const only = (yaml: string, edition?: string) => said(yaml, edition).filter((line) => line.startsWith('warning providerConfigs.') && !line.includes('empty'));
    expect(only('provider: gcp, providerConfigs: {gcp: {GOOGLE_APPLICATION_CREDENTIALS: /a}}')).toEqual([
      'warning providerConfigs.gcp.GOOGLE_APPLICATION_CREDENTIALS: the start script replaces it by a file with GCP_CREDENTIALS; give that in providerSecrets',
    ]);
    expect(only('provider: aws, providerConfigs: {aws: {AWS_ROLE_ARN: a, AWS_MAX_ATTEMPTS: 3}}', OLD)).toEqual([
      'warning providerConfigs.aws.AWS_ROLE_ARN: Cloud API Adaptor 0.17.0 does not read it',
    ]);
    expect(only('provider: azure, providerConfigs: {azure: {AZURE_CLIENT_CERTIFICATE_PATH: /a, AZURE_PASSWORD: hunter2, AZURE_FEDERATED_TOKEN_FIL: /b}}')).toEqual([
      'warning providerConfigs.azure.AZURE_CLIENT_CERTIFICATE_PATH: the adaptor takes a client secret or a federated token, and no other credentials; leave it out',
      'warning providerConfigs.azure.AZURE_PASSWORD: a secret, and everybody who may read ConfigMaps sees it; give it in providerSecrets',
      'warning providerConfigs.azure.AZURE_FEDERATED_TOKEN_FIL: no setting of the provider azure, and so ignored; did you mean AZURE_FEDERATED_TOKEN_FILE?',
    ]);
    expect(only('provider: aws, providerConfigs: {aws: {NODE_NAME: n, PROBE_PORT: 1}}')).toEqual([
      'warning providerConfigs.aws.NODE_NAME: the pod sets it itself; leave it out',
      expect.stringContaining('PROBE_PORT: the startup probe asks the port 8000'),
    ]);
  });

  test('settings whose texts the adaptor does not understand', () => {
    const reference = 'secrets: {mode: reference}';
    expect(said(`provider: byom, providerConfigs: {byom: {VM_POOL_IPS: 192.0.2.10-192.0.2.20, SSH_TIMEOUT: soon}}, ${reference}`)).toEqual([
      'warning providerConfigs.byom.VM_POOL_IPS: has a range of addresses, in which the adaptor 0.22.0 finds none: name each address',
      'warning providerConfigs.byom.SSH_TIMEOUT: is not a whole number of seconds: the adaptor stops on it, or goes on without it',
      BYOM,
    ]);
    expect(said(`provider: byom, providerConfigs: {byom: {VM_POOL_IPS: 192.0.2.10-192.0.2.20}}, providerSecrets: {}, namespace: x,
      ${reference.replace('}', ', existingSecretName: peer-pods-secret}')}, webhook: {namespace: hooks}, resourceCtrl: {namespace: x}`, OLD)).toEqual([BYOM.replace('0.22.0', '0.17.0')]);
    expect(said(`provider: byom, providerConfigs: {byom: {VM_POOL_IPS: "192.0.2.10,192.0.2.11, x"}}, ${reference}`)).toEqual([
      'warning providerConfigs.byom.VM_POOL_IPS: not of the form that the adaptor takes: separated by commas, each an IP address, or a range of them: "192.0.2.10-192.0.2.20"',
      BYOM,
    ]);
    expect(said(`provider: byom, providerConfigs: {byom: {VM_POOL_IPS: "192.0.2.10,192.0.2.11"}}, ${reference}`)).toEqual([BYOM]);
    expect(said(`provider: aws, providerConfigs: {aws: {PODVM_AMI_ID: ami-01234567, AWS_REGION: eu-west-1, ROOT_VOLUME_SIZE: "0"}}, ${reference}`)).toEqual([NODES]);
    expect(said(`providerConfigs: {libvirt: {PROXY_TIMEOUT: 5 minutes}}, ${reference}`)).toEqual([
      'warning providerConfigs.libvirt.PROXY_TIMEOUT: is not a duration of Go, like "5m": the adaptor stops on it, or goes on without it',
    ]);
    expect(said(`provider: aws, providerConfigs: {aws: {PODVM_AMI_ID: ami-01234567, AWS_REGION: eu-west-1, TAGS: team, PROXY_TIMEOUT: 1h30m}}, ${reference}`)).toEqual([
      'warning providerConfigs.aws.TAGS: is not pairs like "team=coco,cost=42": the adaptor stops on it, or goes on without it',
      NODES,
    ]);
  });

  test('cipher suites that stop a program', () => {
    const SUITE = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';
    const known = (program: string) => `is not a cipher suite that Go considers secure, and the ${program} stops on unknown names; `;
    expect(said(`secrets: {mode: reference}, tlsProfile: {cipherSuites: "${SUITE}, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA25"}, webhook: {tlsCipherSuites: "${SUITE},A"}`)).toEqual([
      `warning tlsProfile.cipherSuites: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA25" ${known('adaptor')}did you mean ${SUITE}?`,
      `warning webhook.tlsCipherSuites: "A" ${known('webhook')}take TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, for instance`,
    ]);
    expect(said(`providerConfigs: {libvirt: {TLS_MIN_VERSION: VersionTLS13, TLS_CIPHER_SUITES: ${SUITE}}}, secrets: {mode: reference}`)).toEqual([
      'error providerConfigs.libvirt.TLS_CIPHER_SUITES: the adaptor stops on cipher suites with VersionTLS13, whose suites are fixed; leave them out',
    ]);
  });

  test('a password in a URL, which is not printed', () => {
    expect(said('providerConfigs: {libvirt: {LIBVIRT_URI: "qemu+ssh://root:hunter2@h/system", HTTPS_PROXY: "http://u:hunter2@p"}}, secrets: {mode: reference}')).toEqual([
      'warning providerConfigs.libvirt.LIBVIRT_URI: a URL with a password, and everybody who may read ConfigMaps sees it; take it out',
      'warning providerConfigs.libvirt.HTTPS_PROXY: a URL with a password, and everybody who may read ConfigMaps sees it; take it out',
    ]);
  });

  test('keys that are missing: an identity is named only where the provider has one', () => {
    expect(lines('provider: vsphere', OLD)).toContainEqual('warning providerSecrets.vsphere: without GOVC_USERNAME and GOVC_PASSWORD the adaptor stops');
  });

  test('settings of another release', () => {
    expect(said('provider: aws, providerConfigs: {aws: {PODVM_AMI_ID: ami-01234567, TLS_MIN_VERSION: VersionTLS12, TAGS: "a=b c"}}, '
      + 'secrets: {mode: reference, existingSecretName: peer-pods-secret}, webhook: {namespace: hooks}', OLD)).toEqual([
      'warning providerConfigs.aws.TLS_MIN_VERSION: Cloud API Adaptor 0.17.0 does not read it',
      'warning providerConfigs.aws.TAGS: the start script splits it at whitespace and expands "*?[]"; use a value without them',
      NODES,
      REGION,
    ]);
  });

  test('secrets in the values, those that are missing, and those that go nowhere', () => {
    expect(said('provider: aws, providerConfigs: {aws: {PODVM_AMI_ID: ami-01234567}}, providerSecrets: {aws: {AWS_ACCESS_KEY_ID: hunter2, id_rsa: hunter2}}')).toEqual([
      'warning providerSecrets.aws.id_rsa: goes nowhere: the chart takes SSH keys for libvirt and byom only',
      'warning secrets.mode: the manifests hold the values of peer-pods-secret for all to read; create them by other means, '
        + 'and set secrets.mode to reference',
      NODES,
      'warning providerSecrets.aws: without AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY the adaptor stops, unless AWS knows its pods by an identity',
      REGION,
    ]);
  });

  test('numbers and texts that the chart\'s quoting would change', () => {
    expect(said(String.raw`providerConfigs: {libvirt: {LIBVIRT_CPU: 1234567, LIBVIRT_NET: "a\"b", LIBVIRT_POOL: 3.20}}, providerSecrets: {libvirt: {A: 1234567}}`)).toEqual([
      'warning providerConfigs.libvirt.LIBVIRT_CPU: the number 1234567 is printed as 1234567, where the chart would print an exponent; quote it',
      'warning providerConfigs.libvirt.LIBVIRT_NET: has a quote, a backslash or a line break, which the chart would break; it is printed unchanged',
      'warning providerConfigs.libvirt.LIBVIRT_POOL: the number 3.20 is printed as 3.2; quote it if you mean the string: "3.20"',
      'warning providerSecrets.libvirt.A: the number is printed as written, where the chart would print an exponent; quote it',
      expect.stringContaining('warning secrets.mode: the manifests hold the values of peer-pods-secret'),
    ]);
  });

  test('what stands twice, and what is read by nothing', () => {
    expect(said('secrets: {mode: reference}, providerConfigs: {libvirt: {CLOUD_PROVIDER: aws, TLS_MIN_VERSION: VersionTLS12}}, '
      + 'tlsProfile: {minVersion: VersionTLS13}, limit: 5')).toEqual([
      'warning providerConfigs.libvirt.CLOUD_PROVIDER: comes over the provider, as in the chart; leave it out',
      'warning providerConfigs.libvirt.TLS_MIN_VERSION: is also set in tlsProfile.minVersion, which takes precedence; remove one of them',
      'warning limit: no template of the chart reads it; set providerConfigs.libvirt.PEERPODS_LIMIT_PER_NODE, the most VMs on one node',
    ]);
  });

  test('what is not used, with the other values as they are', () => {
    expect(said('providerConfigs: {aws: {AWS_REGION: a}}, secrets: {mode: reference}, providerSecrets: {libvirt: {A: hunter2}}')).toEqual([
      'warning provider: is "libvirt", and providerConfigs has settings of aws alone; set it to aws',
      'warning providerSecrets.libvirt: not used where secrets.mode is reference; take the values out of the file',
    ]);
    expect(said('secrets: {existingSecretName: mine, existingTlsSecretName: tls}')).toEqual([
      'warning secrets.existingSecretName: not used unless secrets.mode is reference; set the mode to it',
      'warning secrets.existingTlsSecretName: not used unless secrets.mode is reference; set the mode to it',
    ]);
  });

  test('certificates without the settings that name them, and the other way round', () => {
    expect(said('secrets: {tlsCerts: {caCert: hunter2}}')).toEqual([
      expect.stringContaining('warning secrets.mode: the manifests hold the values of certs-for-tls'),
      'warning secrets.tlsCerts: not used without providerConfigs.libvirt.CACERT_FILE, and so CERT_FILE and CERT_KEY, which name files in '
        + '/etc/certificates; set them',
    ]);
    const MISSING = 'warning providerConfigs.libvirt.CACERT_FILE: the chart mounts no Secret with the file, and the adaptor stops; leave it out';
    expect(said('secrets: {mode: reference}, providerConfigs: {libvirt: {CACERT_FILE: /c}}')).toEqual([MISSING]);
    expect(said('providerConfigs: {libvirt: {CACERT_FILE: /c}}', OLD)).toContainEqual(MISSING);
    expect(said('providerConfigs: {libvirt: {CACERT_FILE: /c}}')).toEqual([]);
  });

  test('parts that do not find each other', () => {
    expect(said('secrets: {mode: reference, existingSecretName: mine}, webhook: {namespaceOverride: ""}')).toEqual([
      expect.stringMatching(/^warning webhook: its Service also finds the pods of the resource controller, which is in the namespace "default", too; /),
      expect.stringMatching(/^warning secrets\.existingSecretName: the resource controller reads the Secret peer-pods-secret only, as in the chart; /),
    ]);
    expect(said('namespace: caa, secrets: {mode: reference, existingSecretName: peer-pods-secret}, webhook: {namespace: hooks}', OLD)).toEqual([
      expect.stringMatching(/^warning resourceCtrl\.namespace: the resource controller reads peer-pods-cm in "confidential-containers-system", and .* is in "caa"; /),
    ]);
  });

  test('open doors', () => {
    expect(said('secrets: {mode: reference}, resourceCtrl: {authProxy: {enabled: false}}, webhook: {certManager: {enabled: false}}')).toEqual([
      'warning resourceCtrl.authProxy.enabled: anyone who can connect to the pod can read its metrics; set it to true',
      'warning webhook.certManager.enabled: nothing makes the certificate and tells the API server to trust it; until you do both, no pod can be created',
    ]);
  });

  test('a release image that was built without the provider', () => {
    const IMAGE = 'warning image.tag: a release image, with which the adaptor stops: it was built without libvirt; take v0.22.0-dev';
    expect(said('secrets: {mode: reference}, image: {tag: v0.22.0}')).toEqual([IMAGE]);
    expect(said('secrets: {mode: reference}, image: {tag: v0.22.0-dev}')).toEqual([]);
    expect(said('secrets: {mode: reference}, image: {tag: v0.22.0, name: registry.example.com/caa}')).toEqual([]);
  });

  test('the name of a provider that the adaptor does not know', () => {
    expect(said('provider: ibmcloudpowervs, secrets: {mode: reference}')[0]).toBe(
      'warning provider: the adaptor stops on "ibmcloudpowervs", which the chart writes; here it gets "ibmcloud-powervs", the name that it accepts');
  });
});

const VALUES: Strides = { gate: 1, loop: 11 };

test.each([OLD, NEW])(`%s: whatever the values, there are objects or errors, and nothing is thrown${share(VALUES)}`, (edition) => {
  const strange = ['null', '-3', '{a: {b: 1}}'];
  const values = paths(EDITIONS.find(({ name }) => name === edition)!.load().schema)
    .filter(([first, provider]) => first !== 'kata-deploy' && (!/^provider./.test(first) || provider === 'libvirt'))
    .flatMap((path) => strange.map((value) => at(path, value)))
    .map((one) => (one.includes('providerConfigs') ? one : one.replace('{', '{providerConfigs: {}, ')));
  const offenders = some(values, VALUES).filter((one) => {
    const { objects, lines: found } = rendering(edition, one);
    return (objects.length > 0) === found.some((line) => line.startsWith('error'));
  });
  expect(values.length).toBeGreaterThan(100);
  expect(offenders).toEqual([]);
});

/** The way to every key of a schema, maps included. */
function paths(schema: SchemaNode, path: readonly string[] = []): Array<readonly string[]> {
  return schema.kind === 'object'
    ? Object.entries(schema.fields).flatMap(([key, field]) => [[...path, key], ...paths(field, [...path, key])])
    : [];
}
