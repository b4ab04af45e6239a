import type { Diagnostic, RelatedLocation, SourceLocation } from './diagnostic';
import type { PathMap } from './pathMap';

/**
 * A diagnostic with its container paths turned into host paths. One that lies in a header which only
 * the container has moves to the place on the host that led there, where there is one.
 */
export function toHostDiagnostic(
  diagnostic: Diagnostic,
  pathMap: Pick<PathMap, 'toHost'>,
): Diagnostic {
  const location = toHostLocation(diagnostic.location, pathMap);
  const related = diagnostic.related.map((one) => ({
    message: one.message,
    location: toHostLocation(one.location, pathMap),
  }));
  const nearest = location.onlyInContainer === true ? nearestOnHost(related) : undefined;
  if (nearest === undefined) {
    return { ...diagnostic, location, related };
  }
  const inHeader: RelatedLocation = { message: diagnostic.message, location };
  return {
    ...diagnostic,
    location: nearest.location,
    related: [inHeader, ...related.filter((one) => one !== nearest)],
  };
}

/** An include chain or an instantiation trace begins with its innermost place. */
function nearestOnHost(related: readonly RelatedLocation[]): RelatedLocation | undefined {
  return related.find((one) => one.location.onlyInContainer !== true);
}

function toHostLocation(
  location: SourceLocation,
  pathMap: Pick<PathMap, 'toHost'>,
): SourceLocation {
  const hostPath = pathMap.toHost(location.path);
  return hostPath === undefined
    ? { ...location, onlyInContainer: true }
    : { ...location, path: hostPath };
}
