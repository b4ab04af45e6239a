/**
 * Printers for the containers of libc++, in gdb's Python: neither LLVM nor the distributions install
 * any. Their summaries read like those of libstdc++, so that a size is found in either. The layouts
 * are those of LLVM 11, 14 and 19 (tried) and what later ones renamed: such members have several names.
 */
export const libcxxPrinters = `
import re

class Shown(object):
    """A container: what stands in its line, and its children."""
    def __init__(self, summary, children=None, hint=None):
        self.summary, self.make, self.hint = summary, children, hint
        if children is not None:
            self.children = lambda: self.make()
    def to_string(self):
        return self.summary
    def display_hint(self):
        return self.hint

def member(value, *names):
    fields = set()
    def collect(kind):
        for each in kind.fields():
            if each.name:
                fields.add(each.name)
            if each.is_base_class or not each.name:
                collect(each.type.strip_typedefs())
    collect(value.type.strip_typedefs())
    for name in names:
        if name in fields:
            return value[name]
    raise gdb.error('no member ' + names[0])

def first(value):
    """What a __compressed_pair holds first; a member that is no such pair is meant itself."""
    kind = value.type.strip_typedefs()
    if '__compressed_pair<' not in str(kind):
        return value
    base = value[kind.fields()[0]]
    return base['__value_'] if base.type.strip_typedefs().fields()[0].name == '__value_' else base

def inner(value, name):
    return gdb.lookup_type(str(value.type.strip_typedefs().unqualified()) + '::' + name)

def counted(name, size):
    return '%s with %d element%s' % (name, size, '' if size == 1 else 's')

def indexed(values):
    return (('[%d]' % index, each) for index, each in enumerate(values))

def pairs(values):
    for index, each in enumerate(values):
        each = member(each, '__cc_', '__cc') if 'value_type<' in str(each.type.strip_typedefs()) else each
        yield '[%d]' % (2 * index), each['first']
        yield '[%d]' % (2 * index + 1), each['second']

def text(value):
    rep = first(member(value, '__r_', '__rep_'))
    short, long = rep['__s'], rep['__l']
    try:
        is_long, size = int(member(short, '__is_long_')), int(member(short, '__size_'))
    except gdb.error:
        byte = int(member(short, '__size_'))
        is_long, size = byte & 1, byte >> 1
    if is_long:
        return string(member(long, '__data_'), int(member(long, '__size_')))
    data = member(short, '__data_')
    return string(data[0].address, size)

def string(data, size):
    kind = data.type.strip_typedefs().target().unqualified().strip_typedefs()
    return Shown(data.cast(kind.pointer()).lazy_string(length=size), None, 'string')

def view(value):
    return string(member(value, '__data_', '__data'), int(member(value, '__size_', '__size')))

def vector(value):
    begin = value['__begin_']
    if value.type.strip_typedefs().template_argument(0).code == gdb.TYPE_CODE_BOOL:
        size = int(first(member(value, '__size_')))
        bits = begin.dereference().type.sizeof * 8
        return Shown('std::vector<bool> of length %d' % size, lambda: indexed(
            bool((int((begin + index // bits).dereference()) >> (index % bits)) & 1)
            for index in range(size)), 'array')
    size = int(value['__end_'] - begin)
    room = int(first(member(value, '__end_cap_', '__cap_')) - begin)
    return Shown('std::vector of length %d, capacity %d' % (size, room), lambda: indexed(
        (begin + index).dereference() for index in range(size)), 'array')

def tree_nodes(tree):
    kind = inner(tree, '__node_pointer')
    size = int(first(member(tree, '__pair3_', '__size_')))
    node = tree['__begin_node_']
    for _ in range(size):
        node = node.cast(kind)
        yield node['__value_']
        if int(node['__right_']):
            node = node['__right_']
            while int(node['__left_']):
                node = node['__left_']
        else:
            below, node = node, node['__parent_'].cast(kind)
            while int(node['__left_']) != int(below):
                below, node = node, node['__parent_'].cast(kind)

def tree(name, values, hint):
    def show(value):
        size = int(first(member(value['__tree_'], '__pair3_', '__size_')))
        return Shown(counted(name, size), lambda: values(tree_nodes(value['__tree_'])), hint)
    return show

def table_nodes(table):
    kind = inner(table, '__node_pointer')
    node = first(member(table, '__p1_', '__first_node_'))['__next_']
    while int(node):
        node = node.cast(kind)
        yield node['__value_']
        node = node['__next_']

def table(name, values, hint):
    def show(value):
        size = int(first(member(value['__table_'], '__p2_', '__size_')))
        return Shown(counted(name, size), lambda: values(table_nodes(value['__table_'])), hint)
    return show

def linked(value):
    size = int(first(member(value, '__size_alloc_', '__size_')))
    kind = gdb.lookup_type(re.sub('::list<', '::__list_imp<', str(
        value.type.strip_typedefs().unqualified()), count=1) + '::__node_pointer')
    def nodes():
        node = value['__end_']['__next_']
        for _ in range(size):
            node = node.cast(kind)
            yield node['__value_']
            node = node['__next_']
    return Shown(counted('std::list', size), lambda: indexed(nodes()), 'array')

def deque(value):
    size = int(first(member(value, '__size_')))
    kind = value.type.strip_typedefs().template_argument(0)
    block = 4096 // kind.sizeof if kind.sizeof < 256 else 16
    blocks, start = value['__map_']['__begin_'], int(value['__start_'])
    def at(index):
        return (blocks + index // block).dereference() + index % block
    return Shown(counted('std::deque', size), lambda: indexed(
        at(start + index).dereference() for index in range(size)), 'array')

def optional(value):
    if not bool(value['__engaged_']):
        return Shown('std::optional [no contained value]', lambda: iter(()))
    return Shown('std::optional', lambda: iter([('[contained value]', value['__val_'])]))

def array(value):
    kind = value.type.strip_typedefs()
    size = int(kind.template_argument(1))
    return Shown('std::array of length %d' % size, lambda: indexed(
        value['__elems_'][index] for index in range(size)), 'array')

def variant(value):
    # Its bases, one for each special member function, end in the one with the members.
    held = member(value, '__impl_', '__impl')
    size = held['__index'].type.sizeof * 8
    index = int(held['__index']) & ((1 << size) - 1)
    if index == (1 << size) - 1:
        return Shown('std::variant [no contained value]', lambda: iter(()))
    alternatives = held['__data']
    for _ in range(index):
        alternatives = alternatives['__tail']
    return Shown('std::variant [index %d]' % index, lambda: iter(
        [('[contained value]', alternatives['__head']['__value'])]))

def tuple_of(value):
    leaves = value['__base_'].type.strip_typedefs().fields() if value.type.fields() else []
    leaves = [each for each in leaves if '__tuple_leaf<' in (each.name or '')]
    def held(leaf):
        base = value['__base_'][leaf]
        inside = base.type.strip_typedefs().fields()[0]
        # An empty class is a base of the leaf.
        return base['__value_'] if inside.name == '__value_' else base[inside]
    return Shown('std::tuple containing %d element%s' % (len(leaves), '' if len(leaves) == 1 else 's'),
                 lambda: indexed(held(each) for each in leaves), 'array')

def unique(value):
    pointer = first(value['__ptr_'])
    return Shown('std::unique_ptr', lambda: iter([('get()', pointer)]))

def shared(value):
    counts = value['__cntrl_']
    get = lambda: iter([('get()', value['__ptr_'])])
    if not int(counts):
        return Shown('std::shared_ptr (empty)', get)
    # Its class is described in the library alone: behind the table of functions stand two counts.
    words = counts.cast(gdb.lookup_type('long').pointer())
    uses, weak = int(words[1]) + 1, int(words[2])
    return Shown('std::shared_ptr (use count %d, weak count %d)' % (uses, weak), get)

shows = {
    'basic_string': text, 'basic_string_view': view, 'vector': vector, 'list': linked,
    'deque': deque, 'array': array, 'optional': optional, 'variant': variant, 'tuple': tuple_of,
    'unique_ptr': unique, 'shared_ptr': shared,
    'map': tree('std::map', pairs, 'map'), 'multimap': tree('std::multimap', pairs, 'map'),
    'set': tree('std::set', indexed, 'array'), 'multiset': tree('std::multiset', indexed, 'array'),
    'unordered_map': table('std::unordered_map', pairs, 'map'),
    'unordered_multimap': table('std::unordered_multimap', pairs, 'map'),
    'unordered_set': table('std::unordered_set', indexed, 'array'),
    'unordered_multiset': table('std::unordered_multiset', indexed, 'array'),
}

def show(name, value):
    found = re.match(r'std::__(?:\\d+|ndk\\d+|Cr|u)::(\\w+)<', name)
    make = shows.get(found.group(1)) if found else None
    try:
        return make(value) if make else None
    except (gdb.error, RuntimeError):
        return None
`;
