import { posix } from 'node:path';
import type { SourceLocation } from '../../domain/diagnostic';
import type { TestFailure } from '../../domain/testing/testFailure';
import type { TestPlace } from './testPlace';

/**
 * Turns the path that a test wrote into the host's, or marks it as `onlyInContainer`. What is relative
 * comes from the build folder, in which the compiler was started.
 */
export function toHostFailure(failure: TestFailure, place: TestPlace): TestFailure {
  return failure.location === undefined
    ? failure
    : { ...failure, location: toHostLocation(failure.location, place) };
}

/** The place on the host, or the container's own path, marked so. */
function toHostLocation(location: SourceLocation, place: TestPlace): SourceLocation {
  const containerPath = posix.resolve(place.buildContainerPath, location.path);
  const hostPath = place.pathMap.toHost(containerPath);
  return hostPath === undefined
    ? { ...location, path: containerPath, onlyInContainer: true }
    : { ...location, path: hostPath };
}
