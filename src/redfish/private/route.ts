import { CustomObject, Meta, metadata } from '../../common/private/manifest';

/** An OpenShift Route to a port of a Service of the same namespace. */
export function route(
  meta: Meta,
  target: {
    readonly host?: string; readonly path?: string; readonly service: string; readonly port: string; readonly tls?: object;
  },
): CustomObject {
  return {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: metadata(meta),
    spec: {
      ...(target.host === undefined ? {} : { host: target.host }),
      ...(target.path === undefined ? {} : { path: target.path }),
      port: { targetPort: target.port },
      to: { kind: 'Service', name: target.service, weight: 100 },
      ...(target.tls ? { tls: target.tls } : {}),
    },
  };
}
