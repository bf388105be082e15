/**
 * A variable that no prop sets, and that a program reads all the same: its SDK does, its start script, or the language that it
 * is written in.
 */
export interface OtherVariable {
  readonly env: string;
  /** The first release in which it has an effect. */
  readonly since?: string;
  /** The last one. */
  readonly until?: string;
  /** Holds a secret: not for a ConfigMap. */
  readonly secret?: boolean;
  /** What to do about it, where it does not do what its documentation says: a part of a sentence. */
  readonly advice?: string;
}

const all = (prefix: string, names: string, more: Omit<OtherVariable, 'env'> = {}): OtherVariable[] => (
  names.split(/\s+/).map((name) => ({ env: `${prefix}${name}`, ...more })));

const SET_BY_KUBERNETES = { advice: 'the pod sets it itself; leave it out' };

/**
 * What every program reads: Go's network and runtime, the client of the cluster's API, the startup probe, and external
 * providers.
 *
 * @see https://pkg.go.dev/net/http#ProxyFromEnvironment
 * @see https://pkg.go.dev/crypto/x509#SystemCertPool
 * @see https://pkg.go.dev/runtime#hdr-Environment_Variables
 * @see https://github.com/confidential-containers/cloud-api-adaptor/blob/v0.22.0/src/cloud-api-adaptor/pkg/probe/probe.go
 * @see https://github.com/confidential-containers/cloud-api-adaptor/blob/v0.22.0/src/cloud-providers/table.go
 */
export const COMMON_VARIABLES: readonly OtherVariable[] = [
  ...all('', 'HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy'),
  ...all('', 'SSL_CERT_FILE SSL_CERT_DIR GODEBUG GOGC GOMAXPROCS GOMEMLIMIT GOTRACEBACK TZ HOME'),
  ...all('', 'POD_NAMESPACE RUNTIMECLASS_NAME'),
  { env: 'PROBE_PORT', advice: 'the startup probe asks the port 8000, so the pod would be replaced again and again; leave it out' },
  ...all('', 'ENABLE_CLOUD_PROVIDER_EXTERNAL_PLUGIN CLOUD_PROVIDER_EXTERNAL_PLUGIN_PATH CLOUD_PROVIDER_EXTERNAL_PLUGIN_HASH'),
  ...all('', 'NODE_NAME POD_UID PEERPODS_NAMESPACE', SET_BY_KUBERNETES),
  { env: 'CRI_RUNTIME_ENDPOINT', advice: 'the start script reads it and does nothing with it; leave it out' },
];

/**
 * The SDK of AWS, which the program loads with its default configuration.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html#EVarSettings
 * @see https://github.com/aws/aws-sdk-go-v2/blob/config/v1.32.25/config/env_config.go
 */
export const AWS_VARIABLES: readonly OtherVariable[] = [
  ...all('AWS_', 'ROLE_ARN WEB_IDENTITY_TOKEN_FILE ROLE_SESSION_NAME', { since: '0.21.1' }), // before, it insists on keys, which win
  ...all('AWS_', 'DEFAULT_REGION PROFILE DEFAULT_PROFILE CONFIG_FILE SHARED_CREDENTIALS_FILE CA_BUNDLE ACCOUNT_ID ACCOUNT_ID_ENDPOINT_MODE'),
  ...all('AWS_', 'MAX_ATTEMPTS RETRY_MODE DEFAULTS_MODE SDK_UA_APP_ID EXECUTION_ENV AUTH_SCHEME_PREFERENCE'),
  ...all('AWS_', 'ENDPOINT_URL ENDPOINT_URL_EC2 ENDPOINT_URL_STS IGNORE_CONFIGURED_ENDPOINT_URLS ENABLE_ENDPOINT_DISCOVERY'),
  ...all('AWS_', 'USE_DUALSTACK_ENDPOINT USE_FIPS_ENDPOINT DISABLE_REQUEST_COMPRESSION REQUEST_MIN_COMPRESSION_SIZE_BYTES'),
  ...all('AWS_', 'REQUEST_CHECKSUM_CALCULATION RESPONSE_CHECKSUM_VALIDATION'),
  ...all('AWS_EC2_METADATA_', 'DISABLED SERVICE_ENDPOINT SERVICE_ENDPOINT_MODE V1_DISABLED'),
  ...all('AWS_CONTAINER_', 'CREDENTIALS_FULL_URI CREDENTIALS_RELATIVE_URI AUTHORIZATION_TOKEN_FILE'),
  ...all('AWS_', 'LOGIN_CACHE_DIRECTORY RESTRICT_FILE_PERMISSIONS', { since: '0.22.0' }),
  ...all('AWS_', 'ACCESS_KEY SECRET_KEY CONTAINER_AUTHORIZATION_TOKEN', { secret: true }),
  ...all('AWS_S3_', 'USE_ARN_REGION DISABLE_MULTIREGION_ACCESS_POINTS DISABLE_EXPRESS_SESSION_AUTH', { advice: 'the adaptor does not use S3; leave it out' }),
];

const OTHER_IDENTITY = { advice: 'the adaptor takes a client secret or a federated token, and no other credentials; leave it out' };

