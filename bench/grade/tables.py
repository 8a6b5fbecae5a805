"""Where wordings, slips and carriers are entered: (name, kinds, function of the answer and a random source)."""
SAME, CHANGED, CARRIERS = [], [], []   # (name, kinds, function)


def kind_list(kinds):
    return kinds.split()


def same(kinds):
    def add(make):
        SAME.append((make.__name__, kind_list(kinds), make))
        return make
    return add


def forms(kinds, *patterns):
    """Wordings given as format strings over the answer's fields."""
    for pattern in patterns:
        SAME.append((pattern, kind_list(kinds), lambda a, r, p=pattern: p.format(**a.fields)))


def changed(kinds):
    def add(make):
        CHANGED.append((make.__name__, kind_list(kinds), make))
        return make
    return add
