import type { DebugProtocol } from '@vscode/debugprotocol';
import type { MiClient } from '../../gdb/miClient';
import {
  listRegisterGroups,
  readRegisters,
  wholeVector,
  type RegisterGroup,
  type RegisterValue,
} from '../../gdb/registerCommands';
import { pointerAddress } from '../../gdb/variableText';
import type { FrameSelector } from '../../gdb/variableCommands';
import type { ShownChild, VariableReferences } from './variableNode';

/** The machine's registers, by groups. */
export class RegisterScope {
  private groups: Promise<readonly RegisterGroup[]> | undefined;

  constructor(
    private readonly client: MiClient,
    private readonly references: VariableReferences,
  ) {}

  /** The groups that this machine has. */
  async list(frame: FrameSelector): Promise<DebugProtocol.Variable[]> {
    // They are those of the machine; a failure, as without a program, is not.
    this.groups ??= listRegisterGroups(this.client);
    const groups = await this.groups.catch((error: unknown) => {
      this.groups = undefined;
      throw error;
    });
    return groups.map((group) => ({
      name: group.name,
      value: '',
      variablesReference: this.references.add({ kind: 'registerGroup', frame, group }),
      namedVariables: group.registers.length,
      presentationHint: { attributes: ['readOnly'] },
    }));
  }

  /** The registers of a group. */
  async listGroup(
    { name: group, registers }: RegisterGroup,
    frame: FrameSelector,
    shown: Map<string, ShownChild>,
  ): Promise<DebugProtocol.Variable[]> {
    const numbers = registers.map(({ number }) => number);
    const values = new Map(
      (await readRegisters(this.client, frame, numbers)).map((each) => [each.number, each]),
    );
    return registers.flatMap(({ name, number }) => {
      const value = values.get(number);
      if (!value) {
        return [];
      }
      const text = group === 'Floating Point' ? value.natural : registerText(value);
      const expression = `$${name}`;
      const isVector = value.natural.startsWith('{');
      const address = isVector ? undefined : pointerAddress(value.natural);
      shown.set(name, { value: text, expression });
      return [
        {
          name,
          value: text,
          evaluateName: expression,
          variablesReference: isVector
            ? this.references.add({ kind: 'value', frame, expression, format: {} })
            : 0,
          ...(address !== undefined && { memoryReference: address }),
          presentationHint: { kind: 'data', ...(isVector && { attributes: ['readOnly'] }) },
        },
      ];
    });
  }
}

/** Addresses with their symbols and flags by their names; plain numbers as one reads them in a register. */
function registerText({ natural, hexadecimal }: RegisterValue): string {
  if (natural.startsWith('{')) {
    return wholeVector(hexadecimal);
  }
  return /^-?\d+$/.test(natural) ? hexadecimal : natural;
}
