/** Numbers of files. */
export interface FleetFileCounts {
  /** New files, and files with another content than before. */
  readonly written: number;
  /** Files that were left alone, with their time of modification. */
  readonly unchanged: number;
  /** Files of clusters and components that are gone. */
  readonly removed: number;
}

/** The changes of a synth of a fleet. */
export interface FleetResult {
  /** The whole summary, for people. */
  readonly text: string;

  /** Clusters that had no files before. */
  readonly newClusters: string[];

  /** Clusters with a file that was written or removed. */
  readonly changedClusters: string[];

  /** Clusters that are no longer in the fleet. */
  readonly removedClusters: string[];

  /** How many clusters have the same files as before. */
  readonly unchangedClusters: number;

  /** Removed clusters whose folders are still there, because something else put files into them. */
  readonly leftFolders: string[];

  /** How many files were written, unchanged and removed. */
  readonly files: FleetFileCounts;

  /** How often blueprints ran: clusters with the same data share the result. */
  readonly builds: number;

  /** Warnings and notes of constructs, each once, with the clusters that it is about. */
  readonly notes: string[];
}
