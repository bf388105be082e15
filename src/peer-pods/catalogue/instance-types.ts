/**
 * What the instance types of a cloud can do, from its public documentation. Data only; types that no row knows are
 * newer than this table, and they are not checked.
 */
export interface InstanceFacts {
  /** The settings that name types, by their props. */
  readonly props: readonly string[];
  /** The page of the cloud. */
  readonly source: string;
  /** The first row that fits a type counts. */
  readonly families: readonly InstanceFamily[];
  /** Types with confidential VMs, as messages name them. */
  readonly examples: string;
  /** The setting that chooses the technology, where there are several. */
  readonly technology?: string;
  /** The setting that names the image of the VMs, where the name may tell an architecture. */
  readonly image?: string;
  /** Every image has its architecture: types of several may stand side by side. */
  readonly imagePerArchitecture?: boolean;
  /** The setting with the region or zone, and the regions that have confidential VMs. */
  readonly regions?: { readonly prop: string; readonly names: readonly string[]; readonly source: string };
  /** Settings in whose presence the types do not count: the first one that the release reads decides. */
  readonly unless?: readonly string[];
}

/** Instance types that are alike. */
export interface InstanceFamily {
  readonly pattern: RegExp;
  /** As the docs call it. */
  readonly title: string;
  /** The technologies of its confidential VMs; none: its memory is not protected. */
  readonly confidential: readonly string[];
  readonly architecture: 'amd64' | 'arm64' | 's390x';
}

const family = (title: string, pattern: RegExp, ...confidential: string[]): InstanceFamily => ({
  title, pattern, confidential, architecture: 'amd64',
});
const arm = (title: string, pattern: RegExp): InstanceFamily => ({ title, pattern, confidential: [], architecture: 'arm64' });

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sev-snp.html */
export const AWS_INSTANCES: InstanceFacts = {
  props: ['instanceType', 'instanceTypes'],
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sev-snp.html',
  examples: '"m6a.large", "c6a.large" or "r6a.large" (SEV-SNP)',
  regions: {
    prop: 'region',
    names: ['eu-west-1', 'us-east-2'],
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sev-snp.html',
  },
  unless: ['useLaunchTemplate', 'launchTemplateName'],
  families: [
    family('m6a.large to m6a.8xlarge', /^m6a\.(large|xlarge|2xlarge|4xlarge|8xlarge)$/, 'SEV-SNP'),
    family('c6a.large to c6a.16xlarge', /^c6a\.(large|xlarge|2xlarge|4xlarge|8xlarge|12xlarge|16xlarge)$/, 'SEV-SNP'),
    family('r6a.large to r6a.4xlarge', /^r6a\.(large|xlarge|2xlarge|4xlarge)$/, 'SEV-SNP'),
    family('larger m6a, c6a, r6a', /^[mcr]6a\./),
    arm('Graviton: a1, and a "g" after the generation', /^(a1|[a-z]+\d+g[a-z-]*)\./),
    family('every other one up to the 7th generation', /^[a-z]+[1-7][a-z-]*\./),
  ],
};

/** @see https://learn.microsoft.com/azure/confidential-computing/virtual-machine-options */
export const AZURE_INSTANCES: InstanceFacts = {
  props: ['instanceSize', 'instanceSizes'],
  source: 'https://learn.microsoft.com/azure/confidential-computing/virtual-machine-options',
  examples: '"Standard_DC2as_v5" (SEV-SNP) or "Standard_DC2es_v6" (TDX)',
  image: 'imageId',
  families: [
    family('DCas, DCads, ECas, ECads from v5', /^Standard_[DE]C\d+i?ad?s_(cc_)?v([5-9]|\d\d)$/i, 'SEV-SNP'),
    family('DCes, DCeds, ECes, ECeds from v5', /^Standard_[DE]C\d+i?ed?s_v([5-9]|\d\d)$/i, 'TDX'),
    family('NCCads_H100_v5', /^Standard_NCC\d+ad?s_H100_v5$/i, 'SEV-SNP'),
    family('DCs, DCs_v2, DCs_v3 and DCds_v3, which have SGX enclaves', /^Standard_DC\d+d?s(_v[23])?$/i),
    arm('a "p" after the number of vCPUs', /^Standard_[A-Z]+\d+(-\d+)?[a-z]*p[a-z]*_v\d+$/),
    family('the series A, B, D, E, F, G, H, L, M, NC, ND, NV and NP', /^Standard_(A|B|D|DS|E|F|FX|G|GS|HB|HC|HX|L|M|NC|ND|NG|NP|NV)\d/i),
  ],
};

/** @see https://cloud.google.com/confidential-computing/confidential-vm/docs/supported-configurations */
export const GCP_INSTANCES: InstanceFacts = {
  props: ['machineType', 'machineTypes'],
  source: 'https://cloud.google.com/confidential-computing/confidential-vm/docs/supported-configurations',
  examples: '"n2d-standard-2" (SEV, SEV_SNP) or "c3-standard-4" (TDX)',
  technology: 'confidentialType',
  image: 'imageName',
  families: [
    family('n2d', /^n2d-/, 'SEV', 'SEV_SNP'),
    family('c2d, c3d, c4d', /^(c2d|c3d|c4d)-/, 'SEV'),
    family('c3-standard', /^c3-standard-\d+$/, 'TDX'),
    family('a3-highgpu-1g', /^a3-highgpu-1g$/, 'TDX'),
    arm('t2a, c4a, n4a', /^(t2a|c4a|n4a)-/),
    family('e2, n1, n2, n4, c2, t2d, m1 to m3, a2, g2, f1-micro, g1-small', /^((e2|n1|n2|n4|c2|t2d|m[123]|a2|g2)-|f1-micro$|g1-small$)/),
  ],
};

/** @see https://cloud.ibm.com/docs/vpc?topic=vpc-about-confidential-computing-vpc */
export const IBMCLOUD_INSTANCES: InstanceFacts = {
  props: ['instanceProfile', 'instanceProfiles'],
  source: 'https://cloud.ibm.com/docs/vpc?topic=vpc-about-confidential-computing-vpc',
  examples: '"bx3dc-2x10" or "cx3dc-2x5" (TDX)',
  imagePerArchitecture: true,
  regions: {
    prop: 'zone',
    names: ['eu-de', 'us-east', 'us-south'],
    source: 'https://cloud.ibm.com/docs/vpc?topic=vpc-known-issues',
  },
  families: [
    family('bx3dc, cx3dc', /^[bc]x3dc-/, 'TDX'),
    family('bx2, cx2, mx2, bx3d, cx3d, mx3d and the like', /^[bcmvuo]x(2|3d)[ad]?-/),
  ],
};

/** @see https://www.alibabacloud.com/help/en/ecs/user-guide/build-a-tdx-confidential-computing-environment */
export const ALIBABACLOUD_INSTANCES: InstanceFacts = {
  props: ['instanceType'],
  source: 'https://www.alibabacloud.com/help/en/ecs/user-guide/build-a-tdx-confidential-computing-environment',
  examples: '"ecs.g8i.xlarge" (TDX)',
  families: [
    family('g8i from xlarge', /^ecs\.g8i\.(\d*xlarge)$/, 'TDX'),
    family('g8i.large', /^ecs\.g8i\.large$/),
    arm('a "y" after the generation', /^ecs\.[a-z]+\d+y[a-z]*\./),
    family('every other one up to the 7th generation', /^ecs\.[a-z]+[1-7][a-z-]*\./),
  ],
};
