/** The form of a string: what it must match, and the rule in words. */
export interface Format {
  readonly pattern: RegExp;
  readonly rule: string;
}

const format = (pattern: RegExp, rule: string): Format => ({ pattern, rule });

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const AWS_ID = '[0-9a-f]{8}(?:[0-9a-f]{9})?';
const ALIBABA_ID = '[a-z0-9]+';
const AZURE_GROUP = `/subscriptions/${UUID}/resourceGroups/[-\\w.()]{1,90}`;
const AZURE_NAME = '[-\\w.]+';
const GCP_PROJECT = '(?:[a-z0-9.-]+:)?(?:[a-z][a-z0-9-]{4,28}[a-z0-9]|[0-9]+)';
const GCP_NAME = '[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?';
const GCP_API = '(?:https://[a-z.]+/compute/[a-z0-9]+/|/)?';
const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const H = '[0-9a-fA-F]{1,4}';
const IPV6 = `(?:(?:${H}:){7}${H}|(?:${H}:){1,7}:|(?:${H}:){1,6}:${H}|(?:${H}:){1,5}(?::${H}){1,2}|(?:${H}:){1,4}(?::${H}){1,3}`
  + `|(?:${H}:){1,3}(?::${H}){1,4}|(?:${H}:){1,2}(?::${H}){1,5}|${H}:(?::${H}){1,6}|:(?:(?::${H}){1,7}|:))`;