/**
 * The identity library of Azure. Of its credentials, the program takes two: ClientSecretCredential and
 * WorkloadIdentityCredential.
 *
 * @see https://github.com/Azure/azure-sdk-for-go/tree/sdk/azidentity/v1.13.1/sdk/azidentity#environment-variables
 */
export const AZURE_VARIABLES: readonly OtherVariable[] = [
  ...all('AZURE_', 'FEDERATED_TOKEN_FILE AUTHORITY_HOST REGIONAL_AUTHORITY_NAME SDK_GO_LOGGING'),
  { env: 'MSAL_FORCE_REGION' },
  ...all('AZURE_', 'CLIENT_CERTIFICATE_PATH CLIENT_SEND_CERTIFICATE_CHAIN USERNAME ADDITIONALLY_ALLOWED_TENANTS TOKEN_CREDENTIALS', OTHER_IDENTITY),
  ...all('', 'IDENTITY_ENDPOINT IDENTITY_SERVER_THUMBPRINT MSI_ENDPOINT IMDS_ENDPOINT', OTHER_IDENTITY),
  ...all('', 'AZURE_CLIENT_CERTIFICATE_PASSWORD AZURE_PASSWORD IDENTITY_HEADER MSI_SECRET', { secret: true }),
];

/**
 * The client libraries of Google Cloud. The start script of the adaptor writes GOOGLE_APPLICATION_CREDENTIALS itself.
 *
 * @see https://cloud.google.com/docs/authentication/application-default-credentials
 * @see https://github.com/googleapis/google-cloud-go/tree/auth/v0.20.0/auth
 */
export const GOOGLE_VARIABLES: readonly OtherVariable[] = [
  { env: 'GOOGLE_APPLICATION_CREDENTIALS', advice: 'the start script replaces it by a file with GCP_CREDENTIALS; give that in providerSecrets' },
  ...all('GOOGLE_CLOUD_', 'PROJECT QUOTA_PROJECT UNIVERSE_DOMAIN DISABLE_DIRECT_PATH ENABLE_DIRECT_PATH_XDS'),
  ...all('GOOGLE_API_', 'USE_CLIENT_CERTIFICATE USE_MTLS USE_MTLS_ENDPOINT CERTIFICATE_CONFIG'),
  ...all('GOOGLE_API_GO_EXPERIMENTAL_', 'DISABLE_NEW_AUTH_LIB ENABLE_NEW_AUTH_LIB'),
  ...all('', 'GCE_METADATA_HOST EXPERIMENTAL_GOOGLE_API_USE_S2A GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES GOOGLE_SDK_GO_LOGGING_LEVEL'),
  ...all('GOOGLE_', 'AUTH_TRUST_BOUNDARY_ENABLED SDK_GO_EXPERIMENTAL_LOGGING SDK_GO_EXPERIMENTAL_METRICS SDK_GO_EXPERIMENTAL_TRACING', { since: '0.22.0' }),
];

/**
 * The credentials library of Alibaba Cloud, which the program asks where it has no keys.
 *
 * @see https://github.com/aliyun/credentials-go/tree/v1.3.10
 */
export const ALIBABA_VARIABLES: readonly OtherVariable[] = [
  ...all('ALIBABA_CLOUD_', 'ROLE_ARN OIDC_PROVIDER_ARN OIDC_TOKEN_FILE ROLE_SESSION_NAME'),
  ...all('ALIBABA_CLOUD_', 'PROFILE CREDENTIALS_FILE CREDENTIALS_URI CLI_PROFILE_DISABLED ECS_METADATA ECS_IMDSV2_ENABLE IMDSV1_DISABLED'),
  ...all('ALIBABA_CLOUD_', 'ACCESS_KEY_ID ACCESS_KEY_SECRET SECURITY_TOKEN', { secret: true }),
  { env: 'DEBUG' },
];

/** The client of IBM Power. @see https://github.com/IBM-Cloud/power-go-client/blob/v1.16.0/helpers/env.go */
export const POWERVS_VARIABLES: readonly OtherVariable[] = [{ env: 'IBMCLOUD_POWER_API_ENDPOINT' }];

/** The library in C. @see https://libvirt.org/logging.html and https://libvirt.org/auth.html */
export const LIBVIRT_VARIABLES: readonly OtherVariable[] = [
  ...all('LIBVIRT_', 'DEBUG LOG_FILTERS LOG_OUTPUTS AUTH_FILE'),
  { env: 'LIBVIRT_DEFAULT_URI', advice: 'LIBVIRT_URI counts; leave it out' },
];

/** The client of vSphere. @see https://github.com/vmware/govmomi/tree/v0.33.1 */
export const GOVMOMI_VARIABLES: readonly OtherVariable[] = [
  ...all('GOVMOMI_', 'HOME LOCALE INSECURE_COOKIES FINDER_LIST_MODE DATASTORE_ACCESS_SCHEME ENVOY_SIDECAR_HOST ENVOY_SIDECAR_PORT'),
  ...all('GOVC_', 'INSECURE RESOURCE_POOL NETWORK', { advice: 'it is a setting of the command line govc; leave it out' }),
];
