import type { ServicePort, ServiceSpec } from 'kubernetes-types/core/v1';
import type { NetworkPolicy, NetworkPolicyPeer } from 'kubernetes-types/networking/v1';
import { isIpv4 } from './address';
import { objectNames, RedfishModel } from './model';
import { portName } from './pod';
import { route } from './route';
import { Emission } from '../../common/private/emission';
import { disruptionBudget, ingressPolicy } from '../../common/private/guards';
import { CustomObject, metadata, service } from '../../common/private/manifest';
import { sortedMap } from '../../common/private/sorted-map';
import { OPENSHIFT_HOST_NETWORK, OPENSHIFT_ROUTERS, PUBLIC_PATH } from '../catalogue/defaults';
import { RedfishClient } from '../redfish-client';
import { RouteTermination } from '../redfish-exposure';

const SERVING_CERTIFICATE = 'service.beta.openshift.io/serving-cert-secret-name';
const NGINX_BACKEND = 'nginx.ingress.kubernetes.io/backend-protocol';
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The Service, what stands in front of it, its certificate, and who may connect. */
export function network(model: RedfishModel): Emission[] {
  return [
    ...certificate(model),
    { id: 'Service', manifest: serviceOf(model) },
    ...front(model),
    ...(model.networkPolicy ? [{ id: 'NetworkPolicy', manifest: policy(model) }] : []),
    ...(model.disruptionBudget
      ? [{ id: 'DisruptionBudget', manifest: disruptionBudget(metadata(metaOf(model, model.name)), model.selector) }] : []),
  ];
}

type Texts = { readonly [key: string]: string } | undefined;

const metaOf = ({ labels, annotations, namespace }: RedfishModel, name: string, more?: Texts) => (
  { name, namespace, labels, annotations: { ...annotations, ...sortedMap(more) } });

/** The names by which pods of the cluster reach the Service. */
export const serviceNames = ({ name, namespace }: RedfishModel) => ['svc.cluster.local', 'svc'].map((end) => `${name}.${namespace}.${end}`);

function serviceOf(model: RedfishModel) {
  const { name, port, selector, tls, exposure } = model;
  const { loadBalancer, nodePort } = exposure._kind;
  const open = loadBalancer ?? nodePort;
  const annotations = {
    ...(tls?._kind.serviceCa ? { [SERVING_CERTIFICATE]: objectNames(name).tls } : {}),
    ...open?.annotations,
  };
  const ports: ServicePort[] = [{
    name: portName(model),
    port,
    targetPort: portName(model),
    protocol: 'TCP',
    ...(tls ? { appProtocol: 'https' } : {}),
    ...(nodePort?.nodePort === undefined ? {} : { nodePort: nodePort.nodePort }),
  }];
  const spec: ServiceSpec = {
    type: loadBalancer ? 'LoadBalancer' : nodePort ? 'NodePort' : 'ClusterIP',
    ports,
    selector: { ...selector },
    // Keeps the addresses of clients, by which the NetworkPolicy knows them.
    ...(open?.sourceRanges?.length ? { externalTrafficPolicy: 'Local' } : {}),
    ...(loadBalancer?.sourceRanges?.length ? { loadBalancerSourceRanges: [...loadBalancer.sourceRanges] } : {}),
  };
  return service(metaOf(model, name, annotations), spec);
}

function certificate(model: RedfishModel): Emission[] {
  const { certManager } = model.tls?._kind ?? {};
  if (!certManager) return [];
  const { host } = model.exposure._kind;
  const { issuerName, issuerKind = 'ClusterIssuer', issuerGroup = 'cert-manager.io', duration } = certManager;
  const names = [...new Set([...(certManager.dnsNames ?? (host ? [host] : [])), ...serviceNames(model)])];
  const ipAddresses = names.filter((one) => isIpv4(one)); // clients look for an address among addresses only
  const name = objectNames(model.name).tls;
  const manifest: CustomObject = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: metadata(metaOf(model, name)),
    spec: {
      secretName: name,
      dnsNames: names.filter((one) => !isIpv4(one)),
      ...(ipAddresses.length ? { ipAddresses } : {}),
      issuerRef: { group: issuerGroup, kind: issuerKind, name: issuerName },
      ...(duration ? { duration: `${Math.ceil(duration.toMinutes({ integral: false }))}m` } : {}),
      privateKey: { rotationPolicy: 'Always' },
    },
  };
  return [{ id: 'Certificate', manifest }];
}

function front(model: RedfishModel): Emission[] {
  const { route: ofRoute, ingress, gateway } = model.exposure._kind;
  if (ofRoute) return [{ id: 'Route', manifest: routeOf(model) }];
  if (ingress) return [{ id: 'Ingress', manifest: ingressOf(model) }];
  return gateway ? httpRoute(model) : [];
}

