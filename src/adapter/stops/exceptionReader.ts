import { readExceptionText } from '../../gdb/exceptionText';
import type { CallGuard } from '../../gdb/guardedCall';
import type { MiClient } from '../../gdb/miClient';
import type { ThrownObject } from '../../gdb/thrownObject';
import { namesOf, TypeInfos } from '../../gdb/typeInfo';
import type { RunControl } from '../execution/runControl';
import { shortTypeName } from './typeFilter';

/** A C++ exception for a person to read. */
export interface ShownException {
  /** As people write it. */
  readonly typeName: string;
  readonly fullTypeName: string;
  /** Its `what()`, or its value. */
  readonly message?: string;
  /** An expression for the object. */
  readonly evaluateName?: string;
}

/** Reads exceptions of the program: their types at little cost, and what they say. */
export class ExceptionReader {
  private readonly types: TypeInfos;

  constructor(
    private readonly client: MiClient,
    private readonly control: RunControl,
    private readonly guard: CallGuard,
  ) {
    this.types = new TypeInfos(client);
  }

  /** The names of an exception's type and of all of the type's bases. */
  async typeNames({ type }: ThrownObject): Promise<readonly string[]> {
    return namesOf(await this.types.read(type));
  }

  /** Everything about an exception. */
  async read(thrown: ThrownObject, threadId: number): Promise<ShownException> {
    const type = await this.types.read(thrown.type);
    const { message, expression } = await this.control.unheard(() =>
      readExceptionText(this.client, threadId, thrown, type, this.guard),
    );
    return {
      typeName: shortTypeName(type.name),
      fullTypeName: type.name,
      ...(message !== undefined && { message }),
      ...(expression !== undefined && { evaluateName: expression }),
    };
  }

  /** Forgets the types of a program that has gone. */
  clear(): void {
    this.types.clear();
  }
}

/** An exception in one line, such as `std::runtime_error: no such ship`. */
export function exceptionLine({ typeName, message }: ShownException): string {
  return message === undefined ? typeName : `${typeName}: ${message}`;
}
