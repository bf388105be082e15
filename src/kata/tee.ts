/** A trusted execution environment, which protects the memory of a virtual machine from its host. */
export enum Tee {
  /** AMD SEV-SNP, on x86_64. */
  SEV_SNP = 'AMD SEV-SNP',
  /** Intel TDX, on x86_64. */
  TDX = 'Intel TDX',
  /** IBM Secure Execution, on s390x. */
  SECURE_EXECUTION = 'IBM Secure Execution',
  /** Arm CCA, on aarch64. With kata-deploy 3.22.0 and 3.25.0. */
  CCA = 'Arm CCA',
}
