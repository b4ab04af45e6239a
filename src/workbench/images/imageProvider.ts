import type { ShownEngine } from '../engine/engines';
import { buildImage, type BuildServices, type ImageRecipe } from './buildImage';
import type { ImageJobs } from './imageJobs';
import { pullImage } from './pullImage';

/** Pulls and builds images where everybody sees it: with rows in the **Images** view. */
export class ImageProvider {
  constructor(private readonly services: BuildServices) {}

  get jobs(): ImageJobs {
    return this.services.jobs;
  }

  pull(engine: ShownEngine, name: string): Promise<void> {
    return pullImage(engine, this.services.dockerCommands, this.jobs, name);
  }

  /** Resolves with the image's id. */
  build(engine: ShownEngine, recipe: ImageRecipe): Promise<string> {
    return buildImage(engine, this.services, recipe);
  }
}
