"""A site whose pages each break one thing, and one that breaks nothing: what tests of pages must and mustn't see."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from api.guarding import POLICY

ELSEWHERE = "http://elsewhere.example"
STYLE = """
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) { .pale { color: #444; background: #111; } }
.dull:focus { outline: none; }
.wide { width: 40rem; }
.small { display: block; padding: 0; margin: 0; border: 0; width: 12px; height: 12px; }
"""
SOUND = '<label for="ad">The ad</label><input id="ad" name="ad"><button>Send</button>'


@dataclass(frozen=True, slots=True)
class Broken:
    body: str
    policy: str = POLICY


BROKEN = {
    "sound": Broken(SOUND),
    "no-label": Broken('<input id="ad" name="ad"><button>Send</button>'),
    "pale": Broken(f'{SOUND}<p class="pale">Hardly read</p>'),
    "small": Broken(f'{SOUND}<button class="small">a</button><button class="small">b</button>'),
    "wide": Broken(f'{SOUND}<p class="wide">Too wide for a telephone</p>'),
    "dull": Broken(f'<a class="dull" href="/sound">Unseen</a>{SOUND}'),
    "inline-style": Broken(f'{SOUND}<p style="color: red">Red</p>'),
    "inline-script": Broken(f"{SOUND}<script>document.title = 'changed'</script>"),
    "erring": Broken(f'{SOUND}<script src="/erring.js"></script>'),
    "part-missing": Broken(f'{SOUND}<img alt="" src="/none.png">'),
    "elsewhere": Broken(f'{SOUND}<img alt="" src="{ELSEWHERE}/a.png">', policy="img-src * data:"),
    "elsewhere-forbidden": Broken(f'{SOUND}<img alt="" src="{ELSEWHERE}/a.png">'),
}


def broken_pages() -> Starlette:
    def page(request: Request) -> HTMLResponse:
        broken = BROKEN.get(request.path_params["name"])
        if broken is None:
            raise HTTPException(404)
        text = (
            '<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">'
            '<link rel="stylesheet" href="/style.css"></head>'
            f'<body><main><h1>A page</h1><form method="post" action="/send">{broken.body}</form></main></body></html>'
        )
        return HTMLResponse(text, headers={"Content-Security-Policy": broken.policy})

    def style(_: Request) -> PlainTextResponse:
        return PlainTextResponse(STYLE, media_type="text/css")

    def erring(_: Request) -> PlainTextResponse:
        return PlainTextResponse("throw new Error('went wrong')", media_type="text/javascript")

    def refused(_: Request) -> HTMLResponse:
        return HTMLResponse('<!doctype html><html lang="en"><title>No</title><main><h1>No</h1></main></html>', 422)

    routes = [Route("/style.css", style), Route("/erring.js", erring), Route("/send", refused, methods=["POST"])]
    return Starlette(routes=[*routes, Route("/{name:str}", page)])