/** The forms of what clouds call things. The rule ends a sentence that begins with "allowed:". */
export const FORMATS = {
  absolutePath: format(/^(\/[A-Za-z0-9._-]+)+$/, 'an absolute path, like "/etc/keys/id_rsa"'),
  alibabaImage: format(new RegExp(`^m-${ALIBABA_ID}$`), 'an image id, like "m-2ze1w9aj2aonwckv64cw"'),
  alibabaInstanceType: format(/^ecs\.[a-z0-9-]+\.[a-z0-9-]+$/, 'an instance type, like "ecs.g8i.xlarge"'),
  alibabaRegion: format(/^[a-z]+-[a-z0-9-]+$/, 'a region, like "cn-beijing"'),
  alibabaSecurityGroup: format(new RegExp(`^sg-${ALIBABA_ID}$`), 'a security group id, like "sg-2ze8kfnv1p3h6qw5xyz1"'),
  alibabaVswitch: format(new RegExp(`^vsw-${ALIBABA_ID}$`), 'a vSwitch id, like "vsw-2ze3p7wx1q8u5yz0abcd"'),
  awsImage: format(new RegExp(`^ami-${AWS_ID}$`), 'an AMI id: "ami-" and 8 or 17 hexadecimal digits'),
  awsInstanceType: format(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'an instance type, like "m6a.large"'),
  awsLaunchTemplate: format(/^[A-Za-z0-9().\-/_]{3,128}$/, 'the name of a launch template: 3 to 128 letters, digits and "().-/_"'),
  awsRegion: format(/^[a-z]{2,}(-[a-z]+)+-[0-9]$/, 'a region, like "eu-west-1"'),
  awsRoleArn: format(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[\w+=,.@/-]+$/, 'the ARN of a role, like "arn:aws:iam::123456789012:role/peer-pods"'),
  awsSecurityGroup: format(new RegExp(`^sg-${AWS_ID}$`), 'a security group id: "sg-" and 8 or 17 hexadecimal digits'),
  awsSubnet: format(new RegExp(`^subnet-${AWS_ID}$`), 'a subnet id: "subnet-" and 8 or 17 hexadecimal digits'),
  azureImage: format(
    new RegExp(`^(?:${AZURE_GROUP}/providers/Microsoft\\.Compute/(?:images/${AZURE_NAME}|galleries/${AZURE_NAME}/images/${AZURE_NAME}(?:/versions/${AZURE_NAME})?)`
      + `|/(?:Community|Shared)Galleries/${AZURE_NAME}/images/${AZURE_NAME}(?:/versions/${AZURE_NAME})?)$`, 'i'),
    'the resource id of an image, like "/CommunityGalleries/<gallery>/Images/<image>/Versions/1.0.0" '
    + 'or "/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Compute/images/<image>"'),
  azureRegion: format(/^[a-z][a-z0-9]+$/, 'a region in lower case without spaces, like "westeurope"'),
  azureResourceGroup: format(/^[-\w.()]{0,89}[-\w()]$/, 'the name of a resource group: at most 90 letters, digits and "-_.()", not ending with "."'),
  azureSecurityGroup: format(new RegExp(`^${AZURE_GROUP}/providers/Microsoft\\.Network/networkSecurityGroups/${AZURE_NAME}$`, 'i'),
    'the resource id of a security group: "/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/networkSecurityGroups/<name>"'),
  azureSize: format(/^(Standard|Basic)_[A-Za-z0-9_-]+$/, 'a VM size, like "Standard_DC2as_v5"'),
  azureSubnet: format(new RegExp(`^${AZURE_GROUP}/providers/Microsoft\\.Network/virtualNetworks/${AZURE_NAME}/subnets/${AZURE_NAME}$`, 'i'),
    'the resource id of a subnet: "/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/<name>"'),
  base64Gzip: format(/^H4sI[A-Za-z0-9+/]+={0,2}$/, 'initdata (TOML), compressed with gzip, in base64 on one line: gzip -c initdata.toml | base64 -w0'),
  cidr: format(new RegExp(`^(?:${IPV4}/(?:3[0-2]|[12]?[0-9])|${IPV6}/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))$`), 'a network, like "10.0.0.0/16"'),
  cpuSet: format(/^[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*$/, 'CPU numbers and ranges, like "0-3,8,10-12"'),
  dockerHost: format(/^(unix:\/\/\/|tcp:\/\/|https?:\/\/|ssh:\/\/)\S+$/, 'a URL, like "unix:///var/run/docker.sock"'),
  dockerApiVersion: format(/^[0-9]+\.[0-9]+$/, 'a version, like "1.44"'),
  dnsLabel: format(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'a DNS label: a-z, 0-9 and "-", at most 63 characters'),
  dnsName: format(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, 'a DNS name: a-z, 0-9, "-" and ".", at most 253 characters'),
  gcpImage: format(new RegExp(`^(?:${GCP_API}projects/${GCP_PROJECT}/global/images/(?:family/)?${GCP_NAME}|${GCP_NAME})$`),
    'the name of an image of the project, or "projects/<project>/global/images/<image>"'),
  gcpMachineType: format(/^[a-z][a-z0-9]*-[a-z0-9-]+$/, 'a machine type, like "n2d-standard-2"'),
  gcpDiskType: format(/^[a-z]+-[a-z-]+$/, 'a disk type, like "pd-balanced"'),
  gcpNetwork: format(new RegExp(`^${GCP_API}(?:projects/${GCP_PROJECT}/)?global/networks/${GCP_NAME}$`),
    'a network with its path, like "global/networks/default" or "projects/<project>/global/networks/<network>"'),
  gcpProject: format(new RegExp(`^${GCP_PROJECT}$`), 'a project id: 6 to 30 of a-z, 0-9 and "-", starting with a letter; or a project number'),
  gcpSubnetwork: format(new RegExp(`^(?:${GCP_API}(?:projects/${GCP_PROJECT}/)?regions/[a-z0-9-]+/subnetworks/${GCP_NAME}|${GCP_NAME})$`),
    'the name of a subnetwork, or "projects/<project>/regions/<region>/subnetworks/<subnetwork>"'),
  gcpZone: format(/^[a-z]+-[a-z]+[0-9]+-[a-z]$/, 'a zone, like "europe-west4-a": a region and a letter'),
  hostAndPort: format(/^[A-Za-z0-9.-]+:[0-9]{1,5}$/, 'a host and a port, like "kbs.example.com:8080"'),
  httpUrl: format(/^https?:\/\/[^\s/?#]+\S*$/, 'a URL with "https://"'),
  ibmId: format(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'an id: letters, digits, "-" and "_"'),
  ibmProfile: format(/^[a-z0-9]+[a-z]*-[0-9]+x[0-9]+[a-z0-9-]*$/, 'an instance profile, like "bx2-2x8"'),
  ibmZone: format(/^[a-z]{2}-[a-z]+-[0-9]$/, 'a zone, like "eu-de-1"'),
  ipRange: format(new RegExp(`^(?:(?:${IPV4}|${IPV6})|${IPV4}-${IPV4}|${IPV6}-${IPV6})$`), 'an IP address, or a range of them: "192.0.2.10-192.0.2.20"'),
  libvirtUri: format(/^(qemu|test|xen|ch)(\+[a-z0-9]+)?:\/\/\S+$/, 'a libvirt URI, like "qemu+ssh://root@192.0.2.1/system"'),
  powerVsZone: format(/^[a-z]{2,}[a-z0-9-]*$/, 'a zone, like "dal10"'),
  runFolder: format(/^\/run\/peerpod(\/(?!\.\.?(?:\/|$))[A-Za-z0-9._-]+)+$/, 'a path below /run/peerpod, which pod and node share'),
  sshUser: format(/^[a-z_][a-z0-9_-]{0,31}$/, 'a user name: a-z, 0-9, "_" and "-", at most 32'),
  uuid: format(new RegExp(`^${UUID}$`), 'a UUID: 8-4-4-4-12 hexadecimal digits'),
  word: format(/^\S+$/, 'a string without whitespace'),
} as const;
