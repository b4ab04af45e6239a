import type { ShownEngine } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import { buildImage, type ImageRecipe } from './buildImage';
import type { ImageJobs } from './imageJobs';
import { pullImage } from './pullImage';

/** Pulls and builds images where everybody sees it: with rows in the **Images** view. */
export class ImageProvider {
  constructor(
    readonly jobs: ImageJobs,
    private readonly dockerCommands: DockerCommandLog,
  ) {}

  pull(engine: ShownEngine, name: string): Promise<void> {
    return pullImage(engine, this.dockerCommands, this.jobs, name);
  }

  /** Resolves with the image's id. */
  build(engine: ShownEngine, recipe: ImageRecipe): Promise<string> {
    return buildImage(engine, this.dockerCommands, recipe);
  }
}
