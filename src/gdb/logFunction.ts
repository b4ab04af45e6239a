import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/** When a log point logs, by how often it was hit. */
interface LogCount {
  readonly operator: '==' | '>=' | '<=' | '%';
  readonly count: number;
}

/** What a log point evaluates, under a number of ours. */
export interface LogProgram {
  readonly id: number;
  readonly expressions: readonly string[];
  readonly count?: LogCount;
}

/** What a log point found: a value, or why there is none, for each of its expressions. */
export interface LoggedValues {
  readonly id: number;
  readonly values: readonly string[];
}

/**
 * Teaches gdb a function that evaluates the expressions of a log point, prints them and is false. As
 * the condition of a breakpoint it logs without a stop; a dprintf is slower by half, cannot show a
 * structure, and leaves the program standing without a word when an expression fails. Resolves with
 * false when this gdb has no Python.
 */
export async function defineLogFunction(client: MiClient): Promise<boolean> {
  try {
    await client.consoleCommand(`python exec(${JSON.stringify(definition)})`);
    return true;
  } catch (error) {
    if (error instanceof GdbError) {
      return false;
    }
    throw error;
  }
}

/** Tells the function what to evaluate for a log point. */
export async function addLogProgram(
  client: MiClient,
  { id, expressions, count }: LogProgram,
): Promise<void> {
  const when = count ? `${JSON.stringify(count.operator)}, ${count.count}` : 'None, 0';
  const words = JSON.stringify(JSON.stringify(expressions));
  await client.consoleCommand(`python drydock_log_add(${id}, ${words}, ${when})`);
}

/** The condition that logs where another condition, if there is one, is true. */
export function logCondition(id: number, condition: string | undefined): string {
  const call = `$_drydock_log(${id})`;
  return condition === undefined ? call : `(${condition}) && ${call}`;
}

/** A message of gdb's about a condition, without what {@link logCondition} added. */
export function withoutLogCall(message: string): string {
  return message.replace(/\)? && \$_drydock_log\(\d+\)/, '');
}

/** The text of a dprintf that prints the record of a log point without expressions. */
export function printFormat(id: number): string {
  return `${logMark}[${id}, []]\n`;
}

/**
 * Begins the text of a log point, so that it is not taken for anything else that gdb says. A dprintf
 * can print no other character that begins nothing else.
 */
export const logMark = '\u0007log ';

/** Reads a line that gdb prints for a log point, with its {@link logMark}. */
export function readLogged(line: string): LoggedValues {
  const [id, values] = JSON.parse(line.slice(logMark.length)) as [number, string[]];
  return { id, values };
}

const definition = `
import gdb, json

class DrydockLog(gdb.Function):
    def __init__(self):
        super(DrydockLog, self).__init__('_drydock_log')
        self.programs = {}
        gdb.events.exited.connect(self.start_over)

    def start_over(self, event):
        for program in self.programs.values():
            program['hits'] = 0

    def wanted(self, program):
        program['hits'] += 1
        hits, operator, count = program['hits'], program['operator'], program['count']
        return (operator is None
            or operator == '==' and hits == count
            or operator == '>=' and hits >= count
            or operator == '<=' and hits <= count
            or operator == '%' and hits % count == 0)

    def evaluate(self, expression):
        try:
            return str(gdb.parse_and_eval(expression))
        except Exception as error:
            return '<%s>' % error

    def invoke(self, number):
        program = self.programs.get(int(number))
        if program is not None and self.wanted(program):
            values = [self.evaluate(each) for each in program['expressions']]
            gdb.write('\\x07log ' + json.dumps([int(number), values]) + '\\n')
        return 0

drydock_log = DrydockLog()

def drydock_log_add(number, expressions, operator, count):
    drydock_log.programs[number] = {
        'expressions': json.loads(expressions), 'operator': operator, 'count': count, 'hits': 0}
`;
