import { libcxxPrinters } from './libcxxPrinters';
import type { MiClient } from './miClient';

/**
 * Registers printers for programs that gdb finds none for by itself: those of libstdc++ that come
 * with the compiler (for a static program, or a library without its hook), and ours for libc++; and
 * what variables are read with by `variableObjects.ts`. Does nothing where gdb has no Python.
 *
 * It takes Python as long as starting a small program takes gdb, so it is not done before values are
 * shown, and the client hears of the first stop before gdb is busy with it.
 */
export class Printers {
  private loaded = false;

  constructor(private readonly client: MiClient) {}

  /** Values are to be shown. gdb does it before whatever it is asked after that. */
  load(): void {
    if (this.loaded) {
      return;
    }
    this.loaded = true;
    for (const code of [libstdcxx, helpers]) {
      // Without printers containers are shown as their members.
      this.client.consoleCommand(`python exec(${pythonText(code)})`).catch(() => undefined);
    }
  }
}

/** A literal of Python, on one line; JSON's are. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}

const libstdcxx = `
import glob, re, sys
places = ['/usr/share/gcc*/python', '/usr/local/share/gcc*/python', '/opt/*/share/gcc*/python',
          '/opt/rh/*/root/usr/share/gcc*/python', sys.prefix + '/share/gcc*/python']
found = [each for place in places for each in sorted(glob.glob(place), reverse=True)]
if not found:
    # The library's own hook, which gdb may not have been allowed to load, says where they are.
    for hook in glob.glob('/usr/share/gdb/auto-load/usr/lib*/libstdc++*-gdb.py') + \\
            glob.glob('/usr/share/gdb/auto-load/usr/lib*/*/libstdc++*-gdb.py') + \\
            glob.glob('/usr/local/lib*/libstdc++*-gdb.py'):
        with open(hook) as lines:
            found += re.findall(r"^pythondir = '(.*)'", lines.read(), re.MULTILINE)
sys.path[:0] = [each for each in found if each not in sys.path]
try:
    from libstdcxx.v6 import register_libstdcxx_printers
    register_libstdcxx_printers(None)
except (ImportError, RuntimeError):
    pass
`;

const helpers = `
import gdb, itertools, re

class DrydockSummary(object):
    """The line of a container without its children."""
    def __init__(self, printer):
        self.printer = printer
    def to_string(self):
        return self.printer.to_string()

def drydock_summary(value):
    printer = gdb.default_visualizer(value)
    return DrydockSummary(printer) if hasattr(printer, 'to_string') else None

def drydock_elements(value):
    """Where the elements of a vector begin; None for all else."""
    if value.type.code in (gdb.TYPE_CODE_REF, getattr(gdb, 'TYPE_CODE_RVALUE_REF', -1)):
        value = value.referenced_value()
    kind = value.type.strip_typedefs().unqualified()
    name = kind.name or ''
    if name.startswith('std::vector<'):
        start = value['_M_impl']['_M_start']
    elif name.startswith('std::__') and '::vector<' in name[:20]:
        start = value['__begin_']
    else:
        return None
    bits = kind.template_argument(0).strip_typedefs().code == gdb.TYPE_CODE_BOOL
    return None if bits or start.type.strip_typedefs().code != gdb.TYPE_CODE_PTR else start

def drydock_children(value, first, end):
    start = drydock_elements(value)
    if start is not None:
        return (('[%d]' % index, (start + index).dereference()) for index in range(first, end))
    return itertools.islice(gdb.default_visualizer(value).children(), first, end)

class DrydockPage(object):
    """Some of the children of a container: gdb itself would make handles of all before them."""
    def __init__(self, value, first, end):
        self.value, self.first, self.end = value, first, end
    def to_string(self):
        return ''
    def children(self):
        return iter(drydock_children(self.value, self.first, self.end))

def drydock_page(first, end):
    return lambda value: DrydockPage(value, first, end)

class DrydockChild(gdb.Function):
    """$_child(container, index): what stands at that place of a container, or of a map's keys and values."""
    def __init__(self):
        super(DrydockChild, self).__init__('_child')
    def invoke(self, value, index):
        for _, child in drydock_children(value, int(index), int(index) + 1):
            return child
        raise gdb.GdbError('There is no child %d.' % int(index))

DrydockChild()

class DrydockOuter(gdb.Function):
    """$_outer(name, depth): a variable that as many inner ones of the same name hide."""
    def __init__(self):
        super(DrydockOuter, self).__init__('_outer')
    def invoke(self, name, depth):
        frame, name, depth = gdb.selected_frame(), name.string(), int(depth)
        block = frame.block()
        while block is not None and not block.is_static:
            for symbol in block:
                if symbol.name == name and (symbol.is_variable or symbol.is_argument):
                    if depth == 0:
                        return symbol.value(frame)
                    depth -= 1
            block = block.superblock
        raise gdb.GdbError('There is no outer "%s".' % name)

DrydockOuter()

