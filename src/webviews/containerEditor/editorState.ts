import type {
  ContainerEditorContract,
  EditorAction,
  EditorContent,
  EditorPick,
  EditorSurroundings,
} from '../../contracts/containerEditorContract';
import type { ContainerEdit } from '../../domain/editor/editContainer';
import { mountOfRow, mountRow, type MountRow } from '../../domain/editor/mountRow';
import type { SpecFinding } from '../../domain/lint/specFinding';
import type { Host } from '../connectToHost';

type ToView = ContainerEditorContract['toView'];

/**
 * What the page shows: what the host said last, and beside it what the field at hand holds, which may
 * be unfinished or refused.
 */
export class EditorState {
  content: EditorContent | undefined;
  surroundings: EditorSurroundings = { type: 'surroundings', busy: false };
  findings: readonly SpecFinding[] = [];
  private version = 0;
  private readonly open = new Map<string, boolean>();
  /** The values in fields that say something else than the container does. */
  private readonly typed = new Map<string, readonly string[]>();
  private typedMounts: readonly MountRow[] | undefined;
  private readonly refused = new Map<string, ReadonlyMap<number, string>>();
  /** The line while it is typed: its answer may come later. */
  private typedLine: string | undefined;
  private editedField: string | undefined;
  /** Which fields of the edited flag its values come from. */
  private completeRows: readonly number[] = [];

  constructor(
    private readonly host: Host<ContainerEditorContract>,
    private readonly show: () => void,
  ) {}

  receive(message: ToView): void {
    switch (message.type) {
      case 'content':
        this.take(message);
        break;
      case 'findings':
        this.findings = message.findings;
        break;
      case 'surroundings':
        this.surroundings = message;
        break;
    }
    if (this.content) {
      this.show();
    }
  }

  /** Whether a section of the form is open; at first it is when it is always, or says something. */
  isOpen(section: string, atFirst: boolean): boolean {
    return this.open.get(section) ?? atFirst;
  }

  setOpen(section: string, open: boolean): void {
    this.open.set(section, open);
  }

  get line(): string {
    return this.typedLine ?? this.content?.text ?? '';
  }

  /** What the fields of a flag hold; `image` and `command` count as flags. */
  valuesOf(field: string): readonly string[] {
    return this.typed.get(field) ?? this.toldValues(field);
  }

  get mounts(): readonly MountRow[] {
    return this.typedMounts ?? (this.content?.mounts ?? []).map(mountRow);
  }

  problemOf(field: string, index = 0): string | undefined {
    return this.refused.get(field)?.get(index);
  }

  /** The first field whose value is refused. */
  get refusedField(): string | undefined {
    return [...this.refused.keys()][0];
  }

  editLine(text: string): void {
    this.forgetTyped();
    this.typedLine = text;
    this.edit({ kind: 'line', text });
  }

  /** Takes what was typed into the fields of a flag; the values that are complete make the flag. */
  editValues(
    field: string,
    values: readonly string[],
    isComplete: (value: string) => boolean = (value) => value.trim() !== '',
  ): void {
    this.typed.set(field, values);
    this.completeRows = values.flatMap((value, row) => (isComplete(value) ? [row] : []));
    const [text = ''] = values;
    this.edit(
      field === 'image' || field === 'command'
        ? { kind: field, text }
        : { kind: 'flag', name: field, values: values.filter(isComplete) },
      field,
    );
    this.show();
  }

  editMounts(rows: readonly MountRow[]): void {
    this.typedMounts = rows;
    this.edit({ kind: 'mounts', mounts: rows.flatMap((row) => mountOfRow(row) ?? []) }, 'mounts');
    this.show();
  }

  /** The field is left: it shows what was understood, unless that is refused. */
  leave(field: string): void {
    if (field === 'mounts') {
      this.typedMounts = undefined;
    } else if (!this.refused.has(field)) {
      this.typed.delete(field);
    }
    this.editedField = undefined;
    // A field that is drawn away while it has the keyboard is left in the midst of drawing.
    queueMicrotask(this.show);
  }

  fix({ message }: SpecFinding): void {
    this.host.post({ type: 'fix', message });
  }

  pick(what: EditorPick['what'], index = 0): void {
    this.host.post({ type: 'pick', what, index });
  }

  act(action: EditorAction['action']): void {
    this.host.post({ type: 'action', action });
  }

  private edit(edit: ContainerEdit, field?: string): void {
    this.version += 1;
    this.editedField = field;
    this.host.post({ type: 'edit', version: this.version, edit });
  }

  private take(content: EditorContent): void {
    if (content.version < this.version && !content.fresh) {
      return;
    }
    this.content = content;
    this.host.save({ ...this.host.state, text: content.text });
    this.typedLine = undefined;
    if (content.fresh) {
      this.forgetTyped();
      return;
    }
    if (this.editedField !== undefined) {
      const problems = content.problems.filter(({ field }) => field === this.editedField);
      if (problems.length > 0) {
        this.refused.set(
          this.editedField,
          new Map(problems.map(({ index, message }) => [this.completeRows[index] ?? 0, message])),
        );
      } else {
        this.refused.delete(this.editedField);
      }
    }
  }

  private forgetTyped(): void {
    this.typed.clear();
    this.typedMounts = undefined;
    this.typedLine = undefined;
    this.refused.clear();
    this.editedField = undefined;
  }

  private toldValues(field: string): readonly string[] {
    switch (field) {
      case 'image':
      case 'command':
        return [this.content?.[field] ?? ''];
      default:
        return this.content?.values[field] ?? [];
    }
  }
}
