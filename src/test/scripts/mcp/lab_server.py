"""An MCP server made with the protocol's own Python library, of its first or its second generation: for RealMcpServersTest.

Arguments: "stdio", or "streamable-http" or "sse" and a port of 127.0.0.1.
"""

import base64
import sys

import anyio

transport = sys.argv[1]
where = {} if transport == "stdio" else {"host": "127.0.0.1", "port": int(sys.argv[2])}
try:
    from mcp.server.mcpserver import Context, Image, MCPServer

    server = MCPServer("lab", log_level="ERROR")
    options = where
except ModuleNotFoundError:
    from mcp.server.fastmcp import Context, FastMCP, Image

    server = FastMCP("lab", log_level="ERROR", **where)
    options = {}

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@server.tool()
def lookup(q: str) -> str:
    """Looks something up."""
    return f"found {q}"


@server.tool()
def broken(q: str) -> str:
    """Always fails."""
    raise RuntimeError("no such thing")


@server.tool()
def shot() -> Image:
    """A picture."""
    return Image(data=base64.b64decode(PNG), format="png")


@server.tool()
def rows() -> list[str]:
    """Several."""
    return ["a", "b"]


@server.tool()
def obj(n: int) -> dict[str, int]:
    """An object."""
    return {"n": n, "twice": 2 * n}


@server.tool()
async def slow(context: Context) -> str:
    """Takes a minute."""
    await anyio.sleep(60)
    return "done"


server.run(transport, **options)
