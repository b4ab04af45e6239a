import type { DebugProtocol } from '@vscode/debugprotocol';
import { isAnonymous, isBaseClass } from '../../gdb/childExpression';
import type { VariableObject } from '../../gdb/variableReader';
import { isStandardString, pointerAddress } from '../../gdb/variableText';

/** How a variable looks to a client, but for the number by which its children are asked for. */
type ShownVariable = Omit<DebugProtocol.Variable, 'name' | 'variablesReference'>;

/** How a value looks to a client. */
export function showObject(object: VariableObject, expression: string | undefined): ShownVariable {
  const { shape, value, type, printed } = object;
  const count = 'count' in shape ? shape.count : undefined;
  const address = printed || shape.kind === 'elements' ? undefined : pointerAddress(value);
  return {
    value,
    type,
    ...(expression !== undefined && !isAnonymous(object) && { evaluateName: expression }),
    ...(shape.kind !== 'leaf' &&
      shape.kind !== 'members' &&
      count !== undefined && { indexedVariables: count, namedVariables: 0 }),
    ...(address !== undefined && { memoryReference: address }),
    presentationHint: hint(object),
  };
}

function hint(object: VariableObject): DebugProtocol.VariablePresentationHint {
  const { visibility, printed, shape, value, type } = object;
  const isString = printed?.hint === 'string' || (!printed && isStandardString(type));
  // A structure or a container as a whole takes no value.
  const whole =
    !isString && (printed !== undefined || (shape.kind !== 'leaf' && !value.startsWith('0x')));
  return {
    kind: isBaseClass(object) ? 'baseClass' : visibility ? 'property' : 'data',
    attributes: [...(isString ? ['rawString'] : []), ...(whole ? ['readOnly'] : [])],
    ...(visibility && { visibility }),
  };
}
