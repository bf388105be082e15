import { Duration } from 'cdk8s';
import { RedfishClient, RedfishExposure, RedfishTls, RouteTermination } from 'cdk8s-coco';
import { parse } from 'yaml';
import { fileOf, HOST, newChart, newServer, objects, only, openShift, podOf, reference } from './server';
import { FOREIGN } from '../support/annotations';
import { Manifest, ofKind } from '../support/synth';

const CA = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const issuer = RedfishTls.certManager({ issuerName: 'internal' });
const peers = (all: Manifest[]) => only('NetworkPolicy', all).spec.ingress[0].from;
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const ROUTERS = { namespaceSelector: { matchLabels: { 'policy-group.network.openshift.io/ingress': '' } } };

describe('TLS goes through configuration, mount, probes, ports and Service together', () => {
  const expectTls = (all: Manifest[], secretName: string) => {
    expect(parse(fileOf(all)).server.tls).toEqual({ enabled: true, cert_file: '/app/tls/tls.crt', key_file: '/app/tls/tls.key' });
    const { containers: [server], volumes } = podOf(all);
    expect(server.volumeMounts[2]).toEqual({ name: 'tls', mountPath: '/app/tls', readOnly: true });
    expect(volumes[volumes.length - 1]).toEqual({
      name: 'tls', secret: { secretName, defaultMode: 0o440, items: [{ key: 'tls.crt', path: 'tls.crt' }, { key: 'tls.key', path: 'tls.key' }] },
    });
    expect([server.livenessProbe, server.readinessProbe].map((one: Manifest) => one.httpGet.scheme)).toEqual(['HTTPS', 'HTTPS']);
    expect(server.ports[0].name).toBe('https');
    expect(only('Service', all).spec.ports).toEqual([{ name: 'https', port: 8443, targetPort: 'https', protocol: 'TCP', appProtocol: 'https' }]);
  };

  test('a Secret', () => {
    const chart = newChart();
    expectTls(objects({ tls: RedfishTls.fromSecret(reference(chart, 'mine')) }, chart), 'mine');
  });

  test('cert-manager', () => {
    const all = objects({ tls: issuer });
    expectTls(all, 'kubevirt-redfish-tls');
    expect(only('Certificate', all).spec).toEqual({
      secretName: 'kubevirt-redfish-tls',
      dnsNames: ['kubevirt-redfish.kubevirt-redfish.svc.cluster.local', 'kubevirt-redfish.kubevirt-redfish.svc'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'internal' },
      privateKey: { rotationPolicy: 'Always' },
    });
  });

  test('cert-manager, with the host of the exposure, or names of your own', () => {
    const names = (tls: RedfishTls) => only('Certificate', objects({ tls, exposure: RedfishExposure.loadBalancer({ host: HOST }) })).spec;
    expect(names(issuer).dnsNames[0]).toBe(HOST);
    const spec = names(RedfishTls.certManager({
      issuerName: 'i', issuerKind: 'Issuer', issuerGroup: 'example.com', dnsNames: ['a.example.com'], duration: Duration.days(30),
    }));
    expect(spec.dnsNames[0]).toBe('a.example.com');
    expect(spec).toMatchObject({ issuerRef: { group: 'example.com', kind: 'Issuer', name: 'i' }, duration: '43200m' });
  });

  test('OpenShift\'s service CA', () => {
    const all = objects({ ...openShift, tls: RedfishTls.serviceCa() });
    expectTls(all, 'kubevirt-redfish-tls');
    expect(only('Service', all).metadata.annotations).toEqual({ 'service.beta.openshift.io/serving-cert-secret-name': 'kubevirt-redfish-tls' });
  });
});

