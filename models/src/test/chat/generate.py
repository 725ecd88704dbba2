"""Writes what Transformers makes of templates of chats, and of pieces of Jinja.

python generate.py FILE                 writes the cases of the tests
python generate.py FILE FOLDER          writes those of the *.jinja files in a folder, such as those of real models
python generate.py FILE --random SEED N writes N random pieces

The cases are JSON: name, template, variables, and the result or, where it fails, null.
Transformers 5.18.0, Jinja2 3.1.6; the time is fixed.
"""
import copy
import datetime
import json
import random
import re
import sys
from pathlib import Path

import jinja2
from transformers.utils import chat_template_utils

import templates


class Fixed(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2026, 3, 7, 9, 5, 3, 42)


chat_template_utils.datetime = Fixed

WEATHER = {"type": "function", "function": {
    "name": "get_weather", "description": "The weather at a place, e.g. \"Überlingen\" <now>",
    "parameters": {"type": "object", "properties": {
        "place": {"type": "string", "description": "City & country"},
        "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
        "days": {"type": "array", "items": {"type": "integer"}, "default": []}}, "required": ["place"]},
    "return": {"type": "string"}}}
ADD = {"type": "function", "function": {"name": "add", "description": "a + b", "parameters": {
    "type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "number"}}, "required": ["a", "b"]}}}


def system(text):
    return dict(role="system", content=text)


def user(text):
    return dict(role="user", content=text)


def assistant(text, **more):
    return dict(role="assistant", content=text, **more)


def call(name, arguments, id):
    return dict(id=id, type="function", function=dict(name=name, arguments=arguments))


CALLS = [user(" How warm is it in Überlingen? "),
         assistant("", tool_calls=[call("get_weather", dict(place="Überlingen", unit="celsius", days=[1, 2]), "abc123XYZ")]),
         dict(role="tool", name="get_weather", content="{\"degrees\": 21.5}", tool_call_id="abc123XYZ")]
CHATS = {
    "one": [user("Hello, \"you\" & <b>")],
    "system": [system("  Be brief.\n"), user("What is 1 + 1?")],
    "several": [system("Du sprichst Deutsch."), user("Wie heißt du?\n"), assistant("\n\nAda 😀"), user("Und ich? \t")],
    "thoughts": [user("Why?"), assistant("<think>\nwell, 2 < 3\n</think>\n\nBecause."), user("So?"),
                 assistant("<think>\nhm\n</think>\n\nYes.")],
    "reasoning": [system("/no_think Think little."), user("Why?"), assistant("Because.", reasoning_content="\nlong\n")],
    "calls": CALLS + [assistant("It is 21.5 °C."), user("Thanks")],
    "pending": [system("Use tools.")] + CALLS,
    "two_calls": [user("Both"), assistant(None, tool_calls=[call("add", dict(b=2.5, a=1), "call00001"),
                                                          call("add", "{\"a\": 1}", "call00002")]),
                  dict(role="tool", content="3.5", tool_call_id="call00001"),
                  dict(role="tool", content={"content": 7, "ok": True, "none": None}, tool_call_id="call00002")],
    "parts": [dict(role="system", content=[dict(type="text", text="Look.")]),
              dict(role="user", content=[dict(type="image"), dict(type="text", text=" What is it? ")])],
    "wrong_order": [user("a"), user("b")],
    "unknown_role": [user("a"), dict(role="critic", content="bad")],
    "assistant_last": [user("Write a poem"), assistant("Roses are")],
    "name": [dict(role="user", name="ada lovelace", content="line one\n\nline two\n")],
}
OPTIONS = [dict(add_generation_prompt=True), dict(add_generation_prompt=False),
           dict(add_generation_prompt=True, tools=[WEATHER, ADD]),
           dict(add_generation_prompt=True, tools=[WEATHER], tools_in_user_message=False, enable_thinking=False)]


def render(template, variables):
    try:
        return chat_template_utils._cached_compile_jinja_template(template).render(**copy.deepcopy(variables))
    except (jinja2.exceptions.TemplateError, TypeError, ValueError, ZeroDivisionError, OverflowError, LookupError,
            AttributeError):
        return None


def case(name, template, variables):
    return dict(name=name, template=template, variables=variables, result=render(template, variables))


def chats(named):
    cases = []
    for template_name, template in named.items():
        for chat_name, messages in CHATS.items():
            for number, options in enumerate(OPTIONS):
                variables = dict(messages=messages, tools=None, documents=None, bos_token="<s>", eos_token="</s>")
                variables.update(options)
                cases.append(case(f"{template_name}-{chat_name}-{number}", template, variables))
    return cases


def main():
    if len(sys.argv) > 2 and sys.argv[2] == "--random":
        import pieces
        rng = random.Random(int(sys.argv[3]))
        cases = [case(f"random-{n}", *pieces.random_piece(rng)) for n in range(int(sys.argv[4]))]
    elif len(sys.argv) > 2:
        cases = chats({path.stem: path.read_text() for path in sorted(Path(sys.argv[2]).glob("*.jinja"))})
    else:
        import pieces
        rng = random.Random(1)
        cases = [case(f"piece-{n}", piece, pieces.VARIABLES) for n, piece in enumerate(pieces.PIECES)]
        cases += [case(f"random-{n}", *pieces.random_piece(rng)) for n in range(300)]
        cases += chats(templates.ALL)
    # Addresses and views of Python's own are no texts to compare.
    own = re.compile("object|<built-in|<bound|<function|dict_(items|keys|values)|&lt;|Markup|<class|range\\(")
    # Slices of constants that have none are undefined while Jinja compiles, and errors later.
    folded = re.compile(r"\((not |-?\d|true|false|none|.* is )[^()]*\)\[[^'\]]*:")
    cases = [one for one in cases if not one["name"].startswith("random")
             or not (own.search(str(one["result"])) or folded.search(one["template"]))]
    # Templates and variables repeat, so they are written once.
    texts, variables, out = [], [], []
    for one in cases:
        for kind, key in ((texts, "template"), (variables, "variables")):
            if one[key] not in kind:
                kind.append(one[key])
            one[key] = kind.index(one[key])
        out.append(one)
    with open(sys.argv[1], "w") as file:
        json.dump([dict(templates=texts, variables=variables)] + out, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")
    print(len(cases), "cases,", sum(1 for one in cases if one["result"] is None), "of them fail")


main()
