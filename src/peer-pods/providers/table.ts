import { ALIBABACLOUD } from './alibabacloud';
import { AWS } from './aws';
import { AZURE } from './azure';
import { BYOM } from './byom';
import { ProviderDefinition } from './contract';
import { DOCKER } from './docker';
import { GCP } from './gcp';
import { IBMCLOUD } from './ibmcloud';
import { IBMCLOUD_POWERVS } from './ibmcloud-powervs';
import { LIBVIRT } from './libvirt';
import { VSPHERE } from './vsphere';

/** Every provider that any release has, in alphabetical order. */
export const PROVIDERS: readonly ProviderDefinition[] = [
  ALIBABACLOUD, AWS, AZURE, BYOM, DOCKER, GCP, IBMCLOUD, IBMCLOUD_POWERVS, LIBVIRT, VSPHERE,
];