test('without exposure: a ClusterIP for pods of the cluster', () => {
  const all = objects();
  expect(only('Service', all).spec).toEqual({
    type: 'ClusterIP',
    ports: [{ name: 'http', port: 8443, targetPort: 'http', protocol: 'TCP' }],
    selector: { 'app.kubernetes.io/name': 'kubevirt-redfish', 'app.kubernetes.io/instance': 'kubevirt-redfish' },
  });
  expect(only('NetworkPolicy', all).spec).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'kubevirt-redfish', 'app.kubernetes.io/instance': 'kubevirt-redfish' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 'http', protocol: 'TCP' }] }],
  });
  expect([newServer().internalUrl, newServer().externalUrl]).toEqual(['http://kubevirt-redfish.kubevirt-redfish.svc:8443', undefined]);
});

describe('a Route', () => {
  const route = (props: object, options = {}) => only('Route', objects({ ...openShift, ...props, exposure: RedfishExposure.route(HOST, options) })).spec;

  test('ends at the router where the server has no TLS', () => {
    expect(route({})).toEqual({
      host: HOST,
      path: '/redfish',
      port: { targetPort: 'http' },
      to: { kind: 'Service', name: 'kubevirt-redfish', weight: 100 },
      tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
    });
  });

  test('is encrypted anew where it has, and knows who signed', () => {
    const tls = { termination: 'reencrypt', insecureEdgeTerminationPolicy: 'Redirect' };
    expect(route({ tls: RedfishTls.serviceCa() })).toMatchObject({ port: { targetPort: 'https' }, tls });
    expect(route({ tls: issuer }, { destinationCaCertificate: CA }).tls).toEqual({ ...tls, destinationCACertificate: CA });
  });

  test('passes through', () => {
    const spec = route({ tls: issuer }, { termination: RouteTermination.PASSTHROUGH });
    expect([spec.tls.termination, spec.path]).toEqual(['passthrough', undefined]);
  });

  test('lets only the routers in, and who is named', () => {
    const exposure = RedfishExposure.route(HOST, { annotations: { 'example.com/a': 'b' } });
    const all = objects({ ...openShift, exposure, clients: [RedfishClient.hostNetwork()] });
    expect(only('Route', all).metadata.annotations).toEqual({ ...FOREIGN, 'example.com/a': 'b' });
    expect(peers(all)).toEqual([ROUTERS, { namespaceSelector: { matchLabels: { 'policy-group.network.openshift.io/host-network': '' } } }]);
    expect(newServer({ ...openShift, exposure }).externalUrl).toBe(`https://${HOST}`);
  });
});