def drydock_text(expression):
    """Prints where the characters of a string are, how many, and the size of each."""
    value = gdb.parse_and_eval(expression)
    printer = gdb.default_visualizer(value)
    if printer is not None:
        text = printer.to_string()
        kind, start, count = text.type.strip_typedefs(), text.address, text.length
    else:
        kind, start, count = value.type.strip_typedefs(), value, -1
        if kind.code == gdb.TYPE_CODE_ARRAY:
            start, count = value[0].address, kind.range()[1] + 1
        start = int(start)
    size = kind.target().sizeof
    if count < 0:
        end = gdb.selected_inferior().search_memory(start, 1 << 26, bytes(size))
        count = (end - start) // size
    print('%d %d %d' % (start, count, size))

def drydock_globals(limit):
    """Prints the names of the variables outside functions of the frame's source, and expressions for them."""
    frame = gdb.selected_frame()
    table = frame.find_sal().symtab
    if table is None:
        return
    found = {}
    for block in (table.global_block(), table.static_block()):
        for symbol in block:
            name = symbol.name.split('[abi:')[0]
            if symbol.is_variable and not name.startswith(('std::', '__', 'vtable for ', 'typeinfo ')):
                source = symbol.symtab.filename
                if not source.startswith(('/usr/include/', '/usr/lib')):
                    found[name] = (source != table.filename, symbol.line, name, symbol)
    try:
        scope = frame.block()
    except RuntimeError:
        scope = None
    for _, line, name, symbol in sorted(found.values(), key=lambda each: each[:3])[:limit]:
        seen = gdb.lookup_symbol(symbol.name, scope)[0] if scope else symbol
        same = seen is None or (seen.line == line and not seen.is_argument)
        plain = name if '(' not in name else "'%s'" % name
        print('%s\\t%s' % (name, plain if same else "'%s'::%s" % (table.filename, plain)))

class DrydockArray(object):
    """A std::array of libstdc++, which has no printer of its own."""
    def __init__(self, value):
        kind = value.type.strip_typedefs()
        self.value, self.size = value, int(kind.template_argument(1))
    def to_string(self):
        return 'std::array of length %d' % self.size
    def children(self):
        return (('[%d]' % index, self.value['_M_elems'][index]) for index in range(self.size))
    def display_hint(self):
        return 'array'

class DrydockFunction(object):
    """A std::function of libstdc++: what it calls."""
    def __init__(self, value):
        self.value = value
    def to_string(self):
        if not int(self.value['_M_manager']):
            return 'std::function (empty)'
        target = self.value['_M_functor']['_M_unused']['_M_function_pointer']
        invoker = self.value['_M_invoker'].format_string(symbols=True)
        # _Function_handler<int (int), Target>::_M_invoke: a pointer's target has its own symbol.
        handler = re.search(r'_Function_handler<(.*)>::_M_invoke', invoker)
        if handler is None:
            return 'std::function'
        if handler.group(1).endswith(')') and '(*' in handler.group(1):
            return 'std::function calling %s' % re.sub(r'^.*?<|>$', '', target.format_string(symbols=True))
        return 'std::function calling %s' % handler.group(1).split('), ', 1)[-1]

drydock_units = {(1, 10 ** 9): 'ns', (1, 10 ** 6): 'us', (1, 10 ** 3): 'ms', (1, 1): 's',
                 (60, 1): 'min', (3600, 1): 'h', (86400, 1): 'd'}

def drydock_duration(value):
    ratio = value.type.strip_typedefs().template_argument(1).strip_typedefs()
    period = (int(ratio.template_argument(0)), int(ratio.template_argument(1)))
    count = value['__r']
    return '%s%s' % (count, drydock_units.get(period) or ' [%d/%d]s' % period)

class DrydockDuration(object):
    """A duration, which has a printer since GCC 13."""
    def __init__(self, value):
        self.value = value
    def to_string(self):
        return 'std::chrono::duration = { %s }' % drydock_duration(self.value)

class DrydockTime(object):
    """A point in time, which has a printer since GCC 13."""
    def __init__(self, value):
        self.value = value
    def to_string(self):
        clock = re.sub(r'^.*::', '', str(self.value.type.strip_typedefs().template_argument(0)))
        return 'std::chrono::time_point = { %s of %s }' % (drydock_duration(self.value['__d']), clock)

drydock_own = {'std::array<': DrydockArray, 'std::function<': DrydockFunction,
               'std::chrono::duration<': DrydockDuration, 'std::chrono::time_point<': DrydockTime}

drydock_libcxx = {}

def drydock_lookup(value):
    if value.type.code in (gdb.TYPE_CODE_REF, getattr(gdb, 'TYPE_CODE_RVALUE_REF', -1)):
        value = value.referenced_value()
    name = value.type.strip_typedefs().unqualified().name
    if name is None or not name.startswith('std::'):
        return None
    own = drydock_own.get(name[:name.find('<') + 1])
    if own is not None:
        return own(value)
    if not name.startswith('std::__') or name.startswith('std::__cxx11'):
        return None
    if not drydock_libcxx:
        drydock_libcxx['gdb'] = gdb
        exec(${pythonText(libcxxPrinters)}, drydock_libcxx)
    return drydock_libcxx['show'](name, value)

gdb.pretty_printers.append(drydock_lookup)
`;
