"""Pieces of Jinja, and random ones, for generate.py."""

VARIABLES = dict(
    messages=[dict(role="system", content=" sys "), dict(role="user", content="Hi <b> & \"é\""),
              dict(role="assistant", content="<think>\nabc\n</think>\n\nanswer")],
    tool={"name": "f", "n": 1.0, "x": True, "l": [1, 2], "none": None, "deep": {"a": [], "b": {}, "c": [{"d": "é\n"}]}},
    numbers=[3, 1, 2.5, -7, 10], words=["b", "A", "c", "a"], empty=[], nothing=None, s="Hello World", zero=0,
    long="first line\nsecond line\n\nfourth", items_key={"items": 1, "get": 2, "b": 3},
    people=[dict(name="Ada", age=36, city="London"), dict(name="Bob", age=17, city="Paris"),
            dict(name="Cy", age=36, city="london")], emoji="a😀b")

PIECES = [
    # values and their texts
    "{{ true }} {{ false }} {{ none }} {{ nothing }} {{ 1.0 }} {{ 1e20 }} {{ 1e-7 }} {{ 123456789.25 }} {{ 0.1 + 0.2 }}",
    "{{ tool }}", "{{ [1, 'a', \"it's\", none, true, 2.50] }} {{ (1,) }} {{ (1, 'b') }} {{ {'a': 1, 2: 'x'} }}",
    "{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 6 / 2 }} {{ 2 ** 10 }} {{ 2 ** -1 }} {{ 7.5 // 2 }}",
    "{{ 'a' * 3 }} {{ [1] * 2 }} {{ 'a' + 'b' }} {{ [1] + [2] }} {{ 'a' ~ 1 ~ true ~ none ~ 1.0 }}",
    "{{ 'a' + 1 }}", "{{ 1 / 0 }}", "{{ nope + 1 }}", "{{ nope }}|{{ nope is defined }}|{{ messages[9] }}|{{ tool.zzz }}",
    "{{ nope.x }}", "{{ nope['x'] }}", "{{ messages[0].zzz.y }}", "{{ nope() }}", "{{ nope | length }}{{ nope | list }}",
    "{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 1 == 1.0 }} {{ 'a' < 'b' }} {{ 1 == '1' }} {{ [1] == [1] }} {{ true == 1 }}",
    "{{ 'a' < 1 }}", "{{ 'x' in 'xyz' }} {{ 1 in [1] }} {{ 'n' in tool }} {{ 3 not in [1] }} {{ not 1 in [1] }} {{ 'q' in nope }}",
    "{{ 1 and 0 or 'x' }} {{ '' or 'd' }} {{ not '' }} {{ 0 and 1 / 0 }}", "{{ 'y' if zero else 'n' }} {{ 'only' if false }}|",
    "{{ 'a' if true else 'b' if false else 'c' }} {{ ('a' if false else 'b') ~ '!' }}",
    "{{ -2 ** 2 }} {{ 2 + 3 * 4 - 1 }} {{ 10 - 2 - 3 }} {{ 2 ** 3 ** 2 }} {{ 1 + 2 ~ 3 }} {{ -numbers[0] | abs }}",
    "{{ messages | length > 2 }} {{ 1 + words | length }} {{ not nope is defined }} {{ s is string and s is not none }}",
    "{{ 0x1F }} {{ 1_000 }} {{ 0b11 }} {{ 'A' 'B' }} {{ 'tab\\there' }} {{ '\\u00e9\\x41\\101' }} {{ 'a\\qb' }} {{ 'a\\\nb' }}",
    # slices and items
    "{{ messages[1:] | length }} {{ numbers[::-1] }} {{ numbers[-2:] }} {{ numbers[:-1] }} {{ numbers[1:4:2] }} {{ numbers[9:] }}",
    "{{ s[1:] }} {{ s[-3:] }} {{ s[:-1] }} {{ s[::-1] }} {{ s[0] }} {{ s[-1] }} {{ emoji[1] }} {{ emoji | length }} {{ emoji[2:] }}",
    "{{ messages[0]['role'] }} {{ messages[-1].role }} {{ tool['l'][1] }} {{ tool.l.0 }} {{ tool.deep.c[0].d }}",
    "{{ items_key.items() | list }} {{ items_key['items'] }} {{ items_key.get('get') }} {{ items_key.get('q', 5) }} {{ items_key.get('q') }}",
    "{{ (1, 2, 3)[1:] }} {{ [1, 2][true] }}", "{{ numbers[0:3][1] }} {{ 'abc'[5] is defined }} {{ numbers['x'] is defined }}",
    # methods
    "{{ ' a b '.strip() }}|{{ 'xxaxx'.strip('x') }}|{{ ' a '.lstrip() }}|{{ ' a '.rstrip() }}|{{ '\\n\\na\\n'.lstrip('\\n') }}|",
    "{{ 'a,b,,c'.split(',') }} {{ ' a  b '.split() }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ ''.split() }} {{ ''.split(',') }}",
    "{{ 'a\\nb\\r\\nc\\n'.splitlines() }} {{ 'a-b-c'.partition('-') }} {{ 'a-b-c'.rpartition('-') }} {{ 'abc'.partition('x') }}",
    "{{ s.startswith('He') }} {{ s.endswith(('x', 'ld')) }} {{ s.upper() }} {{ s.lower() }} {{ 'it\\'s a DOG'.title() }} {{ 'aBC'.capitalize() }}",
    "{{ s.replace('l', 'L') }} {{ s.replace('l', 'L', 1) }} {{ s.find('o') }} {{ s.rfind('o') }} {{ s.find('z') }} {{ s.count('l') }}",
    "{{ ', '.join(words) }} {{ 'a'.join([]) }} {{ '12'.isdigit() }} {{ 'a1'.isalnum() }} {{ 'ab'.isalpha() }} {{ ' '.isspace() }}",
    "{{ ', '.join([1, 2]) }}", "{{ s.index('z') }}", "{{ '{} and {1}'.format(1, 2) }}", "{{ '{0}-{name}'.format(1, name='n') }} {{ '%s=%d' % ('a', 3) }} {{ '%.2f' % 1.5 }} {{ '%5s|%-5s|' % ('a', 'b') }}",
    "{{ 'abc'.removeprefix('a') }} {{ 'abc'.removesuffix('c') }} {{ '7'.zfill(3) }} {{ 'a'.center(5, '*') }} {{ 'ab'.center(5, '*') }} {{ 'a'.ljust(3) }}|{{ 'a'.rjust(3) }}",
    "{{ words.index('c') }} {{ words.count('a') }}", "{{ words.append('x') }}", "{{ tool.update({}) }}", "{% set _ = words.pop() %}",
    "{{ tool.keys() | list }} {{ tool.values() | list | length }}", "{% for k, v in tool.items() %}{{ k }}={{ v }};{% endfor %}",
    # filters
    "{{ tool | tojson }}", "{{ tool | tojson(indent=2) }}", "{{ tool | tojson(indent=4, sort_keys=true) }}", "{{ 'é<>&\"\\n\\u0001' | tojson }} {{ 'é😀' | tojson(ensure_ascii=true) }}",
    "{{ [] | tojson(indent=2) }} {{ {} | tojson }} {{ [1.0, 1e20, none] | tojson(separators=(',', ':')) }} {{ {1: 2, none: 3, 'é': true, 2.5: []} | tojson }}", "{{ nope | tojson }}",
    "{{ words | sort }} {{ words | sort(case_sensitive=true) }} {{ numbers | sort(reverse=true) }} {{ people | sort(attribute='age') | map(attribute='name') | list }}",
    "{{ words | join('-') }} {{ people | join(', ', attribute='name') }} {{ numbers | first }} {{ numbers | last }} {{ empty | first }}|{{ empty | join }}|",
    "{{ numbers | max }} {{ numbers | min }} {{ numbers | sum }} {{ people | sum(attribute='age') }} {{ words | max }} {{ people | max(attribute='age') }}",
    "{{ people | selectattr('age', 'gt', 20) | map(attribute='name') | list }} {{ people | rejectattr('city', 'equalto', 'Paris') | list | length }} {{ numbers | select('odd') | list if false }}",
    "{{ [1, 2, 3, 4] | select('even') | list }} {{ [0, 1, ''] | select | list }} {{ [0, 1] | reject | list }} {{ words | map('upper') | list }} {{ people | map(attribute='zip', default='?') | list }}",
    "{{ people | groupby('city') }}", "{% for city, group in people | groupby('age') %}{{ city }}:{{ group | map(attribute='name') | join(',') }};{% endfor %}",
    "{{ tool.deep | dictsort }} {{ items_key | dictsort(by='value', reverse=true) }} {{ items_key | items | list }} {{ nope | items | list }}",
    "{{ words | unique | list }} {{ [1, 1.0, 2] | unique | list }} {{ words | reverse | list }} {{ s | reverse }} {{ words | list }} {{ 'ab' | list }}",
    "{{ numbers | batch(2) | list }} {{ numbers | batch(2, 0) | list }} {{ numbers | slice(2) | list }} {{ numbers | slice(3, 'x') | list }}",
    "{{ s | trim }} {{ '  x ' | trim }}| {{ 'xax' | trim('x') }} {{ s | upper }} {{ s | lower }} {{ 'foo bar-baz (qux)' | title }} {{ 'aBC dE' | capitalize }}",
    "{{ long | indent }}|{{ long | indent(2, true) }}|{{ long | indent(2, blank=true) }}|{{ 'a\\n' | indent('> ', first=true) }}|",
    "{{ nope | default('d') }} {{ '' | default('d') }}|{{ '' | default('d', true) }} {{ none | d('x') }} {{ 0 | default(5, boolean=true) }}",
    "{{ '42' | int }} {{ 'x' | int }} {{ 'x' | int(7) }} {{ 3.9 | int }} {{ '3.5' | float }} {{ 2 | float }} {{ '1e3' | int }} {{ 'ff' | int(0, 16) }}",
    "{{ 2.5 | round }} {{ 2.567 | round(2) }} {{ 2.1 | round(0, 'ceil') }} {{ 2.9 | round(method='floor') }} {{ 3 | round }} {{ -3 | abs }}",
    "{{ s | replace('o', '0') }} {{ s | replace('l', 'L', 2) }} {{ s | length }} {{ s | count }} {{ s | wordcount }} {{ 5 | string + 'x' }} {{ 1.5 | string }}",
    "{{ '<a href=\"x\">' | e }} {{ '<b>' | escape }} {{ '<b>' | safe }} {{ 'a b/c?d=é' | urlencode }} {{ 'Hello %s' | format('x') }}",
    "{{ 'a long text that goes on and on' | truncate(12) }} {{ 'a long text that goes on' | truncate(12, true, '!', 0) }} {{ 'short' | truncate(4) }} {{ 'x' | center(5) }}|",
    "{{ tool | attr('get') is callable }} {{ people[0] | attr('name') is defined }}", "{{ s | nofilter }}", "{{ s is notest }}", "{{ none | length }}", "{{ 5 | list }}",
    # tests
    "{{ s is string }} {{ 1 is number }} {{ true is number }} {{ 1 is integer }} {{ true is integer }} {{ 1.0 is float }} {{ true is boolean }} {{ none is none }}",
    "{{ tool is mapping }} {{ words is sequence }} {{ words is iterable }} {{ s is iterable }} {{ 5 is iterable }} {{ tool is iterable }} {{ nope is iterable }} {{ none is iterable }}",
    "{{ 3 is odd }} {{ 4 is even }} {{ 9 is divisibleby 3 }} {{ 9 is divisibleby(2) }} {{ 1 is eq 1 }} {{ 1 is ne(2) }} {{ 2 is gt 1 }} {{ 'a' is in ['a'] }} {{ 1 is sameas 1 }}",
    "{{ 'abc' is lower }} {{ 'ABC' is upper }} {{ 'trim' is filter }} {{ 'odd' is test }} {{ nope is undefined }} {{ range is callable }} {{ true is true }} {{ 1 is true }} {{ 0 is false }}",
    "{{ s is defined and nope is not defined }} {{ not s is defined }} {{ s is not string }}",
    # statements and space
    "{% for x in numbers %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }};{% endfor %}",
    "{% for x in words %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {{ loop.cycle('odd', 'even') }} {{ loop.changed(x | lower) }};{% endfor %}",
    "{% for x in empty %}x{% else %}none{% endfor %}{% for x in numbers if x > 2 %}{{ x }}{{ loop.length }},{% else %}no{% endfor %}{% for x in numbers if x > 99 %}{% else %}no{% endfor %}",
    "{% for x in numbers %}{% if loop.first %}{% continue %}{% endif %}{% if x < 0 %}{% break %}{% endif %}{{ x }},{% endfor %}",
    "{% for x in [1, [2, [3]]] recursive %}{% if x is number %}{{ x }}@{{ loop.depth }}{% else %}({{ loop(x) }}){% endif %}{% endfor %}",
    "{% for a, b in [(1, 2), [3, 4]] %}{{ a }}{{ b }};{% endfor %}{% for (a, b) in [(1, 2)] %}{{ a + b }}{% endfor %}{% for x in 1, 2 %}{{ x }}{% endfor %}",
    "{% for i in range(3) %}{% for j in range(i) %}{{ loop.index }}{% endfor %}{{ loop.index }};{% endfor %}{{ range(2, 9, 3) | list }} {{ range(5, 0, -2) | list }}",
    "{% for a, b in [1, 2] %}{% endfor %}", "{% for x in 5 %}{% endfor %}", "{% for x in none %}{% endfor %}", "{% for k in tool %}{{ k }},{% endfor %}{% for c in 'ab' %}{{ c }};{% endfor %}",
    "{% set x = 1 %}{% for i in [1, 2] %}{{ x }}{% set x = i + 10 %}{{ x }},{% endfor %}{{ x }}", "{% if true %}{% set y = 5 %}{% endif %}{{ y }}",
    "{% set ns = namespace(found=false, n=0) %}{% for i in range(4) %}{% set ns.n = ns.n + i %}{% if i == 2 %}{% set ns.found = true %}{% endif %}{% endfor %}{{ ns.n }}{{ ns.found }}{{ ns.zzz }}",
    "{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set t = 1, 2 %}{{ t }}{% set x %}block {{ a }}{% endset %}[{{ x }}]{% set y | upper | trim %} q{{ a }} {% endset %}[{{ y }}]",
    "{% set x.y = 1 %}", "{% set a, b = 1 %}", "{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{{ a }}", "{% filter upper %}abc {{ s }}{% endfilter %}",
    "{% macro f(x, y='d', z=none) %}[{{ x }}{{ y }}{{ z }}]{% endmacro %}{{ f('1') }}{{ f('1', y='2') }}{{ f(1, 2, 3) }}{{ f() }}{{ f(z=f('i'), x=0) }}",
    "{% macro f() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ f(1, 2, a=3) }}", "{% set g = 7 %}{% macro f(x) %}{{ g }}{{ x }}{% endmacro %}{% set g = 8 %}{{ f(1) }}",
    "{% macro outer() %}<{{ caller() }}>{% endmacro %}{% call outer() %}in{{ s }}{% endcall %}{% macro each(l) %}{% for x in l %}{{ caller(x) }}{% endfor %}{% endmacro %}{% call(x) each([1, 2]) %}({{ x }}){% endcall %}",
    "{% macro fact(n) %}{{ n * fact(n - 1) | int if n > 1 else 1 }}{% endmacro %}{{ fact(5) }}", "{% macro f(x) %}{{ x }}{% endmacro %}{{ f(*[1]) }}{{ f(**{'x': 2}) }}",
    "{% if zero %}a{% elif nothing %}b{% elif empty %}c{% else %}d{% endif %}", "{% if nope %}a{% endif %}|{% if not nope %}b{% endif %}",
    "{% generation %}g{{ s }}{% endgeneration %}", "{% raw %}{{ not }} {% this %}{% endraw %}!", "{%- raw -%}  {{ x }}  {%- endraw -%}  !", "{# a comment #}x{#- y -#}  z",
    "a\n{% if true %}\nb\n{% endif %}\nc\n", "a\n  {% if true %}\n    b\n  {% endif %}\nc", "  {%- if true %}\n  a\n  {%- endif %}\nb\n", "a {%- if true -%} b {%- endif -%} c",
    "  {{ 1 }}  \n  {# c #}  \n  {# d #}\nx", "a\n  {%+ if true %}\n b\n{% endif +%}\nc", "x {% if true %} y\n  {% endif %} z\n\n", "{{ 1 -}}\n\n  {{- 2 }}\n{{ 3 }}\n\n",
    "\n{% for x in [1, 2] %}\n  {{ x }}\n{% endfor %}\n", "\t{% set x = 1 %}\n\t{{ x }}", "{% if true %}{% endif %}\n\n{% if true %}{% endif %}\nx",
    "{{ '}}' }} {{ {'a': {'b': 1}}['a']['b'] }} {{ '%}' }} {{ \"{{\" }}", "{{ {'a': 1} }}{{ {} }}", "{{ {'a': {'b': 2}} }}", "{{ strftime_now('%d %b %Y') }} {{ strftime_now('%Y-%m-%d %H:%M:%S %A %B %a %j %p %I %y %% %f') }} {{ strftime_now('%-d.%-m. %e') }}",
    "{{ raise_exception('bad ' + s) }}", "{{ range(200000) | length }}", "{{ dict(a=1, b=2) }} {{ dict({'x': 1}, y=2) }} {{ namespace({'q': 1}).q }}",
    "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.next() }}{% set j = joiner('|') %}{{ j() }}1{{ j() }}2",
    "{% if true %}", "{% endif %}", "{{ 1", "{{ }}", "{% for %}{% endfor %}", "{{ (1 }}", "{{ a b }}", "{% nope %}", "{{ 'abc }}", "{{ 1 | }}", "{{ x is }}", "{# open", "{% set %}", "{{ [1, }}", "{{ ] }}", "{% macro %}{% endmacro %}",
    "{{ s.__class__ }}|{{ s.nomethod is defined }}", "{{ caller is defined }} {{ loop is defined }}", "{{ [1, 2, 3,] }} {{ (1, 2,) }} {{ {'a': 1,} }}",
    "{{ 1 if }}", "{{ [x for x in y] }}", "{{ s | trim | upper | replace('H', 'h') }}", "{{ (s | trim).split(' ')[0] }}{{ s.split()[1] | lower }}", "{{ s|length }}{{ (1)|string }}", "{%if true%}x{%endif%}", "{{1}}{{-1}}{{- 1 -}} x",
    "{{ 'a' if nope is defined else 'b' }} {{ (messages | last).role }} {{ messages | map(attribute='content') | map('length') | list }}", "{{ 'x' ~ (1, 2) ~ [none] }} {{ [s, {'k': s}] | string | length }}",
    "{{ '\\\\' }} {{ \"\\\"\" }} {{ '\\'' }} {{ ['\\\\', '\\n', \"'\", '\"', '\\'\"', '\\x07', '\\u200b', 'é'] }}",
]