function routeOf(model: RedfishModel): CustomObject {
  const { host, route: options } = model.exposure._kind;
  const termination = options!.termination ?? (model.tls ? RouteTermination.REENCRYPT : RouteTermination.EDGE);
  const ca = options!.destinationCaCertificate;
  return route(metaOf(model, model.name, options!.annotations), {
    host,
    ...(termination === RouteTermination.PASSTHROUGH ? {} : { path: PUBLIC_PATH }), // else the router sees no paths
    service: model.name,
    port: portName(model),
    tls: { termination, insecureEdgeTerminationPolicy: 'Redirect', ...(ca === undefined ? {} : { destinationCACertificate: ca }) },
  });
}

function ingressOf(model: RedfishModel): CustomObject {
  const { host, ingress: options } = model.exposure._kind;
  const { ingressClassName, tlsSecretName, annotations } = options!;
  const backend = { service: { name: model.name, port: { name: portName(model) } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(metaOf(model, model.name, { ...(model.tls ? { [NGINX_BACKEND]: 'HTTPS' } : {}), ...annotations })),
    spec: {
      ...(ingressClassName ? { ingressClassName } : {}),
      tls: [{ hosts: [host], ...(tlsSecretName ? { secretName: tlsSecretName } : {}) }],
      rules: [{ host, http: { paths: [{ path: PUBLIC_PATH, pathType: 'Prefix', backend }] } }],
    },
  };
}

function httpRoute(model: RedfishModel): Emission[] {
  const { host, gateway: options } = model.exposure._kind;
  const { gatewayName, gatewayNamespace, sectionName, backendCaConfigMap, annotations } = options!;
  const [serviceName] = [...serviceNames(model)].reverse();
  const found: Emission[] = [{
    id: 'HttpRoute',
    manifest: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: metadata(metaOf(model, model.name, annotations)),
      spec: {
        parentRefs: [{ name: gatewayName, ...(gatewayNamespace ? { namespace: gatewayNamespace } : {}), sectionName }],
        hostnames: [host],
        rules: [{
          matches: [{ path: { type: 'PathPrefix', value: PUBLIC_PATH } }],
          backendRefs: [{ name: model.name, port: model.port }],
        }],
      },
    },
  }];
  if (model.tls) {
    found.push({
      id: 'BackendTlsPolicy',
      manifest: {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'BackendTLSPolicy',
        metadata: metadata(metaOf(model, model.name)),
        spec: {
          targetRefs: [{ group: '', kind: 'Service', name: model.name, sectionName: portName(model) }],
          validation: { hostname: serviceName, caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: backendCaConfigMap }] },
        },
      },
    });
  }
  return found;
}

function policy(model: RedfishModel): NetworkPolicy {
  const from = peers(model);
  return ingressPolicy(metadata(metaOf(model, model.name)), model.selector, [
    { ...(from.length ? { from } : {}), ports: [{ port: portName(model), protocol: 'TCP' }] },
  ]);
}

const ANY_POD: NetworkPolicyPeer = { namespaceSelector: {} };
const pods = (namespace: string): NetworkPolicyPeer => ({ namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespace } } });

/** Who may connect. None means everyone. */
function peers({ exposure, clients }: RedfishModel): NetworkPolicyPeer[] {
  const { route: ofRoute, ingress, gateway, loadBalancer, nodePort } = exposure._kind;
  const named = clients.map(peer);
  if (ofRoute) return [{ namespaceSelector: { matchLabels: OPENSHIFT_ROUTERS } }, ...named];
  const controller = (ingress ?? gateway)?.controllerNamespace;
  if (controller !== undefined) return [pods(controller), ...named];
  const open = loadBalancer ?? nodePort;
  if (open) return open.sourceRanges?.length ? [...open.sourceRanges.map((cidr) => ({ ipBlock: { cidr } })), ...named] : [];
  if (gateway || ingress) return [ANY_POD, ...named];
  return named.length ? named : [ANY_POD];
}

function peer({ _kind: { kind, namespace, podLabels, cidr } }: RedfishClient): NetworkPolicyPeer {
  if (kind === 'cidr') return { ipBlock: { cidr: cidr! } };
  if (kind === 'hostNetwork') return { namespaceSelector: { matchLabels: OPENSHIFT_HOST_NETWORK } };
  if (kind === 'anyPod') return ANY_POD;
  return { ...pods(namespace!), ...(podLabels ? { podSelector: { matchLabels: { ...podLabels } } } : {}) };
}
