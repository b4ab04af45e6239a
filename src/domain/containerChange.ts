/** A path in which a container differs from its image. */
export interface ContainerChange {
  readonly kind: 'added' | 'changed' | 'deleted';
  readonly containerPath: string;
}