ATOMS = ["1", "0", "2.5", "-3", "'ab'", "''", "'A b'", "true", "false", "none", "numbers", "words", "empty", "nothing", "s", "zero",
         "tool", "nope", "people", "people[0]", "messages[1].content", "tool.l", "tool.deep", "[1, 'x']", "{'k': 1}", "(1, 2)", "emoji"]
BINARY = ["+", "-", "*", "/", "//", "%", "~", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or"]
FILTERS = ["length", "string", "list", "first", "last", "trim", "upper", "lower", "title", "capitalize", "tojson", "sort", "reverse | list",
           "join('-')", "int", "float", "abs", "round", "default('d')", "default('d', true)", "unique | list", "min", "max", "sum", "items | list",
           "dictsort", "map('string') | list", "select | list", "tojson(indent=1)", "batch(2) | list", "wordcount", "e", "indent(1)", "truncate(4, true)",
           "map('upper') | list", "replace('a', 'é')", "count"]
TESTS = ["defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "mapping", "sequence", "iterable", "odd", "even",
         "true", "false", "lower", "upper", "eq(1)", "in([1, 'ab'])", "divisibleby(2)", "callable"]
SUFFIXES = ["[0]", "[-1]", "[1:]", "[::-1]", "[:-1]", ".name", ".l", "['n']", ".strip()", ".split()", ".upper()", ".items() | list", ".get('k')",
            ".replace('b', 'c')", ".startswith('a')", ".title()", ".keys() | list", ".count('a')", ".find('b')", ".isdigit()"]


def expression(rng, depth):
    kind = rng.randrange(9) if depth > 0 else 0
    if kind <= 1:
        return rng.choice(ATOMS)
    inner = expression(rng, depth - 1)
    if kind == 2:
        return f"{inner} {rng.choice(BINARY)} {expression(rng, depth - 1)}"
    if kind == 3:
        return f"({inner}) | {rng.choice(FILTERS)}"
    if kind == 4:
        return f"{inner} is {rng.choice(['', 'not '])}{rng.choice(TESTS)}"
    if kind == 5:
        return f"({inner}){rng.choice(SUFFIXES)}"
    if kind == 6:
        return f"({inner} if {expression(rng, depth - 1)} else {expression(rng, depth - 1)})"
    if kind == 7:
        return f"not {inner}"
    return f"[{inner}, {expression(rng, depth - 1)}]"


def text(rng):
    return "".join(rng.choice(["a", " ", "\n", "  ", "\n  ", "x", "\t", "\n\n"]) for _ in range(rng.randrange(4)))


def tag(rng, inside):
    return "{%" + rng.choice(["", "-", "", "+"]) + " " + inside + " " + rng.choice(["", "-", "", "+"]) + "%}"


def body(rng, depth):
    parts = [text(rng)]
    for _ in range(rng.randrange(1, 4)):
        kind = rng.randrange(8) if depth > 0 else rng.randrange(4)
        if kind <= 1:
            parts.append("{{" + rng.choice(["", "-"]) + " " + expression(rng, 2) + " " + rng.choice(["", "-"]) + "}}")
        elif kind == 2:
            parts.append("{#" + rng.choice(["", "-"]) + " c " + rng.choice(["", "-"]) + "#}")
        elif kind == 3:
            parts.append(tag(rng, f"set v = {expression(rng, 1)}") + text(rng) + "{{ v }}")
        elif kind <= 5:
            parts.append(tag(rng, f"if {expression(rng, 1)}") + body(rng, depth - 1))
            if rng.random() < 0.5:
                parts.append(tag(rng, "else") + body(rng, depth - 1))
            parts.append(tag(rng, "endif"))
        else:
            over = rng.choice(["numbers", "words", "empty", "[1, 2]", "tool", "range(2)", "messages"])
            parts.append(tag(rng, f"for v in {over}" + rng.choice(["", " if v", ""])) + body(rng, depth - 1))
            if rng.random() < 0.3:
                parts.append(rng.choice(["{% break %}", "{% continue %}", "{{ loop.index }}"]))
            parts.append(tag(rng, "endfor"))
        parts.append(text(rng))
    return "".join(parts)


def random_piece(rng):
    if rng.random() < 0.6:
        return "{{ " + expression(rng, 3) + " }}", VARIABLES
    return body(rng, 2), VARIABLES
