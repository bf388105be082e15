/** Names, paths and images of upstream, and the defaults of the chart. */

/** The user and the group that the image is made for. */
export const IMAGE_USER = 1001;

/** What copies an ISO onto a volume: its wget and dd are used. */
export const HELPER_IMAGE = 'docker.io/library/alpine:3.22';

export const NAME = 'kubevirt-redfish';
export const PORT = 8443;

/** Where the image starts the server with its file: `-config /app/config/config.yaml`. */
export const CONFIG_FOLDER = '/app/config';
export const CONFIG_FILE = 'config.yaml';
export const TLS_FOLDER = '/app/tls';
export const TLS_CERTIFICATE = 'tls.crt';
export const TLS_KEY = 'tls.key';

/** Where the server puts what it downloads. */
export const TEMPORARY_FOLDER = '/tmp';

/** Below it lies all that clients need. Beside it, v0.2.1 shows its own state to anyone, such as who failed to log in. */
export const PUBLIC_PATH = '/redfish';

/** Answers without a login, as the standard asks for. */
export const SERVICE_ROOT = '/redfish/v1/';

/** The label with which the chart's default chassis finds its machines. */
export const MACHINE_LABEL = { 'redfish-enabled': 'true' };

/** Where the server looks for CDI's upload proxy by itself. */
export const UPLOAD_PROXY_SERVICE = 'cdi-uploadproxy';

/** The label of the namespace of OpenShift's routers, and of that which stands for pods on the host's network. */
export const OPENSHIFT_ROUTERS = { 'policy-group.network.openshift.io/ingress': '' };
export const OPENSHIFT_HOST_NETWORK = { 'policy-group.network.openshift.io/host-network': '' };

/** The constraints under which OpenShift runs pods that ask for nothing. */
export const OPENSHIFT_RESTRICTED = 'system:openshift:scc:restricted-v2';
