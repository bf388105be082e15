/** The annotation of objects that hold a secret value because the caller wanted it so. */
export const UNSAFE_INLINE = 'cdk8s-coco/unsafe-inline';
