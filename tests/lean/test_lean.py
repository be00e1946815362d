"""Scripts and style sheets in fewer bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from sphinxext_rensei.assets import BUNDLES, STATIC, bundle, samples
from sphinxext_rensei.lean import lean_script, lean_style
from sphinxext_rensei.samples import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = {
    "comments and spaces": ("// what\nconst a = 1; /* why */ let b;\n", "let a=1,b;"),
    "texts and patterns as they are": (
        r"""const a = /["'] \/ {2}/g, b = "c  // d";""",
        r"""let a=/["'] \/ {2}/g,b="c  // d";""",
    ),
    "patterns after arrows": ("{ const one = (two) => /one/.test(two) / 2; }", "{let e=e=>/one/.test(e)/2}"),
    "values in a value": (
        "{ const one = 1; f(`${g({ one })} ${`${one}`}`); }",
        "{let e=1;f(`${g({one:e})} ${`${e}`}`)}",
    ),
    "a text with values": ("{ const a = 1; f(`  a ${a + `b  ${a}`} $a`); }", "{let e=1;f(`  a ${e+`b  ${e}`} $a`)}"),
    "signs that would be others": ("a = 1 + +2 - -3;", "a=1+ +2- -3;"),
    "what is outside of blocks": ("const a = 1; class B {} f(a, B);", "let a=1;class B{}f(a,B);"),
    "a block": ("{ const one = 1; let two = one; }", "{let e=1,t=e}"),
    "a class": (
        "{ class A extends B { constructor(one) { super(one); } two(three) { return three; } } new A(1); }",
        "{class e extends B{constructor(e){super(e)}two(e){return e}}new e(1)}",
    ),
    "a global": ("{ const one = e; f(one, e); }", "{let t=e;f(t,e)}"),
    "a name that an inner function means": (
        "{ const one = (two) => (three) => one + two + three; }",
        "{let e=t=>n=>e+t+n}",
    ),
    "names that are used again": (
        "{ const one = (two) => two; const three = (four) => four; }",
        "{let e=e=>e,t=e=>e}",
    ),
    "properties": (
        "{ const one = 1; f(a.one, a?.one, a?.[one], { one: one }); }",
        "{let e=1;f(a.one,a?.one,a?.[e],{one:e})}",
    ),
    "properties of the name": ("{ const one = 1; f({ one, two: 2, ...one }); }", "{let e=1;f({one:e,two:2,...e})}"),
    "patterns": (
        "{ const { one, two: [three, , ...four], five = one, ...six } = a; f(one, three, four, five, six); }",
        "{let{one:e,two:[t,,...n],five:r=e,...s}=a;f(e,t,n,r,s)}",
    ),
    "what is there otherwise": ("const f = ({ one = 1 }, two = one) => one + two;", "let f=({one:e=1},t=e)=>e+t;"),
    "to assign to a property of the name": ("{ let one; ({ one = 2 } = a); }", "{let e;({one:e=2}=a)}"),
    "a loop": (
        "{ const one = 1; for (const one of f(a)) if (one) g(one); else h(one); g(one); }",
        "{let e=1;for(let e of f(a))if(e)g(e);else h(e);g(e)}",
    ),
    "a loop that counts": (
        "{ for (let one = 0, two; one < 2; one += 1) f(one, two); }",
        "{for(let e=0,t;e<2;e+=1)f(e,t)}",
    ),
    "what is caught": (
        "{ try { f(); } catch (one) { g(one); } finally { h(); } }",
        "{try{f()}catch(e){g(e)}finally{h()}}",
    ),
    "what is caught without a name": ("{ try { f(); } catch { g(); } }", "{try{f()}catch{g()}}"),
    "functions in a choice": ("{ const one = a ? (two) => two : (three) => three; }", "{let e=a?e=>e:e=>e}"),
    "functions that wait": ("{ const one = async (two) => await two; }", "{let e=async e=>await e}"),
    "a property that is a keyword": (
        "{ const one = a.default ?? { enum: 1 }.enum; }",
        "{let e=a.default??{enum:1}.enum}",
    ),
    "declarations apart": ("{ const one = 1; f(); const two = 2; }", "{let e=1;f();let t=2}"),
    "keys that are computed": ("{ const one = 1; f({ [one]: one, 'two': one }); }", "{let e=1;f({[e]:e,'two':e})}"),
    "parentheses that change nothing": (
        "f((a), (b ? c : d), [(e ?? f)], ...(g || [])); h = (i || j) && (k, l);",
        "f(a,b?c:d,[e??f],...g||[]);h=(i||j)&&(k,l);",
    ),
    "parentheses that change something": (
        "f = (a) => ({ b }); g = [(a, b)]; h = (i ?? j).k; (l = m) || n; o(p)(q); if (r) (s);",
        "f=e=>({b});g=[(a,b)];h=(i??j).k;(l=m)||n;o(p)(q);if(r)(s);",
    ),
    "what a function gives": (
        "f = () => (a ? b : c); g = (a = 1) => a; h = (...a) => a;",
        "f=()=>a?b:c;g=(e=1)=>e;h=(...e)=>e;",
    ),
    "no arguments": ("f(new A(), new B().c, new D(1), e());", "f(new A,new B().c,new D(1),e());"),
    "values": (
        "f(true, !false, a.true, { false: true }); b ? true : false;",
        "f(!0,!!1,a.true,{false:!0});b?true:!1;",
    ),
}


@pytest.mark.parametrize("case", SCRIPTS)
def test_a_lean_script_says_the_same(case):
    written, lean = SCRIPTS[case]
    assert lean_script(written) == f"{lean}\n"


@pytest.mark.parametrize(
    "script",
    [
        *(
            "var a = 1;",
            "function a() {}",
            "f(function () {});",
            "f(class {});",
            "switch (a) {}",
            "do f(); while (a);",
        ),
        *("import a from 'b';", "export const a = 1;", "const a = {", "f(a));", "f({ a() {} });", "const if = 1;"),
        *("class A { get a() {} }", "class A { a = 1; }", "while (a);"),
    ],
)
def test_what_is_not_in_our_scripts_is_refused(script):
    with pytest.raises(ValueError, match=r"\S+ (is|stands|closes)"):
        lean_script(script)


def test_a_lean_style_sheet_says_the_same():
    style = '/* why */\n.a > .b,\n.c :is(d, e) { color: red; inset: calc(1px + 2px) 0; content: ""; }\n'
    assert lean_style(style) == '.a>.b,.c :is(d,e){color:red;inset:calc(1px + 2px) 0;content:""}'


@pytest.mark.skipif(not shutil.which("node"), reason="node is not here")
class TestLeanScripts:
    """What browsers make of them."""

    def test_are_scripts(self):
        texts = [*map(bundle, BUNDLES), samples(*LANGUAGES)]
        code = f"for (const each of {json.dumps(texts)}) new Function(each);"
        subprocess.run(["node", "-"], input=code, text=True, check=True)

    def test_do_what_scripts_do(self, tmp_path: Path, repository: Path):
        """They pass the tests of the scripts that they were made from."""
        for path in STATIC.glob("*.js"):
            tmp_path.joinpath(path.name).write_text(lean_script(path.read_text("utf-8")), "utf-8")
        tests = [
            repository / "tests" / "js" / f"{each}.test.mjs"
            for each in ("check", "exchange", "json", "request", "samples")
        ]
        environment = os.environ | {"RENSEI_LEAN": str(tmp_path)}
        done = subprocess.run(["node", "--test", *tests], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-4000:]