describe('an Ingress', () => {
  test('always has TLS', () => {
    const all = objects({ exposure: RedfishExposure.ingress(HOST) });
    expect(only('Ingress', all).metadata.annotations).toBeUndefined();
    expect(only('Ingress', all).spec).toEqual({
      tls: [{ hosts: [HOST] }],
      rules: [{ host: HOST, http: { paths: [{ path: '/redfish', pathType: 'Prefix', backend: { service: { name: 'kubevirt-redfish', port: { name: 'http' } } } }] } }],
    });
    expect(peers(all)).toEqual([{ namespaceSelector: {} }]);
  });

  test('speaks TLS to a server that has it, for its controller alone', () => {
    const exposure = RedfishExposure.ingress(HOST, {
      ingressClassName: 'nginx', tlsSecretName: 'edge', controllerNamespace: 'ingress-nginx', annotations: { 'example.com/a': 'b' },
    });
    const all = objects({ tls: issuer, exposure });
    expect(only('Ingress', all)).toMatchObject({
      metadata: { annotations: { 'example.com/a': 'b', 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' } },
      spec: { ingressClassName: 'nginx', tls: [{ hosts: [HOST], secretName: 'edge' }] },
    });
    expect(peers(all)).toEqual([namespace('ingress-nginx')]);
  });
});

describe('a Gateway', () => {
  test('without TLS behind it', () => {
    const all = objects({ exposure: RedfishExposure.gateway(HOST, { gatewayName: 'edge', gatewayNamespace: 'gateways', sectionName: 'https' }) });
    expect(only('HTTPRoute', all).spec).toEqual({
      parentRefs: [{ name: 'edge', namespace: 'gateways', sectionName: 'https' }],
      hostnames: [HOST],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/redfish' } }], backendRefs: [{ name: 'kubevirt-redfish', port: 8443 }] }],
    });
    expect(ofKind('BackendTLSPolicy', all)).toEqual([]);
  });

  test('checks the certificate of a server that has one', () => {
    const options = { gatewayName: 'edge', sectionName: 'https', backendCaConfigMap: 'ca', controllerNamespace: 'gateways' };
    const all = objects({ tls: issuer, exposure: RedfishExposure.gateway(HOST, options) });
    expect(only('BackendTLSPolicy', all).spec).toEqual({
      targetRefs: [{ group: '', kind: 'Service', name: 'kubevirt-redfish', sectionName: 'https' }],
      validation: { hostname: 'kubevirt-redfish.kubevirt-redfish.svc', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] },
    });
    expect(only('Certificate', all).spec.dnsNames).toContain('kubevirt-redfish.kubevirt-redfish.svc');
    expect(peers(all)).toEqual([namespace('gateways')]);
  });
});

describe('the pod itself', () => {
  test('behind a load balancer', () => {
    const exposure = RedfishExposure.loadBalancer({ host: HOST, sourceRanges: ['10.0.0.0/8'], annotations: { 'example.com/a': 'b' } });
    const all = objects({ tls: issuer, exposure });
    expect(only('Service', all)).toMatchObject({
      metadata: { annotations: { 'example.com/a': 'b' } },
      spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['10.0.0.0/8'] },
    });
    expect(peers(all)).toEqual([{ ipBlock: { cidr: '10.0.0.0/8' } }]);
    expect(newServer({ tls: issuer, exposure }).externalUrl).toBe(`https://${HOST}:8443`);
  });

  test('behind a port of the nodes, for everyone', () => {
    const exposure = RedfishExposure.nodePort({ nodePort: 30443, host: HOST, unsafeWithoutTls: true });
    const all = objects({ exposure });
    expect(only('Service', all).spec).toMatchObject({ type: 'NodePort', ports: [{ nodePort: 30443 }] });
    expect(only('Service', all).spec.externalTrafficPolicy).toBeUndefined();
    expect(only('NetworkPolicy', all).spec.ingress).toEqual([{ ports: [{ port: 'http', protocol: 'TCP' }] }]);
    expect(newServer({ exposure }).externalUrl).toBe(`http://${HOST}:30443`);
    expect(newServer({ exposure: RedfishExposure.nodePort({ host: HOST, unsafeWithoutTls: true }) }).externalUrl).toBeUndefined();
  });
});

test('who may connect is named in each way, and the policy can be left out', () => {
  const clients = [RedfishClient.namespace('metal3'), RedfishClient.pods('tools', { app: 'ironic' }), RedfishClient.cidr('10.0.0.0/8'), RedfishClient.anyPod()];
  expect(peers(objects({ clients }))).toEqual([
    namespace('metal3'),
    { ...namespace('tools'), podSelector: { matchLabels: { app: 'ironic' } } },
    { ipBlock: { cidr: '10.0.0.0/8' } },
    { namespaceSelector: {} },
  ]);
  expect(ofKind('NetworkPolicy', objects({ networkPolicy: false }))).toEqual([]);
});

test('of several pods, one after the other is evicted, and those that crash always', () => {
  const [{ metadata, spec }] = ofKind('PodDisruptionBudget', objects({ replicas: 2 }));
  expect(metadata.name).toBe('kubevirt-redfish');
  expect(spec).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { 'app.kubernetes.io/name': 'kubevirt-redfish', 'app.kubernetes.io/instance': 'kubevirt-redfish' } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
  const count = (props: object) => ofKind('PodDisruptionBudget', objects(props)).length;
  expect([{}, { disruptionBudget: true }, { replicas: 2, disruptionBudget: false }].map(count)).toEqual([0, 1, 0]);
});
